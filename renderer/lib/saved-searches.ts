import type { SavedSearch } from '#shared/contract/console-contract.ts';

const sameName = (one: string, other: string): boolean => one.toLocaleLowerCase() === other.toLocaleLowerCase();

export const hasName = (searches: readonly SavedSearch[], name: string): boolean =>
  searches.some((one) => sameName(one.name, name));

/** With one more, or in place of the one of its name. */
export function withSaved(searches: readonly SavedSearch[], saved: SavedSearch): readonly SavedSearch[] {
  const others = searches.map((one) => (saved.isDefault ? { ...one, isDefault: false } : one));
  return hasName(searches, saved.name)
    ? others.map((one) => (sameName(one.name, saved.name) ? saved : one))
    : [...others, saved];
}

/** With another name; one that had that name already gives way. */
export function withName(searches: readonly SavedSearch[], from: string, name: string): readonly SavedSearch[] {
  return searches
    .filter((one) => one.name === from || !sameName(one.name, name))
    .map((one) => (one.name === from ? { ...one, name } : one));
}

/** With this one as the default, or with none. At most one is. */
export function withDefault(searches: readonly SavedSearch[], name: string | null): readonly SavedSearch[] {
  return searches.map((one) => ({ ...one, isDefault: one.name === name }));
}

export const withoutName = (searches: readonly SavedSearch[], name: string): readonly SavedSearch[] =>
  searches.filter((one) => one.name !== name);

/** A search that names its customer, so that it is whole as text: by the openid's end, as it is shown. */
export function wholeText(text: string, openId: string | null): string {
  const end = openId?.replace(/^\u2026/u, '') ?? '';
  return [text.trim(), end === '' ? '' : `openid:${end}`].filter((part) => part !== '').join(' ');
}
