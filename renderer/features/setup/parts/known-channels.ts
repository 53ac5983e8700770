import type { SetupView } from '#shared/domain/setup/book.ts';

/** A channel that roles, queues and skills may name: of the book, of relay.json, or of the sandbox. */
export interface KnownChannel {
  readonly id: string;
  /** Empty while it has none. */
  readonly name: string;
  readonly from: 'book' | 'file' | 'sandbox';
}

/** Every channel there is, the book's first; one that both name counts as the book's. */
export function knownChannels({ book, given }: Pick<SetupView, 'book' | 'given'>): readonly KnownChannel[] {
  const own = book.channels.map(({ draft }): KnownChannel => ({ id: draft.id, name: draft.name, from: 'book' }));
  const taken = new Set(own.map(({ id }) => id));
  const from = given.from === 'sandbox' ? 'sandbox' : 'file';
  const others = given.channels
    .filter(({ id }) => !taken.has(id))
    .map(({ id, name }): KnownChannel => ({ id, name, from }));
  return [...own, ...others];
}
