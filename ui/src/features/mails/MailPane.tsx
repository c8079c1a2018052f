import { Button, CopyButton, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconCopy, IconExternalLink } from "@tabler/icons-react";
import { Link } from "react-router";
import { notifyProblem } from "../../components/notify";
import { ReadProblem } from "../../components/ReadProblem";
import { formatDateTime } from "../../lib/dates";
import { useText } from "../../lib/text";
import { useOpenLink } from "./mutations";
import { useMail } from "./queries";

/** One mail as its reader gets it, in its text form: the window shows no foreign HTML. */
export function MailPane({ id }: { id: string }) {
  const t = useText();
  const mail = useMail(id);
  if (mail.error) return <ReadProblem problem={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <Skeleton h={240} m="md" aria-busy />;
  const { subject, from, to, date, text, link } = mail.data;
  return (
    <article className="mail">
      <Button
        component={Link}
        to="/mailbox"
        variant="subtle"
        size="compact-sm"
        className="mail-back"
        leftSection={<IconArrowLeft size={16} aria-hidden className="flip-rtl" />}
      >
        {t("mails")}
      </Button>
      <Title order={2} dir="auto">
        {subject}
      </Title>
      <dl className="mail-head">
        <dt>{t("mail-from-name")}</dt>
        <dd dir="auto">{from}</dd>
        <dt>{t("mail-to-name")}</dt>
        <dd dir="auto">{to}</dd>
        <dt>{t("mail-date-name")}</dt>
        <dd>
          <time dateTime={date}>{formatDateTime(date, t.language)}</time>
        </dd>
      </dl>
      {link && <LinkActions link={link} />}
      <Text component="div" className="mail-text" dir="auto">
        {text}
      </Text>
    </article>
  );
}

function LinkActions({ link }: { link: string }) {
  const t = useText();
  const open = useOpenLink();
  return (
    <Group gap="sm" className="mail-actions">
      <Button
        leftSection={<IconExternalLink size={16} aria-hidden />}
        loading={open.isPending}
        onClick={() => open.mutate(link, { onError: (refused) => notifyProblem(refused, t) })}
      >
        {t("open-link")}
      </Button>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {copied ? t("copied") : t("copy-link")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
