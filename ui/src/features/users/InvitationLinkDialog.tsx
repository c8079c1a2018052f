import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { CopyField } from "../../components/CopyField";
import { Dialog } from "../../components/Dialog";
import { formatDateTime } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { InvitationLink } from "../../lib/types";

interface Props {
  opened: boolean;
  fullName: string;
  link: InvitationLink;
  onClose: () => void;
}

/** A new link, to be handed over by whoever asked for it. The Rust side has put it on the clipboard. */
export function InvitationLinkDialog({ opened, fullName, link, onClose }: Props) {
  const t = useText();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("link-title", { name: fullName })} size={520}>
      <Stack gap="md">
        <Text size="sm">{t("link-explained")}</Text>
        <CopyField name={t("link")} value={link.url} alreadyCopied />
        <Text size="sm" c="dimmed">
          {t("link-expires", { time: formatDateTime(link.expiresAt, t.language) })}
        </Text>
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t("link-others-ended")}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {t("done")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
