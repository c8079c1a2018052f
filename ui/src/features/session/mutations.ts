import { useMutation, useQueryClient } from "@tanstack/react-query";
import { applyStatus, invalidateTags } from "../../app/invalidation";
import { forgetPlace } from "../../app/place";
import { commands } from "../../lib/commands";
import type { NewAccount, Status } from "../../lib/types";
import { useStatus } from "./queries";

/** A command that answers with the status reached by it. */
export function useStatusMutation<Variables>(run: (variables: Variables) => Promise<Status>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (status) => {
      applyStatus(queryClient, status);
      invalidateTags(queryClient, ["accounts"]);
    },
  });
}

export function useUseOnThisComputer() {
  // biome-ignore lint/correctness/useHookAtTopLevel: a command that begins with "use", not a hook.
  return useStatusMutation<void>(() => commands.useOnThisComputer());
}

export function useConnectToServer() {
  return useStatusMutation((address: string) => commands.connectToServer(address));
}

export function useLeaveServer() {
  return useStatusMutation<void>(() => commands.leaveServer());
}

export function useCreateAccount() {
  return useStatusMutation((account: NewAccount) => commands.createAccount(account));
}

export function useSignIn() {
  return useStatusMutation(({ loginEmail, password }: { loginEmail: string; password: string }) =>
    commands.signIn(loginEmail, password),
  );
}

export function useForgotPassword() {
  return useMutation({ mutationFn: (loginEmail: string) => commands.forgotPassword(loginEmail) });
}

export function useSignOut() {
  const me = useStatus().data?.session?.me.id;
  return useStatusMutation<void>(async () => {
    const status = await commands.signOut();
    if (me) forgetPlace(me);
    return status;
  });
}

export function useTryKeyringAgain() {
  return useStatusMutation<void>(() => commands.tryKeyringAgain());
}

export function useSyncNow() {
  return useMutation({ mutationFn: () => commands.syncNow() });
}
