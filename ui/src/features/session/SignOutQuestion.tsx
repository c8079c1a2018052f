import { useState } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyProblem } from "../../components/notify";
import { commands } from "../../lib/commands";
import { type Text, useText } from "../../lib/text";
import { useSignOut } from "./mutations";

/** How many changes are lost by signing out; it may be that nobody can tell. */
type Lost = number | "unknown";

/** Signing out, which asks first when changes would be lost with the session. */
export function useSignOutQuestion() {
  const t = useText();
  const signOut = useSignOut();
  const [lost, setLost] = useState<Lost>(0);
  const leave = () => {
    setLost(0);
    signOut.mutate(undefined, { onError: (refused) => notifyProblem(refused, t) });
  };
  const ask = async () => {
    const waiting = await countPending();
    if (waiting === 0) leave();
    else setLost(waiting);
  };
  return { lost, busy: signOut.isPending, ask: () => void ask(), leave, stay: () => setLost(0) };
}

/** As many as there are now. */
async function countPending(): Promise<Lost> {
  try {
    return await commands.countPendingChanges();
  } catch {
    return "unknown";
  }
}

type Props = ReturnType<typeof useSignOutQuestion>;

/** Says how many changes are lost by signing out, while that is to be decided. */
export function SignOutQuestion({ lost, busy, leave, stay }: Props) {
  const t = useText();
  if (lost === 0) return null;
  return (
    <ConfirmDialog
      opened
      title={t("sign-out-title")}
      confirm={t("sign-out-anyway")}
      cancel={t("stay-signed-in")}
      dangerous
      busy={busy}
      onConfirm={leave}
      onClose={stay}
    >
      {lostWords(lost, t)} {t("sign-out-explained")}
    </ConfirmDialog>
  );
}

function lostWords(lost: Lost, t: Text): string {
  return lost === "unknown" ? t("changes-lost-unknown") : t("changes-lost", { count: lost });
}
