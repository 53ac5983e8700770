import type { TenantBook } from './tenant-book.ts';
import type { ChannelRight, TenantRole, TenantUser } from './tenant-model.ts';

/** What a user may do on a channel, as the tenant enforces it. */
export interface UserRights {
  /** The channel was added to the user's role. Without it there are no rights, and no cases. */
  hasChannel: boolean;
  /** The right Reply and the permission View Skills together. Without either the user can only write drafts. */
  reply: boolean;
  deleteOriginal: boolean;
  hideOriginal: boolean;
  /** May release or refuse drafts of others. */
  approve: boolean;
  /** May assign and reassign, to anybody. */
  assign: boolean;
  unassign: boolean;
  /** Why `reply` is false; null when it is true. */
  noReplyBecause: 'no_role' | 'channel_not_in_role' | 'no_reply_right' | 'no_view_skills' | null;
}

const none = {
  hasChannel: false,
  reply: false,
  deleteOriginal: false,
  hideOriginal: false,
  approve: false,
  assign: false,
  unassign: false,
} as const;

export function roleOf(user: TenantUser, book: Pick<TenantBook, 'roles'>): TenantRole | undefined {
  // A digital user has exactly one role; whoever has none or more has no rights here.
  const [id, second] = user.roleIds;
  return id === undefined || second !== undefined ? undefined : book.roles.get(id);
}

export function rightsOf(user: TenantUser, channelId: string, book: Pick<TenantBook, 'roles'>): UserRights {
  const role = roleOf(user, book);
  if (!role) return { ...none, noReplyBecause: 'no_role' };
  const granted = role.channels[channelId];
  if (!granted) return { ...none, noReplyBecause: 'channel_not_in_role' };
  const has = (right: ChannelRight): boolean => granted.includes(right);
  const because = !has('reply') ? 'no_reply_right' : role.viewSkills ? null : 'no_view_skills';
  return {
    hasChannel: true,
    reply: because === null,
    deleteOriginal: has('delete_original'),
    hideOriginal: has('hide_original'),
    approve: has('approve'),
    assign: has('assign'),
    unassign: has('unassign'),
    noReplyBecause: because,
  };
}

/**
 * Whether the user's program lets him handle digital work at all: CXone Agent asks the attribute Digital Engagement and a
 * digital skill, MAX either of them.
 */
export function worksDigitally(user: TenantUser): boolean {
  const hasSkill = user.skillIds.length > 0;
  if (user.application === 'cxone_agent') return user.digitalEngagement && hasSkill;
  if (user.application === 'max') return user.digitalEngagement || hasSkill;
  return false;
}
