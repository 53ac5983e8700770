import type { SetupBook, SetupForm, SetupKind } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { nameKey } from '#shared/setup/names.ts';
import { formOf, withForm, type NamedForm } from './entry-edits.ts';

/** Longest name of a skill (CXone: 2 to 30 characters, no spaces); of anything else, as the book takes it. */
const longestName = { skill: 30, other: 200 } as const;

/**
 * A copy under a new id and a name of its own, without what belongs to the first one alone: ids the platforms gave, the account, the
 * client id. Throws SETUP_ENTRY_UNKNOWN and SETUP_ID_TAKEN.
 */
export function withCopy(book: SetupBook, kind: SetupKind, id: string, newId: string): SetupBook {
  const first = formOf(book, kind, id);
  if (idsOf(book, kind).includes(newId)) {
    throw new RelayError('SETUP_ID_TAKEN', 'there is an entry with this id', { value: newId });
  }
  return withForm(book, copyOf(first, newId, freeName(first.form.name, kind, namesOf(book, kind))));
}

export function idsOf(book: SetupBook, kind: SetupKind): string[] {
  switch (kind) {
    case 'integration':
      return book.integrations.map(({ draft }) => draft.id);
    case 'channel':
      return book.channels.map(({ draft }) => draft.id);
    case 'role':
      return book.roles.map((one) => one.id);
    case 'user':
      return book.users.map((one) => one.id);
    case 'queue':
      return book.queues.map((one) => one.id);
    case 'skill':
      return book.skills.map((one) => one.id);
  }
}

const namesOf = (book: SetupBook, kind: SetupKind): string[] =>
  idsOf(book, kind).map((id) => formOf(book, kind, id).form.name);

function copyOf(first: NamedForm, id: string, name: string): SetupForm {
  const own = { id, name };
  switch (first.kind) {
    case 'integration':
      return { kind: first.kind, form: { ...first.form, ...own, clientId: '', integrationId: '' } };
    case 'channel': {
      const { wechat, cxone } = first.form;
      return {
        kind: first.kind,
        form: {
          ...first.form,
          ...own,
          wechat: { ...wechat, appId: '', originalId: '' },
          cxone: { ...cxone, channelId: '', made: 'not_yet' },
          step: 'account',
        },
      };
    }
    case 'role':
      return { kind: first.kind, form: { ...first.form, ...own } };
    case 'user':
      return { kind: first.kind, form: { ...first.form, ...own } };
    case 'queue':
      return { kind: first.kind, form: { ...first.form, ...own, isFallback: false } };
    case 'skill':
      return { kind: first.kind, form: { ...first.form, ...own, made: 'not_yet', tenantId: '' } };
  }
}

/** 'Tulip Store (2)'; of a skill, whose name takes no spaces, 'tulip_out-2'. */
function freeName(name: string, kind: SetupKind, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  const longest = kind === 'skill' ? longestName.skill : longestName.other;
  for (let no = 2; ; no += 1) {
    const ending = kind === 'skill' ? `-${String(no)}` : ` (${String(no)})`;
    const free = `${cut(name, longest - ending.length)}${ending}`;
    if (!keys.has(nameKey(free))) return free;
  }
}

/** To so many UTF-16 units, never in the middle of a character. */
const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/[\uD800-\uDBFF]$/u, '');
