type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two parts of a form are the same. Forms hold text, flags, lists and records only. */
export function sameForm(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => sameForm(one, b[at]));
  if (!isTree(a) || !isTree(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameForm(a[key], b[key]));
}

/**
 * What was typed since `base`, put onto what is stored now: a field that was touched stays as typed, any other follows what
 * is stored. Lists count as one field.
 */
export function mergedForm<F>(base: F, typed: F, stored: F): F {
  if (sameForm(base, typed)) return stored;
  if (!isTree(base) || !isTree(typed) || !isTree(stored)) return typed;
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(stored), ...Object.keys(typed)])) {
    const value = mergedForm<unknown>(base[key], typed[key], stored[key]);
    // A key that one side took out, and the other did not touch, is gone.
    if (value !== undefined) merged[key] = value;
  }
  return merged as F;
}
