import type { DeskRefusalCode } from '#shared/domain/desk.ts';
import { rightsOf, worksDigitally } from '../admin/rights.ts';
import { routeOf } from '../admin/route-of.ts';
import type { Route } from '../admin/route-of.ts';
import type { TenantBook } from '../admin/tenant-book.ts';
import type { ChannelRight, TenantSkill, TenantUser } from '../admin/tenant-model.ts';
import { automaticAgent } from '../automatic-agents.ts';
import type { Channel, Contact } from '../model.ts';
import type { TenantStore } from '../store.ts';
import { DeskRefused } from './desk-refusal.ts';

/** Why a user gets and does nothing digital; null: nothing hinders. */
export function hindranceOf(user: TenantUser): DeskRefusalCode | null {
  if (user.roleIds.length === 0) return 'no_role';
  if (user.roleIds.length > 1) return 'more_than_one_role';
  if (user.application === 'none') return 'no_application';
  if (worksDigitally(user)) return null;
  return user.application === 'cxone_agent' ? 'needs_attribute_and_skill' : 'needs_attribute_or_skill';
}

export interface DeskAccess {
  user(id: number): TenantUser | undefined;
  nameOf(id: number): string;
  route(contact: Contact): Route;
  /** The skill that a case came by; undefined for a queue or the backlog. */
  skill(route: Route): TenantSkill | undefined;
  /** Whether the case may be given to the user. */
  mayGet(user: TenantUser, contact: Contact, route: Route): boolean;
  /** Everything the user's role grants on the channel. */
  rights(user: TenantUser, channelId: string): ChannelRight[];
  /** Throws DeskRefused unless the user may work with the channel's cases at all. */
  requireWork(user: TenantUser, channelId: string): void;
  /** Throws DeskRefused. */
  requireRight(user: TenantUser, channelId: string, right: ChannelRight): void;
  /** Why the user's replies do not go out; null: they do. */
  replyHindrance(user: TenantUser, channelId: string): DeskRefused | null;
  channelOf(contact: Contact): Channel | undefined;
}

/** Who may do what, by what the tenant's administrator keeps now: nothing is remembered from sign-in. */
export function createDeskAccess(book: TenantBook, store: TenantStore): DeskAccess {
  const channelOf = (contact: Contact): Channel | undefined => store.liveChannel(contact.channelId);

  const workHindrance = (user: TenantUser, channelId: string): DeskRefusalCode | null =>
    hindranceOf(user) ?? (rightsOf(user, channelId, book).hasChannel ? null : 'channel_not_in_role');

  const requireWork: DeskAccess['requireWork'] = (user, channelId) => {
    const code = workHindrance(user, channelId);
    if (code !== null) throw new DeskRefused(code);
  };

  const rights: DeskAccess['rights'] = (user, channelId) => {
    if (workHindrance(user, channelId) !== null) return [];
    const granted = rightsOf(user, channelId, book);
    const all: [ChannelRight, boolean][] = [
      ['reply', granted.reply],
      ['delete_original', granted.deleteOriginal],
      ['hide_original', granted.hideOriginal],
      ['approve', granted.approve],
      ['assign', granted.assign],
      ['unassign', granted.unassign],
    ];
    return all.filter(([, isGranted]) => isGranted).map(([right]) => right);
  };

  return {
    user: (id) => book.users.get(id),
    nameOf(id) {
      const user = book.users.get(id) ?? automaticAgent(id);
      return user ? `${user.firstName} ${user.surname}`.trim() : `#${id}`;
    },
    route: (contact) => routeOf(channelOf(contact), book),
    skill: (route) => (route.kind === 'skill' ? book.skills.get(route.skillId) : undefined),
    mayGet(user, contact, route) {
      if (user.isBotUser || workHindrance(user, contact.channelId) !== null) return false;
      // Out of the backlog a case is given by hand, as no skill says to whom.
      return route.kind === 'backlog' || route.userIds.includes(user.id);
    },
    rights,
    requireWork,
    requireRight(user, channelId, right) {
      requireWork(user, channelId);
      if (!rights(user, channelId).includes(right)) throw new DeskRefused('needs_right', { right });
    },
    replyHindrance(user, channelId) {
      const code = workHindrance(user, channelId);
      if (code !== null) return new DeskRefused(code);
      switch (rightsOf(user, channelId, book).noReplyBecause) {
        case null:
          return null;
        case 'no_view_skills':
          return new DeskRefused('needs_view_skills');
        default:
          return new DeskRefused('needs_right', { right: 'reply' });
      }
    },
    channelOf,
  };
}
