import { useState } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { InvitationLink, UserRow } from "../../lib/types";
import { useCopyInvitationLink } from "./mutations";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onCopied: (link: InvitationLink) => void;
}

/** Asks before the link that was mailed ends: a new one takes its place. */
export function CopyLinkDialog({ opened, row, onClose, onCopied }: Props) {
  const t = useText();
  const copy = useCopyInvitationLink();
  const [problem, setProblem] = useState<unknown>(null);
  const address = row.user.communicationEmail;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t.label("copy-link-name", { name: row.fullName })}
      confirm={t("copy-new-link")}
      busy={copy.isPending}
      problem={problem ? wordRefusal(problem, t) : null}
      onConfirm={() => {
        setProblem(null);
        copy.mutate(row.user.id, { onSuccess: onCopied, onError: setProblem });
      }}
    >
      {t("copy-link-ends-mailed", { address })}
    </ConfirmDialog>
  );
}
