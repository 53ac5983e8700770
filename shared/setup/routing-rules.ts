import type { SetupBook } from '../domain/setup/book.ts';
import type { ChannelForm } from '../domain/setup/channel-form.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import type { QueueForm } from '../domain/setup/routing.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { channelForm, channelName, nameOf, type GivenChannels } from './book-names.ts';
import { checkScriptAndSkill } from './channel-rules.ts';
import { errorAt, warningAt } from './context.ts';
import { checkName, isFilled, nameKey } from './names.ts';

/** Something about how cases find agents. `field` is the path in the queue's form ('filters.0.conditions.1.channels'). */
export interface RoutingFinding {
  readonly channelId: string | null;
  readonly queueId: string | null;
  readonly field: string;
  readonly code: ErrorCode;
  readonly value: string | null;
  readonly weight: 'error' | 'warning';
}

/** Whether a queue takes a channel's messages; 'maybe' where a condition decides that is not understood here. */
export type Reach = 'yes' | 'maybe' | 'no';

/**
 * Queues and channels against CXone's rules; of channels those named. Those from elsewhere (`given`) have no routing written
 * down here, but queues may take them.
 */
export function checkRouting(book: SetupBook, channelIds: readonly string[], given: GivenChannels): RoutingFinding[] {
  const fallbacks = book.queues.filter(({ isFallback }) => isFallback);
  return [
    ...book.queues.flatMap((queue) =>
      checkQueue(queue, book, given).map((problem) => ({ ...problem, queueId: queue.id, channelId: null })),
    ),
    ...(fallbacks.length < 2 ? [] : [aboutBook('SETUP_TWO_FALLBACKS', fallbacks.map(nameOf).join(', '))]),
    ...channelIds.flatMap((channelId) => {
      const form = channelForm(book, channelId);
      return form === null ? [] : checkChannelRouting(form, book, given);
    }),
  ];
}

/** Those that concern one channel: its own, and those of queues that name it. */
export function routingOf(book: SetupBook, channelId: string, given: GivenChannels): RoutingFinding[] {
  const form = channelForm(book, channelId);
  if (form === null) return [];
  const findings = checkRouting(book, [channelId], given);
  if (form.routing === 'script') return findings.filter((one) => one.channelId === channelId);
  const named = new Set(queuesNaming(book, channelId).map(({ id }) => id));
  return findings.filter((one) => one.queueId === null || named.has(one.queueId));
}

const aboutBook = (code: ErrorCode, value: string): RoutingFinding => ({
  channelId: null,
  queueId: null,
  field: '',
  code,
  value,
  weight: 'error',
});

/** A queue of older days as typed (CXone: ACD > Digital > Routing queues). */
export function checkQueue(form: QueueForm, book: SetupBook, given: GivenChannels): FieldProblem[] {
  const isThere = (id: string): boolean => channelForm(book, id) !== null || given.some((one) => one.id === id);
  const problems = checkName(
    'name',
    form.name,
    book.queues.filter(({ id }) => id !== form.id).map(({ name }) => name),
  );
  const key = nameKey(form.name);
  if (key !== '' && skillNames(book).some((name) => nameKey(name) === key)) {
    problems.push(errorAt('name', 'SETUP_NAME_SKILL_AND_QUEUE', form.name.trim()));
  }
  if (form.filters.length === 0 && !form.isFallback) problems.push(errorAt('filters', 'SETUP_QUEUE_NO_FILTER'));
  form.filters.forEach((filter, no) => {
    problems.push(...checkFilter(filter, `filters.${String(no)}`, isThere));
  });
  return problems;
}

type Filter = QueueForm['filters'][number];
type Condition = Filter['conditions'][number];
type IsThere = (channelId: string) => boolean;

function checkFilter({ name, conditions }: Filter, path: string, isThere: IsThere): FieldProblem[] {
  const problems = isFilled(name) ? [] : [errorAt(`${path}.name`, 'SETUP_REQUIRED')];
  if (conditions.length === 0)
    problems.push(errorAt(`${path}.conditions`, 'SETUP_FILTER_NO_CONDITION', name.trim() || null));
  conditions.forEach((condition, no) => {
    problems.push(...checkCondition(condition, `${path}.conditions.${String(no)}`, isThere));
  });
  return problems;
}

function checkCondition(condition: Condition, path: string, isThere: IsThere): FieldProblem[] {
  if (condition.rule === 'other') return isFilled(condition.words) ? [] : [errorAt(`${path}.words`, 'SETUP_REQUIRED')];
  const field = `${path}.channels`;
  if (condition.channels.length === 0) return [errorAt(field, 'SETUP_CONDITION_NO_CHANNEL')];
  const gone = condition.channels.filter((id) => !isThere(id));
  return gone.length === 0 ? [] : [warningAt(field, 'SETUP_CONDITION_CHANNEL_GONE', gone.join(', '))];
}

/** Names of skills that are written down: outbound ones, and the channels' default ones. */
function skillNames(book: SetupBook): readonly string[] {
  return [...book.skills.map(({ name }) => name), ...book.channels.map(({ draft }) => draft.skill.name)];
}

/** A queue takes a message when one of its filters fits; in a filter all conditions have to hold. */
export function reachOf(queue: QueueForm, channelId: string): Reach {
  const each = queue.filters.map((filter) => reachOfFilter(filter, channelId));
  if (each.includes('yes')) return 'yes';
  return each.includes('maybe') ? 'maybe' : 'no';
}

/** A filter without a condition is a mistake and not counted: what it would let through is not published. */
function reachOfFilter({ conditions }: Filter, channelId: string): Reach {
  if (conditions.length === 0) return 'no';
  const named = conditions.filter((condition) => condition.rule === 'included_channels');
  if (named.some(({ channels }) => !channels.includes(channelId))) return 'no';
  return named.length === conditions.length ? 'yes' : 'maybe';
}

const queuesNaming = (book: SetupBook, channelId: string): readonly QueueForm[] =>
  book.queues.filter(({ filters }) =>
    filters.some(({ conditions }) =>
      conditions.some((one) => one.rule === 'included_channels' && one.channels.includes(channelId)),
    ),
  );

function checkChannelRouting(form: ChannelForm, book: SetupBook, given: GivenChannels): RoutingFinding[] {
  const about = (problem: FieldProblem): RoutingFinding => ({ ...problem, channelId: form.id, queueId: null });
  const needed = checkScriptAndSkill(form).map(about);
  if (form.routing === 'script') return needed;
  return [
    ...needed,
    about(warningAt('routing', 'SETUP_QUEUES_NOT_ADVISED')),
    ...checkReach(form, book, given).map(about),
  ];
}

function checkReach({ id }: ChannelForm, book: SetupBook, given: GivenChannels): FieldProblem[] {
  const sure = book.queues.filter((queue) => reachOf(queue, id) === 'yes');
  const unsure = book.queues.filter((queue) => reachOf(queue, id) === 'maybe');
  const problems: FieldProblem[] = [];
  if (unsure.length > 0) {
    problems.push(warningAt('routing', 'SETUP_CONDITION_UNKNOWN', unsure.map(nameOf).join(', ')));
  }
  if (sure.length > 1) problems.push(warningAt('routing', 'SETUP_CHANNEL_TWO_QUEUES', sure.map(nameOf).join(', ')));
  if (sure.length > 0 || unsure.length > 0) return problems;
  const fallback = book.queues.find(({ isFallback }) => isFallback);
  return fallback === undefined
    ? [errorAt('routing', 'SETUP_CHANNEL_NO_QUEUE', channelName(book, id, given))]
    : [warningAt('routing', 'SETUP_CHANNEL_FALLBACK_ONLY', nameOf(fallback))];
}
