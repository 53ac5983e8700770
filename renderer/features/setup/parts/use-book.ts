import { useMemo } from 'react';
import type { SetupBook, SetupView } from '#shared/domain/setup/book.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { shownForm, type DraftKind, type FormOf } from '#renderer/store/setup-drafts.ts';
import type { DraftKey, UnsavedDraft } from '#renderer/store/setup-slice.ts';

type Drafts = Readonly<Record<DraftKey, UnsavedDraft>>;

/** The book as it is shown: with what was typed put onto what is stored, so that rules judge what the eye sees. */
export function shownBook(book: SetupBook, drafts: Drafts): SetupBook {
  if (Object.keys(drafts).length === 0) return book;
  const shown = <K extends DraftKind>(kind: K, forms: readonly FormOf<K>[]): FormOf<K>[] =>
    forms.map((form) => shownForm(form, drafts['id' in form ? `${kind}/${form.id}` : kind]));
  const entries = <K extends 'integration' | 'channel', E extends { readonly draft: FormOf<K> }>(
    kind: K,
    list: readonly E[],
  ): E[] => list.map((entry) => ({ ...entry, draft: shownForm(entry.draft, drafts[`${kind}/${entry.draft.id}`]) }));
  return {
    ...book,
    address: shownForm<'address'>(book.address, drafts['address']),
    integrations: entries('integration', book.integrations),
    channels: entries('channel', book.channels),
    roles: shown('role', book.roles),
    users: shown('user', book.users),
    queues: shown('queue', book.queues),
    skills: shown('skill', book.skills),
  };
}

/** What main told of the set-up, its book as it is shown. Null until main has told. */
export function useShownView(): SetupView | null {
  const view = useConsole((state) => state.setup);
  const drafts = useConsole((state) => state.unsavedDrafts);
  return useMemo(() => (view === null ? null : { ...view, book: shownBook(view.book, drafts) }), [view, drafts]);
}
