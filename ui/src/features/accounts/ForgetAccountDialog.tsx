import { ConfirmDialog } from "../../components/ConfirmDialog";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { AccountEntry } from "../../lib/types";
import { useForgetAccount } from "./mutations";

interface Props {
  entry: AccountEntry;
  onClose: () => void;
}

/** Asks before an account that one has to sign in to again disappears from this computer. */
export function ForgetAccountDialog({ entry, onClose }: Props) {
  const t = useText();
  const forget = useForgetAccount();
  return (
    <ConfirmDialog
      opened
      title={t("forget-title", { name: entry.accountName })}
      confirm={t("forget")}
      dangerous
      busy={forget.isPending}
      problem={forget.error ? wordRefusal(forget.error, t) : null}
      onConfirm={() => forget.mutate(entry.key, { onSuccess: onClose })}
      onClose={onClose}
    >
      {t("forget-explained")}
    </ConfirmDialog>
  );
}
