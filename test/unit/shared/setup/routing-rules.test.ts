import { describe, expect, it } from 'vitest';
import { SetupBook } from '#shared/domain/setup/book.ts';
import type { QueueForm } from '#shared/domain/setup/routing.ts';
import { checkQueue, checkRouting, reachOf, routingOf, type RoutingFinding } from '#shared/setup/routing-rules.ts';
import { routingSentences } from '#shared/setup/routing-sentences.ts';
import { first, goodBook, goodChannel, told } from './good-setup.ts';

type Condition = QueueForm['filters'][number]['conditions'][number];

const included = (...channels: string[]): Condition => ({ rule: 'included_channels', channels });
const other = (words: string): Condition => ({ rule: 'other', words });
/** A queue with one filter for each list of conditions. */
const queue = (name: string, ...filters: Condition[][]): QueueForm => ({
  id: name.toLowerCase().replace(/[^a-z0-9]+/gu, '-') || 'queue',
  name,
  filters: filters.map((conditions, no) => ({ name: `Filter ${String(no + 1)}`, conditions })),
  isFallback: false,
});
const fallback = (name: string): QueueForm => ({ ...queue(name), isFallback: true });

/** The good set-up with these queues, and the channel routed by them. */
function withQueues(...queues: QueueForm[]): SetupBook {
  const book = goodBook();
  book.queues = queues;
  first(book.channels).draft.routing = 'queues';
  return SetupBook.parse(book);
}

const lineOf = (one: RoutingFinding): string =>
  told({ ...one, field: `${one.channelId ?? ''}/${one.queueId ?? ''}/${one.field}` });
const notAdvised = '~tulip//routing SETUP_QUEUES_NOT_ADVISED';

/** Queues, and what is found beside the advice against them. */
type Row = readonly [title: string, queues: QueueForm[], ...found: string[]];

const rows: readonly Row[] = [
  ['one queue takes it', [queue('Care', [included('tulip')])]],
  [
    'a second filter takes it',
    [queue('Care', [included('rose')], [included('tulip')])],
    '~/care/filters.0.conditions.0.channels SETUP_CONDITION_CHANNEL_GONE rose',
  ],
  ['all conditions of a filter have to hold', [queue('Care', [included('tulip'), included('tulip')])]],
  ['no queue and no fallback', [], 'tulip//routing SETUP_CHANNEL_NO_QUEUE Tulip shop'],
  [
    'a queue for others only',
    [queue('Care', [included('rose')])],
    '~/care/filters.0.conditions.0.channels SETUP_CONDITION_CHANNEL_GONE rose',
    'tulip//routing SETUP_CHANNEL_NO_QUEUE Tulip shop',
  ],
  ['the fallback only', [fallback('Rest')], '~tulip//routing SETUP_CHANNEL_FALLBACK_ONLY Rest'],
  [
    'two queues',
    [queue('Care', [included('tulip')]), queue('Sales', [included('tulip')])],
    '~tulip//routing SETUP_CHANNEL_TWO_QUEUES Care, Sales',
  ],
  ['one queue and the fallback', [queue('Care', [included('tulip')]), fallback('Rest')]],
  [
    'a queue without a filter',
    [queue('Care')],
    '/care/filters SETUP_QUEUE_NO_FILTER',
    'tulip//routing SETUP_CHANNEL_NO_QUEUE Tulip shop',
  ],
  [
    'a filter without a condition',
    [queue('Care', [])],
    '/care/filters.0.conditions SETUP_FILTER_NO_CONDITION Filter 1',
    'tulip//routing SETUP_CHANNEL_NO_QUEUE Tulip shop',
  ],
  [
    'included channels without a channel',
    [queue('Care', [included()])],
    '/care/filters.0.conditions.0.channels SETUP_CONDITION_NO_CHANNEL',
    'tulip//routing SETUP_CHANNEL_NO_QUEUE Tulip shop',
  ],
  [
    'another kind of condition alone',
    [queue('Care', [other('tag is VIP')])],
    '~tulip//routing SETUP_CONDITION_UNKNOWN Care',
  ],
  [
    'another kind of condition beside the channel',
    [queue('Care', [included('tulip'), other('tag is VIP')])],
    '~tulip//routing SETUP_CONDITION_UNKNOWN Care',
  ],
  [
    'one sure and one unsure',
    [queue('Care', [included('tulip')]), queue('VIP', [included('tulip'), other('tag is VIP')])],
    '~tulip//routing SETUP_CONDITION_UNKNOWN VIP',
  ],
  [
    'another kind of condition that says nothing',
    [queue('Care', [included('tulip')], [other(' ')])],
    '/care/filters.1.conditions.0.words SETUP_REQUIRED',
  ],
  [
    'two fallbacks',
    [fallback('Rest'), fallback('Remains')],
    '// SETUP_TWO_FALLBACKS Rest, Remains',
    '~tulip//routing SETUP_CHANNEL_FALLBACK_ONLY Rest',
  ],
  [
    'a queue named as the skill',
    [queue('wechat_in', [included('tulip')])],
    '/wechat-in/name SETUP_NAME_SKILL_AND_QUEUE wechat_in',
  ],
  [
    'a queue named as an outbound skill',
    [queue('WECHAT_out', [included('tulip')])],
    '/wechat-out/name SETUP_NAME_SKILL_AND_QUEUE WECHAT_out',
  ],
  [
    'two queues of one name',
    [queue('Care', [included('tulip')]), { ...fallback('CARE'), id: 'care-2' }],
    '/care/name SETUP_NAME_TAKEN Care',
    '/care-2/name SETUP_NAME_TAKEN CARE',
  ],
  ['a queue without a name', [{ ...queue('Care', [included('tulip')]), name: '' }], '/care/name SETUP_REQUIRED'],
  [
    'a filter without a name',
    [{ ...queue('Care', [included('tulip')]), filters: [{ name: ' ', conditions: [included('tulip')] }] }],
    '/care/filters.0.name SETUP_REQUIRED',
  ],
];

describe('the rules of routing by queues', () => {
  it.each(rows.map(([title, queues, ...found]) => ({ title, queues, found })))('$title', ({ queues, found }) => {
    const lines = checkRouting(withQueues(...queues), ['tulip'], []).map(lineOf);
    expect(lines.filter((line) => line !== notAdvised)).toEqual(found);
    expect(lines).toContain(notAdvised);
  });

  it('needs script and skill all the same', () => {
    const book = withQueues(queue('Care', [included('tulip')]));
    Object.assign(first(book.channels).draft, { script: { id: '', name: '' }, skill: { id: '', name: '' } });
    expect(checkRouting(book, ['tulip'], []).map(lineOf)).toEqual([
      'tulip//script SETUP_SCRIPT_MISSING',
      'tulip//skill SETUP_SKILL_MISSING',
      notAdvised,
    ]);
  });

  it('says of one channel nothing about queues that do not name it', () => {
    const book = withQueues(queue('Care', [included('tulip')]), queue('Sales'));
    expect(checkRouting(book, ['tulip'], []).map(lineOf)).toContain('/sales/filters SETUP_QUEUE_NO_FILTER');
    expect(routingOf(book, 'tulip', []).map(lineOf)).toEqual([notAdvised]);
  });
});

describe('routing by script and skill', () => {
  it('is right with both, and wants both', () => {
    const book = goodBook();
    expect(checkRouting(book, ['tulip'], [])).toEqual([]);
    first(book.channels).draft.script = { id: '', name: '' };
    expect(routingOf(book, 'tulip', []).map(lineOf)).toEqual(['tulip//script SETUP_SCRIPT_MISSING']);
  });

  it('does not ask what queues do', () => {
    const book = goodBook();
    book.queues = [queue('Care')];
    expect(routingOf(book, 'tulip', [])).toEqual([]);
    expect(checkRouting(book, ['tulip'], []).map(lineOf)).toEqual(['/care/filters SETUP_QUEUE_NO_FILTER']);
  });

  it('is not written down of channels that are not of the book', () => {
    expect(checkRouting(goodBook(), ['demo'], [])).toEqual([]);
    expect(routingOf(goodBook(), 'demo', [])).toEqual([]);
  });

  it('may take channels that are not of the book, and says so when one is gone', () => {
    const book = withQueues(queue('Care', [included('tulip', 'demo')]));
    const given = [{ id: 'demo', name: 'Demo shop', integration: 'file', cxoneChannelId: 'x' }];
    const gone = '~/care/filters.0.conditions.0.channels SETUP_CONDITION_CHANNEL_GONE demo';
    expect(checkRouting(book, [], given).map(lineOf)).toEqual([]);
    expect(checkRouting(book, [], []).map(lineOf)).toEqual([gone]);
    const [added] = routingSentences(book, 'tulip', given).filter(({ values }) => values['channel'] === 'Demo shop');
    expect(added?.key).toBe('add_channel');
  });
});

describe('whether a queue takes a channel', () => {
  it.each([
    ['no filter', queue('Q'), 'no'],
    ['the fallback by itself', fallback('Q'), 'no'],
    ['the channel', queue('Q', [included('tulip')]), 'yes'],
    ['another channel', queue('Q', [included('rose')]), 'no'],
    ['several channels', queue('Q', [included('rose', 'tulip')]), 'yes'],
    ['other words', queue('Q', [other('x')]), 'maybe'],
    ['other words for another channel', queue('Q', [other('x'), included('rose')]), 'no'],
    ['sure in one filter, unsure in another', queue('Q', [other('x')], [included('tulip')]), 'yes'],
    ['unsure in one filter, not in another', queue('Q', [other('x')], [included('rose')]), 'maybe'],
    ['a filter that says nothing', queue('Q', []), 'no'],
  ] as const)('%s', (_title, one, expected) => {
    expect(reachOf(one, 'tulip')).toBe(expected);
  });
});

describe('the clicks in CXone', () => {
  const words = (book: SetupBook): string[] =>
    routingSentences(book, 'tulip', []).map(({ key, values }) => [key, ...Object.values(values)].join(' '));
  const points = [
    'open_acd',
    'open_points_of_contact',
    'edit_channel Tulip shop',
    'choose_script WeChat_Inbound',
    'choose_skill WeChat_In',
    'save',
  ];

  it('are those of the points of contact for script and skill', () => {
    expect(words(goodBook())).toEqual(points);
  });

  it('name each condition of each queue, with the filter it stands in', () => {
    const book = withQueues(queue('Care', [included('rose')], [included('tulip', 'rose'), other('x')]), queue('Sales'));
    book.channels.push({
      draft: { ...goodChannel('rose'), name: 'Rose' },
      applied: null,
      appliedAt: null,
      appliedBy: null,
    });
    expect(words(book)).toEqual([
      ...points,
      'open_acd',
      'open_queues',
      'open_filters Care',
      'open_conditions Filter 2',
      'add_condition',
      'choose_included_channels',
      'create_condition',
      'add_channel Tulip shop',
      'add_channel Rose',
      'check_selected Tulip shop, Rose',
      'back_saved_at_once',
    ]);
    expect(routingSentences(book, 'tulip', []).at(-1)?.queueId).toBe('care');
  });

  it('are not known of a channel that is not of the book', () => {
    expect(routingSentences(goodBook(), 'demo', [])).toEqual([]);
  });

  it('have the id where a thing has no name', () => {
    const book = goodBook();
    first(book.channels).draft.script = { id: '4711', name: ' ' };
    expect(words(book)).toContain('choose_script 4711');
  });
});

it('judges a queue at its fields, as it is typed', () => {
  const form = { ...queue('Care', [included('tulip')], [included(), other('')]), name: 'We\u200bChat' };
  expect(checkQueue(form, goodBook(), []).map(told)).toEqual([
    'name SETUP_NAME_UNSEEN',
    'filters.1.conditions.0.channels SETUP_CONDITION_NO_CHANNEL',
    'filters.1.conditions.1.words SETUP_REQUIRED',
  ]);
});
