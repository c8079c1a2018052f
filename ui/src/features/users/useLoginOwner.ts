import { useState } from "react";
import { commands } from "../../lib/commands";
import type { UserRow } from "../../lib/types";

interface Owner {
  row: UserRow;
  /** The login email as it was typed when they were found. */
  typed: string;
}

/** Who of the account's own people has a login email, as far as this computer knows. */
export function useLoginOwner() {
  const [owner, setOwner] = useState<Owner | null>(null);
  const look = async (loginEmail: string): Promise<UserRow | null> => {
    // That it cannot be looked up keeps nobody from going on: the service decides.
    const row = await commands.findLoginOwner(loginEmail).catch(() => null);
    setOwner(row && { row, typed: loginEmail.trim() });
    return row;
  };
  return { owner, look };
}
