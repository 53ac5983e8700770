import type { SetupBook, SetupKind } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { channelIn, formOf, integrationIn } from './entry-edits.ts';

/** Takes out what the relay never ran on. Throws SETUP_ENTRY_UNKNOWN, SETUP_STILL_USED. */
export function withoutEntry(book: SetupBook, kind: SetupKind, id: string): SetupBook {
  const applied = appliedOf(book, kind, id);
  if (applied !== null) throw stillUsed(applied.name);
  return without(book, kind, id);
}

/**
 * Takes out what the relay may run on. Throws SETUP_ENTRY_UNKNOWN, SETUP_NAME_NOT_TYPED (spaces around it and the way an accent
 * is written do not count), SETUP_STILL_USED.
 */
export function withoutNamed(book: SetupBook, kind: SetupKind, id: string, typedName: string): SetupBook {
  const { name } = appliedOf(book, kind, id) ?? formOf(book, kind, id).form;
  const plain = (text: string): string => text.normalize('NFC').trim();
  if (plain(typedName) !== plain(name)) {
    throw new RelayError('SETUP_NAME_NOT_TYPED', 'another name was typed', { value: name.trim() });
  }
  return without(book, kind, id);
}

function appliedOf(book: SetupBook, kind: SetupKind, id: string): { readonly name: string } | null {
  if (kind === 'integration') return integrationIn(book, id).applied;
  if (kind === 'channel') return channelIn(book, id).applied;
  formOf(book, kind, id);
  return null;
}

/** Whoever cannot be without it keeps it: SETUP_STILL_USED names them. Others lose their mention of it. */
function without(book: SetupBook, kind: SetupKind, id: string): SetupBook {
  switch (kind) {
    case 'integration': {
      const user = book.channels.find(({ draft, applied }) => draft.integration === id || applied?.integration === id);
      if (user !== undefined) throw stillUsed(user.draft.name);
      return { ...book, integrations: book.integrations.filter(({ draft }) => draft.id !== id) };
    }
    case 'channel':
      return withoutChannel(book, id);
    case 'role': {
      const user = book.users.find(({ roles }) => roles.includes(id));
      if (user !== undefined) throw stillUsed(user.name);
      return { ...book, roles: book.roles.filter((role) => role.id !== id) };
    }
    case 'user':
      return { ...book, users: book.users.filter((user) => user.id !== id) };
    case 'queue':
      return { ...book, queues: book.queues.filter((queue) => queue.id !== id) };
    case 'skill':
      return { ...book, skills: book.skills.filter((skill) => skill.id !== id) };
  }
}

function withoutChannel(book: SetupBook, id: string): SetupBook {
  return {
    ...book,
    channels: book.channels.filter(({ draft }) => draft.id !== id),
    roles: book.roles.map((role) => ({
      ...role,
      channels: Object.fromEntries(Object.entries(role.channels).filter(([channelId]) => channelId !== id)),
    })),
    queues: book.queues.map((queue) => ({
      ...queue,
      filters: queue.filters.map((filter) => ({
        ...filter,
        conditions: filter.conditions.map((condition) =>
          condition.rule === 'included_channels'
            ? { ...condition, channels: condition.channels.filter((channelId) => channelId !== id) }
            : condition,
        ),
      })),
    })),
    skills: book.skills.map((skill) => (skill.channel === id ? { ...skill, channel: '' } : skill)),
  };
}

const stillUsed = (name: string): RelayError =>
  new RelayError('SETUP_STILL_USED', 'something else still uses it', { value: name.trim() });
