import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queryKeys } from "../../app/queryKeys";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyProblem } from "../../components/notify";
import { commands } from "../../lib/commands";
import { useText } from "../../lib/text";
import { useSignOut } from "./mutations";

/** Signing out, which asks first when changes would be lost with the session. */
export function useSignOutQuestion() {
  const t = useText();
  const queryClient = useQueryClient();
  const signOut = useSignOut();
  const [lost, setLost] = useState(0);
  const leave = () => {
    setLost(0);
    signOut.mutate(undefined, { onError: (refused) => notifyProblem(refused, t) });
  };
  const ask = async () => {
    const waiting = await countPending(queryClient);
    if (waiting > 0) setLost(waiting);
    else leave();
  };
  return { lost, busy: signOut.isPending, ask: () => void ask(), leave, stay: () => setLost(0) };
}

/** As many as there are now. Where they cannot be read, signing out is the only way on. */
async function countPending(queryClient: ReturnType<typeof useQueryClient>): Promise<number> {
  try {
    const options = { queryKey: queryKeys.pendingChanges, queryFn: commands.listPendingChanges, staleTime: 0 };
    return (await queryClient.fetchQuery(options)).length;
  } catch {
    return 0;
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
      {t("changes-lost", { count: lost })} {t("sign-out-explained")}
    </ConfirmDialog>
  );
}
