import { commands } from "../../lib/commands";
import { useStatusMutation } from "../session/mutations";

export function useSwitchAccount() {
  return useStatusMutation((key: string) => commands.switchAccount(key));
}

export function useBeginAddingAccount() {
  return useStatusMutation<void>(() => commands.beginAddingAccount());
}

export function useCancelAddingAccount() {
  return useStatusMutation<void>(() => commands.cancelAddingAccount());
}

export function useForgetAccount() {
  return useStatusMutation((key: string) => commands.forgetAccount(key));
}
