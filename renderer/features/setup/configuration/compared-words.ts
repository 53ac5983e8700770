import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import type { dateWords } from '#renderer/lib/sla/date-words.ts';
import { matchPath } from './path-pattern.ts';

export type Kind = ConfigurationDifference['kind'];

/** With what a comparison is put into words. */
export interface Words extends Pick<Texts, 't' | 'format'> {
  readonly weekday: ReturnType<typeof dateWords>['weekday'];
  /** The name of an entry that is set up here, else its id, said to be unknown. */
  readonly nameOf: (kind: 'integration' | 'channel' | 'role', id: string) => string;
}

/** `found`: what stood at the '#' and '*' of the pattern. */
export type Say<Input extends readonly unknown[] = []> = (
  words: Words,
  found: readonly string[],
  ...input: Input
) => string | null;
/** Patterns of paths, as `matchPath` reads them. */
export type Table<Input extends readonly unknown[] = []> = Readonly<Record<string, Say<Input>>>;

/** What the first pattern says that a path is like; null when there is none. */
export function said<Input extends readonly unknown[]>(
  table: Table<Input> | undefined,
  path: string,
  words: Words,
  ...input: Input
): string | null {
  for (const [pattern, say] of Object.entries(table ?? {})) {
    const found = matchPath(pattern, path);
    if (found !== null) return say(words, found, ...input);
  }
  return null;
}

/** A place in a list as people count. */
export const numberOf = (index: string | undefined): number => Number(index ?? 0) + 1;

type Entries = Pick<SetupBook, 'integrations' | 'channels' | 'roles'>;

/** The name of an entry of the book; null when it has none or is not there. */
export function entryName(book: Entries | null, kind: 'integration' | 'channel' | 'role', id: string): string | null {
  const forms = {
    integration: () => book?.integrations.map(({ draft }) => draft),
    channel: () => book?.channels.map(({ draft }) => draft),
    role: () => book?.roles,
  }[kind]();
  const name = forms?.find((form) => form.id === id)?.name.trim() ?? '';
  return name === '' ? null : name;
}
