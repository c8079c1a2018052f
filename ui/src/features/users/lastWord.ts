import { commands } from "../../lib/commands";
import type { PendingChange, UserRow, UserStatus } from "../../lib/types";

/** Whether someone is still as a change left them: nothing has been done to them since. */
export async function isAsLeft({ user }: UserRow): Promise<boolean> {
  const now = await commands.getUser(user.id);
  return now !== null && now.user.version === user.version && now.pending.length === 0;
}

/** Whether nobody has been invited again since the invitation of this person was deleted. */
export async function isStillUninvited({ user }: UserRow): Promise<boolean> {
  const left = await commands.getUser(user.id);
  if (left) return left.user.status === "removed" && left.pending.length === 0;
  return !(await isListed(user.loginEmail));
}

/** Whether a change that was withdrawn could be asked for as it was. */
export async function couldBeRepeated(change: PendingChange, version: number | null): Promise<boolean> {
  const { edit } = change;
  if (edit.action === "create") return !(await isListed(edit.user.loginEmail));
  const now = await commands.getUser(edit.id);
  return now !== null && now.user.version === version && now.pending.length === 0;
}

const LISTED: readonly UserStatus[] = ["pending", "active"];

async function isListed(loginEmail: string): Promise<boolean> {
  const list = { search: loginEmail, sort: "lastName", descending: false, offset: 0, limit: 20 } as const;
  for (const status of LISTED) {
    const { rows, creations } = await commands.listUsers({ ...list, status });
    const listed = rows.some(({ user }) => user.loginEmail === loginEmail);
    if (listed || creations.some(({ edit }) => edit.action === "create" && edit.user.loginEmail === loginEmail))
      return true;
  }
  return false;
}
