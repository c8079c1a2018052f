import { useCallback } from "react";
import { useNavigate } from "react-router";
import { useArrivalPlace } from "../../app/arrival";
import { focusRowOf } from "../../lib/focus";
import type { FoundPerson, UserRow } from "../../lib/types";
import { leave } from "../../lib/unsaved";
import { useSwitchAccount } from "../accounts/mutations";
import { useAccounts } from "../accounts/queries";
import { useSession } from "../session/session";

/** Goes to where a person is listed, in another account if need be. */
export function useGoToPerson(onClose: () => void) {
  const show = useShowPerson();
  const { me } = useSession();
  const accounts = useAccounts().data ?? [];
  const switchTo = useSwitchAccount();
  const arrival = useArrivalPlace();

  const go = ({ account, row }: FoundPerson) => {
    const current = accounts.find(({ isCurrent }) => isCurrent);
    if (current?.key === account || row.user.id === me.id) {
      onClose();
      show(row);
      return;
    }
    leave(() => {
      arrival.current = placeOf(row);
      switchTo.mutate(account, {
        onError: () => {
          arrival.current = null;
        },
      });
    });
  };
  return { go, problem: switchTo.error };
}

/** Opens the list that a person is in, with the focus on their row. */
export function useShowPerson(): (row: UserRow) => void {
  const navigate = useNavigate();
  return useCallback(
    (row) => {
      focusRowOf(row.user.id);
      void navigate(placeOf(row));
    },
    [navigate],
  );
}

/** The list they are in, searched for their login email, which is theirs alone. */
function placeOf({ user, isSelf }: UserRow): string {
  // Who is no administrator sees no list: they find nobody but themselves.
  if (isSelf && user.role !== "administrator") return "/profile";
  return `/settings/users/${user.status}?search=${encodeURIComponent(user.loginEmail)}`;
}
