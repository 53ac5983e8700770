import { useCallback } from 'react';
import type { SetupForm } from '#shared/domain/setup/book.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import {
  draftKey,
  draftKeeperOf,
  shownForm,
  storedForm,
  type DraftKind,
  type FormOf,
} from '#renderer/store/setup-drafts.ts';

export interface SetupDraft<F> {
  /** As it is on screen: what is stored, with what was typed since. */
  readonly form: F;
  readonly change: (part: Partial<F>) => void;
  readonly state: 'saved' | 'waiting' | 'saving' | 'failed';
  /** Why the newest try to save failed; it is tried again by itself. */
  readonly error: RelayError | null;
  /** Saves now. False: it could not be saved, and `error` says why. */
  readonly flush: () => Promise<boolean>;
}

export type IntegrationDraft = SetupDraft<FormOf<'integration'>>;
export type ChannelDraft = SetupDraft<FormOf<'channel'>>;
export type RelayDraft = SetupDraft<FormOf<'relay'>>;

/**
 * The draft of one entry of the book: every change is saved after a short pause and at the end of a field, a page or the
 * window. Null while the book is not known or has no such entry. `address` and `relay` have the id ''.
 */
export function useDraft<K extends DraftKind>(kind: K, id: string): SetupDraft<FormOf<K>> | null {
  const client = useClient();
  const key = draftKey(kind, id);
  const book = useConsole((state) => state.setup?.book ?? null);
  const unsaved = useConsole((state) => state.unsavedDrafts[key]);
  const keeper = draftKeeperOf(client);
  const change = useCallback(
    (part: Partial<FormOf<K>>) => {
      // Read anew: two changes in one turn build on each other.
      const { setup, unsavedDrafts } = useConsole.getState();
      const stored = setup === null ? null : storedForm(setup.book, kind, id);
      if (stored === null) return;
      const typed = { ...shownForm<K>(stored, unsavedDrafts[key]), ...part };
      keeper.type({ kind, form: stored } as SetupForm, { kind, form: typed } as SetupForm);
    },
    [keeper, kind, id, key],
  );
  const flush = useCallback(() => keeper.flush(key), [keeper, key]);
  const stored = book === null ? null : storedForm(book, kind, id);
  if (stored === null) return null;
  return {
    form: shownForm<K>(stored, unsaved),
    change,
    state: unsaved?.state ?? 'saved',
    error: unsaved?.error ?? null,
    flush,
  };
}
