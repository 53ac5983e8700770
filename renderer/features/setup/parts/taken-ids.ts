import type { SetupView } from '#shared/domain/setup/book.ts';

/** Ids a new entry cannot have: those of the book, and those of the configuration file or the sandbox. */
export function takenIds({ book, given }: SetupView, kind: 'integration' | 'channel'): readonly string[] {
  const own = kind === 'channel' ? book.channels : book.integrations;
  const others = kind === 'channel' ? given.channels : given.integrations;
  return [...own.map(({ draft }) => draft.id), ...others.map(({ id }) => id)];
}
