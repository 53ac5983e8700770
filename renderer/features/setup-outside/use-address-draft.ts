import { useCallback } from 'react';
import type { AddressForm } from '#shared/domain/setup/book.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { draftKeeperOf, shownForm } from '#renderer/store/setup-drafts.ts';

export interface AddressDraft {
  /** As it is on screen: what is stored, with what was typed since. */
  readonly form: AddressForm;
  readonly change: (part: Partial<AddressForm>) => void;
  readonly state: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly error: RelayError | null;
  readonly flush: () => void;
}

const key = 'address';

/** The public address as it is typed: each change is saved after a short pause. Null while the book is not known. */
export function useAddressDraft(): AddressDraft | null {
  const client = useClient();
  const stored = useConsole((state) => state.setup?.book.address ?? null);
  const unsaved = useConsole((state) => state.unsavedDrafts[key]);
  const keeper = draftKeeperOf(client);
  const change = useCallback(
    (part: Partial<AddressForm>) => {
      // Read anew: two changes in one turn build on each other.
      const { setup, unsavedDrafts } = useConsole.getState();
      if (setup === null) return;
      const before = setup.book.address;
      const typed = { ...shownForm<'address'>(before, unsavedDrafts[key]), ...part };
      keeper.type({ kind: 'address', form: before }, { kind: 'address', form: typed });
    },
    [keeper],
  );
  const flush = useCallback(() => void keeper.flush(key), [keeper]);
  if (stored === null) return null;
  return {
    form: shownForm<'address'>(stored, unsaved),
    change,
    state: unsaved?.state ?? 'saved',
    error: unsaved?.error ?? null,
    flush,
  };
}
