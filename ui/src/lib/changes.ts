/** The fields of `after` that differ from `before`: what a PATCH is to carry. */
export function changedFields<F extends Record<string, unknown>>(before: F, after: F): Partial<F> {
  const changed = Object.entries(after).filter(([field, value]) => !same(before[field], value));
  return Object.fromEntries(changed) as Partial<F>;
}

/** Alike, lists of names being compared by what is in them. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item) => other.includes(item));
  }
  return one === other;
}
