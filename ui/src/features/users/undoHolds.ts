import { commands } from "../../lib/commands";
import type { PendingChange, UserRow } from "../../lib/types";

/** Whether someone is still as a change left them: nothing has been done to them since. */
export async function isAsLeft({ user }: UserRow): Promise<boolean> {
  const now = await commands.getUser(user.id);
  return now !== null && now.user.version === user.version && now.pending.length === 0;
}

/** Whether nobody has been invited again since the invitation of this person was deleted. */
export async function isStillUninvited({ user }: UserRow): Promise<boolean> {
  const left = await commands.getUser(user.id);
  if (left) return left.user.status === "removed" && left.pending.length === 0;
  return !(await isTaken(user.loginEmail));
}

/** Whether a change that was withdrawn could be asked for as it was. */
export async function couldBeRepeated(change: PendingChange, version: number | null): Promise<boolean> {
  const { edit } = change;
  if (edit.action === "create") return !(await isTaken(edit.user.loginEmail));
  const now = await commands.getUser(edit.id);
  return now !== null && now.user.version === version && now.pending.length === 0;
}

/** Whether a login email is somebody's: of the account's own people, in whatever status, or of an invitation that waits to be sent. */
async function isTaken(loginEmail: string): Promise<boolean> {
  if (await commands.findLoginOwner(loginEmail)) return true;
  const waiting = await commands.listPendingChanges();
  return waiting.some(({ edit }) => edit.action === "create" && edit.user.loginEmail === loginEmail);
}
