import type { RelayForm } from '#shared/domain/setup/relay-form.ts';
import type { ChannelEntry, IntegrationEntry, SetupBook, SetupForm, SetupKind } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** As many of each kind as the book's form takes. */
const most = { integration: 100, channel: 500, role: 200, user: 1_000, queue: 200, skill: 500 } as const;
const mostTicks = 20_000;

/** Puts what was typed into the book; an id that is not there makes a new entry. Throws SETUP_TOO_LONG. */
export function withForm(book: SetupBook, entry: SetupForm): SetupBook {
  switch (entry.kind) {
    case 'integration':
      return {
        ...book,
        integrations: placed(book.integrations, draftIn(book.integrations, entry.form), 'integration'),
      };
    case 'channel':
      return { ...book, channels: placed(book.channels, draftIn(book.channels, entry.form), 'channel') };
    case 'role':
      return { ...book, roles: placed(book.roles, entry.form, 'role') };
    case 'user':
      return { ...book, users: placed(book.users, entry.form, 'user') };
    case 'queue':
      return { ...book, queues: placed(book.queues, entry.form, 'queue') };
    case 'skill':
      return { ...book, skills: placed(book.skills, entry.form, 'skill') };
    case 'address':
      return { ...book, address: entry.form };
    case 'relay':
      return { ...book, relay: { ...book.relay, draft: entry.form } };
  }
}

/** Of what there is any number of, each with an id and a name. */
export type NamedForm = Extract<SetupForm, { kind: SetupKind }>;

/** The entry as it is typed now. Throws SETUP_ENTRY_UNKNOWN. */
export function formOf(book: SetupBook, kind: SetupKind, id: string): NamedForm {
  switch (kind) {
    case 'integration':
      return { kind, form: integrationIn(book, id).draft };
    case 'channel':
      return { kind, form: channelIn(book, id).draft };
    case 'role':
      return { kind, form: found(book.roles, id) };
    case 'user':
      return { kind, form: found(book.users, id) };
    case 'queue':
      return { kind, form: found(book.queues, id) };
    case 'skill':
      return { kind, form: found(book.skills, id) };
  }
}

export const integrationIn = (book: SetupBook, id: string): IntegrationEntry => found(book.integrations, id);
export const channelIn = (book: SetupBook, id: string): ChannelEntry => found(book.channels, id);

/** From now on the relay is to run on `form`, which also is what is shown as typed. */
export function withApplied(
  book: SetupBook,
  entry: Extract<SetupForm, { kind: 'integration' | 'channel' }>,
  { by, at }: { readonly by: string; readonly at: number },
): SetupBook {
  const stamp = { appliedAt: at, appliedBy: by };
  return entry.kind === 'integration'
    ? {
        ...book,
        integrations: placed(book.integrations, { draft: entry.form, applied: entry.form, ...stamp }, entry.kind),
      }
    : { ...book, channels: placed(book.channels, { draft: entry.form, applied: entry.form, ...stamp }, entry.kind) };
}

/** The same for the relay's own settings. */
export const withRelayApplied = (
  book: SetupBook,
  form: RelayForm,
  { by, at }: { readonly by: string; readonly at: number },
): SetupBook => ({ ...book, relay: { draft: form, applied: form, appliedAt: at, appliedBy: by } });

/** What the relay ran on is not true any more: the platforms it was applied at are gone. */
export function withNothingApplied(book: SetupBook): SetupBook {
  if (![...book.integrations, ...book.channels, book.relay].some(({ applied }) => applied !== null)) return book;
  const gone = { applied: null, appliedAt: null, appliedBy: null };
  return {
    ...book,
    relay: { ...book.relay, ...gone },
    integrations: book.integrations.map((entry) => ({ ...entry, ...gone })),
    channels: book.channels.map((entry) => ({ ...entry, ...gone })),
  };
}

/** Notes that something was ticked off, by whom and when, or takes the tick away. The oldest make room. */
export function withTick(book: SetupBook, tick: SetupBook['ticks'][number], isDone: boolean): SetupBook {
  const others = book.ticks.filter(({ id }) => id !== tick.id);
  if (!isDone && others.length === book.ticks.length) return book;
  return { ...book, ticks: isDone ? [...others.slice(-(mostTicks - 1)), tick] : others };
}

function draftIn<F extends { readonly id: string }>(
  entries: readonly { draft: F; applied: F | null; appliedAt: number | null; appliedBy: string | null }[],
  form: F,
) {
  const known = entries.find(({ draft }) => draft.id === form.id);
  return known === undefined
    ? { draft: form, applied: null, appliedAt: null, appliedBy: null }
    : { ...known, draft: form };
}

type Entry = { readonly id: string } | { readonly draft: { readonly id: string } };
const idOf = (entry: Entry): string => ('draft' in entry ? entry.draft.id : entry.id);

function found<E extends Entry>(entries: readonly E[], id: string): E {
  const entry = entries.find((one) => idOf(one) === id);
  if (entry === undefined) throw new RelayError('SETUP_ENTRY_UNKNOWN', 'no such entry in the set-up', { value: id });
  return entry;
}

function placed<E extends Entry>(entries: readonly E[], entry: E, kind: SetupKind): E[] {
  const at = entries.findIndex((one) => idOf(one) === idOf(entry));
  if (at >= 0) return entries.with(at, entry);
  if (entries.length >= most[kind]) {
    throw new RelayError('SETUP_TOO_LONG', `more than ${most[kind]} of ${kind}`, { value: String(most[kind]) });
  }
  return [...entries, entry];
}
