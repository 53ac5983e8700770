import { demand, TenantRefusal } from './refusal.ts';

/** Names that differ in case, width or composition only are the same name. */
const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

interface Named {
  id: string | number;
  name: string;
}

/** Throws TenantRefusal when another one has the name. */
export function checkUniqueName(name: string, id: string | null, others: readonly Named[], message: string): void {
  const key = nameKey(name);
  const isTaken = others.some((other) => String(other.id) !== id && nameKey(other.name) === key);
  demand(!isTaken, 'name_taken', 'name', message);
}

/** A name with its blanks cut off. Throws TenantRefusal when it is empty or longer than 200 characters. */
export function checkedName(text: string, field = 'name'): string {
  const name = text.trim();
  demand(name !== '', 'required', field, 'A name is needed.');
  demand([...name].length <= 200, 'too_long', field, 'The name is longer than 200 characters.');
  return name;
}

/** The entry. Throws TenantRefusal 404. */
export function requireEntry<K, V>(entries: ReadonlyMap<K, V>, id: K, what: string): V {
  const found = entries.get(id);
  if (found === undefined) throw new TenantRefusal('not_found', null, `${what} was not found.`, 404);
  return found;
}
