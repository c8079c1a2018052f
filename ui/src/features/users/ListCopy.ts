import { replaceEqualDeep } from "@tanstack/react-query";
import type { UserList } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { PendingChange, UserRow, UserWindow } from "../../lib/types";

/** Places in a list, the users counted from 0: from one on, and up to before another. */
export interface Stretch {
  from: number;
  to: number;
}

/** How many rows of a list are kept at most: scrolling through all of them must not hold them all. */
export const ROWS_KEPT = 600;

/**
 * What has been read of one list: the rows in view and those near them, never the whole.
 *
 * It is made by reading what is in view; what comes into view later is added to it. Once the users have changed, another copy takes
 * its place.
 */
export class ListCopy {
  /** Invitations that are not in force yet: they come before the users. */
  creations: readonly PendingChange[] = [];
  /** How many users the list has. */
  total = 0;
  private readonly rows = new Map<number, UserRow>();
  private readonly asked = new Set<Stretch>();
  private readonly listeners = new Set<() => void>();
  private needed: readonly Stretch[] = [];
  private edition = 0;

  private constructor(readonly list: UserList) {}

  /**
   * Reads these stretches of a list. Who is as they were in the copy that is shown, of this list or another, is the same object again:
   * their row is not drawn anew.
   */
  static async read(list: UserList, stretches: readonly Stretch[], before?: ListCopy): Promise<ListCopy> {
    const copy = new ListCopy(list);
    copy.needed = stretches;
    await Promise.all(stretches.map((stretch) => copy.fetch(stretch)));
    if (before) copy.shareWith(before);
    return copy;
  }

  /** The user at a place; nothing while they have not been read. */
  rowAt(place: number): UserRow | undefined {
    return this.rows.get(place);
  }

  /** Says what is in view. If any of `near` has not been read, that is asked for, in one command: `ahead` as far as it goes. */
  need(inView: readonly Stretch[], near: Stretch, ahead: Stretch): void {
    this.needed = inView;
    const missing = this.missingOf(this.within(near));
    if (missing === null) return;
    const wanted = this.missingOf(this.within(ahead)) ?? missing;
    // Told when it has come, or not at all: it is asked for again once it is in view.
    void this.fetch(wanted).then(
      () => this.tell(),
      () => undefined,
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another number once more has been read. */
  readonly getEdition = (): number => this.edition;

  private async fetch(stretch: Stretch): Promise<void> {
    this.asked.add(stretch);
    try {
      const { from, to } = stretch;
      this.take(from, await commands.listUsers({ ...this.list, offset: from, limit: to - from }));
    } finally {
      this.asked.delete(stretch);
    }
  }

  private take(from: number, { rows, total, creations }: UserWindow): void {
    this.total = total;
    this.creations = replaceEqualDeep(this.creations, creations);
    for (const [index, row] of rows.entries())
      this.rows.set(from + index, replaceEqualDeep(this.rows.get(from + index), row));
    this.forget();
  }

  private shareWith(before: ListCopy): void {
    this.creations = replaceEqualDeep(before.creations, this.creations);
    const known = new Map([...before.rows.values()].map((row) => [row.user.id, row]));
    for (const [place, row] of this.rows) this.rows.set(place, replaceEqualDeep(known.get(row.user.id), row));
  }

  /** Drops what was read longest ago and is not in view. */
  private forget(): void {
    for (const place of this.rows.keys()) {
      if (this.rows.size <= ROWS_KEPT) return;
      if (!this.needed.some(({ from, to }) => place >= from && place < to)) this.rows.delete(place);
    }
  }

  private tell(): void {
    this.edition += 1;
    for (const listener of this.listeners) listener();
  }

  private within({ from, to }: Stretch): Stretch {
    return { from: Math.max(0, from), to: Math.min(this.total, to) };
  }

  /** From the first place that is neither here nor on its way to the last. */
  private missingOf({ from, to }: Stretch): Stretch | null {
    let first = from;
    while (first < to && this.isKnown(first)) first += 1;
    if (first >= to) return null;
    let end = to;
    while (this.isKnown(end - 1)) end -= 1;
    return { from: first, to: end };
  }

  private isKnown(place: number): boolean {
    if (this.rows.has(place)) return true;
    for (const { from, to } of this.asked) if (place >= from && place < to) return true;
    return false;
  }
}
