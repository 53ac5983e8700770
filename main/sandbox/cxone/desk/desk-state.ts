import type { DeskState } from '#shared/domain/desk.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import { isRunning } from '../contact-status.ts';
import { hindranceOf } from './desk-access.ts';
import type { DeskNotices } from './desk-notices.ts';
import { caseView, rowView, userView } from './desk-views.ts';
import type { ViewParts } from './desk-views.ts';
import type { KeptCase, KeptCases } from './kept-case.ts';
import { quickTexts } from './quick-texts.ts';

const mostRows = 200;
const mostPeople = 500;

/** Theirs and what is offered to them; and everybody's for who may approve, assign or unassign on the channel. */
export function isVisible({ access }: ViewParts, { contact, offer }: KeptCase, user: TenantUser): boolean {
  if (contact.assigneeId === user.id || offer?.userId === user.id) return true;
  const rights = access.rights(user, contact.channelId);
  return rights.includes('approve') || rights.includes('assign') || rights.includes('unassign');
}

export function peopleOf(views: ViewParts): DeskState['users'] {
  return [...views.book.users.values()]
    .filter(({ isBotUser }) => !isBotUser)
    .slice(0, mostPeople)
    .map((user) => userView(views, user));
}

export interface DeskStateParts {
  views: ViewParts;
  cases: KeptCases;
  notices: DeskNotices;
  revision: number;
  /** Platform time. */
  at: number;
}

/** What the desk shows to a user; `number`: the case that is open there. */
export function deskState(parts: DeskStateParts, user: TenantUser, number: string | null): DeskState {
  const { views, cases, notices } = parts;
  const visible = hindranceOf(user) === null ? [...cases.list()].filter((kept) => isVisible(views, kept, user)) : [];
  const open = visible.filter(({ contact: { status } }) => status !== 'closed' && status !== 'trashed');
  open.sort((a, b) => rank(a, user) - rank(b, user) || a.contact.createdAt - b.contact.createdAt);
  const selected = number === null ? undefined : visible.find(({ contact: { id } }) => id === number);
  return {
    revision: parts.revision,
    at: parts.at,
    me: userView(views, user),
    users: peopleOf(views),
    cases: open.slice(0, mostRows).map((kept) => rowView(views, kept)),
    total: open.length,
    case: selected ? caseView(views, selected, user) : null,
    notices: [...notices.of(user.id)],
    quickTexts: [...quickTexts],
  };
}

/** Offered first, then mine, then the others'; done ones last. */
function rank({ contact, offer }: KeptCase, user: TenantUser): number {
  if (!isRunning(contact.status)) return 3;
  if (offer?.userId === user.id) return 0;
  return contact.assigneeId === user.id ? 1 : 2;
}
