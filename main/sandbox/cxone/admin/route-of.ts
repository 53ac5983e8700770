import { rightsOf, roleOf, worksDigitally } from './rights.ts';
import type { TenantBook } from './tenant-book.ts';
import type { QueueCondition, TenantQueue, TenantUser } from './tenant-model.ts';

/** Why a user is not offered a case of a channel. */
export type NotOffered =
  | 'no_application'
  /** CXone Agent asks both. */
  | 'agent_needs_attribute_and_skill'
  /** MAX asks one of them. */
  | 'max_needs_attribute_or_skill'
  | 'not_in_skill'
  | 'no_role'
  | 'channel_not_in_role';

interface Receivers {
  /** Who may be offered the case, in order of their numbers. */
  userIds: number[];
  /** The tenant's other people, and why not they. */
  others: { userId: number; because: NotOffered }[];
}

/** Where a case of a channel goes. */
export type Route =
  /** The channel's script hands it to its default skill. */
  | ({ kind: 'skill'; scriptId: string; skillId: string } & Receivers)
  /** A queue of older days whose filter fits; `skillId` is the queue itself as it stands in the list of skills. */
  | ({ kind: 'queue'; queueId: string; skillId: string; isFallback: boolean } & Receivers)
  /** Accepted, and waiting: nobody is offered it. */
  | {
      kind: 'backlog';
      because: 'no_channel' | 'no_script' | 'no_skill' | 'script_gone' | 'skill_gone';
      userIds: [];
      others: [];
    };

export interface RoutedChannel {
  id: string;
  scriptId: string | null;
  defaultSkillId: string | null;
}

type BookForRouting = Pick<TenantBook, 'users' | 'roles' | 'skills' | 'scripts' | 'queues'>;

/**
 * Where a new case of the channel goes. A channel with script and default skill is routed by them. Without, queues of older
 * days are compared by their filters; of several that fit the highest priority wins, of none the fallback queue; without
 * one the case waits in the backlog. (What the real tenant does with a message of a channel that lacks script or skill is not
 * published.)
 */
export function routeOf(channel: RoutedChannel | undefined, book: BookForRouting): Route {
  const backlog = (because: Extract<Route, { kind: 'backlog' }>['because']): Route => ({
    kind: 'backlog',
    because,
    userIds: [],
    others: [],
  });
  if (!channel) return backlog('no_channel');
  const { scriptId, defaultSkillId } = channel;
  if (scriptId !== null && defaultSkillId !== null) {
    if (!book.scripts.has(scriptId)) return backlog('script_gone');
    if (book.skills.get(defaultSkillId)?.isActive !== true) return backlog('skill_gone');
    return { kind: 'skill', scriptId, skillId: defaultSkillId, ...receiversOf(defaultSkillId, channel.id, book) };
  }
  const queue = queueOf(channel.id, [...book.queues.values()]);
  if (!queue) return backlog(scriptId === null ? 'no_script' : 'no_skill');
  const { id, isFallback } = queue;
  const fits = queueFits(queue, channel.id);
  return {
    kind: 'queue',
    queueId: id,
    skillId: id,
    isFallback: isFallback && !fits,
    ...receiversOf(id, channel.id, book),
  };
}

/** The queue that gets a channel's messages; undefined when none does. */
export function queueOf(channelId: string, queues: readonly TenantQueue[]): TenantQueue | undefined {
  const fitting = queues.filter((queue) => queueFits(queue, channelId));
  if (fitting.length === 0) return queues.find(({ isFallback }) => isFallback);
  return fitting.reduce((best, queue) => (queue.priority > best.priority ? queue : best));
}

export function queueFits({ filters }: TenantQueue, channelId: string): boolean {
  return filters.some(
    ({ conditions }) => conditions.length > 0 && conditions.every((condition) => holds(condition, channelId)),
  );
}

function holds(condition: QueueCondition, channelId: string): boolean {
  return condition.rule === 'included_channels' && condition.channelIds.includes(channelId);
}

/** Whether the user may be offered, or given, a case of the channel by that skill; null when so. */
export function notOffered(
  user: TenantUser,
  skillId: string,
  channelId: string,
  book: BookForRouting,
): NotOffered | null {
  if (user.application === 'none') return 'no_application';
  if (!worksDigitally(user)) {
    return user.application === 'cxone_agent' ? 'agent_needs_attribute_and_skill' : 'max_needs_attribute_or_skill';
  }
  if (!user.skillIds.includes(skillId)) return 'not_in_skill';
  if (!roleOf(user, book)) return 'no_role';
  return rightsOf(user, channelId, book).hasChannel ? null : 'channel_not_in_role';
}

function receiversOf(skillId: string, channelId: string, book: BookForRouting): Receivers {
  const userIds: number[] = [];
  const others: Receivers['others'] = [];
  for (const user of [...book.users.values()].sort((a, b) => a.id - b.id)) {
    if (user.isBotUser) continue;
    const because = notOffered(user, skillId, channelId, book);
    if (because === null) userIds.push(user.id);
    else others.push({ userId: user.id, because });
  }
  return { userIds, others };
}
