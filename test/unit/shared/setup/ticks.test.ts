import { describe, expect, it } from 'vitest';
import { Tick, type SetupBook } from '#shared/domain/setup/book.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { digestOf } from '#shared/setup/digest.ts';
import { replacedBy, tickState, ticksWanted, type TickSurroundings } from '#shared/setup/ticks.ts';
import { certificatePem, first, goodBook, goodSecrets } from './good-setup.ts';

const sla = defaultSlaSettings('Europe/Amsterdam');
const around: TickSurroundings = { sla, secrets: goodSecrets(), givenIntegration: null };

const idsOf = (book: SetupBook, with_: Partial<TickSurroundings> = around): string[] =>
  ticksWanted(book, 'tulip', with_).map(({ id }) => id);
const plain = (ids: readonly string[]): string[] => ids.map((id) => id.slice(0, id.lastIndexOf('/')));

/** A set-up with one of everything that is ticked. */
function fullBook(): SetupBook {
  const book = goodBook();
  const { draft } = first(book.channels);
  draft.routing = 'queues';
  book.queues = [
    {
      id: 'care',
      name: 'Care',
      filters: [{ name: 'WeChat', conditions: [{ rule: 'included_channels', channels: ['tulip'] }] }],
      isFallback: false,
    },
  ];
  Object.assign(first(book.integrations).draft, { clientCertificate: certificatePem, caCertificate: certificatePem });
  return book;
}

describe('what is to be ticked', () => {
  it('is everything of one channel that only the tenant shows', () => {
    expect(plain(idsOf(fullBook()))).toEqual([
      'certificate/support',
      'script/tulip',
      'role/agent/tulip',
      'user/anna',
      'queue/care/tulip',
      'skill/outbound',
      'sla/tulip',
    ]);
    expect(ticksWanted(fullBook(), 'tulip', around).map(({ kind, subjectId }) => `${kind} ${subjectId}`)).toEqual([
      'certificate support',
      'script tulip',
      'role agent',
      'user anna',
      'queue care',
      'skill outbound',
      'sla tulip',
    ]);
  });

  it('is less where there is less', () => {
    expect(plain(idsOf(goodBook(), {}))).toEqual(['script/tulip', 'role/agent/tulip', 'user/anna', 'skill/outbound']);
  });

  it('is not what belongs to other channels', () => {
    const book = fullBook();
    book.roles.push({ id: 'rose', name: 'Rose', viewSkills: true, channels: { rose: ['reply'] } });
    book.users.push({ ...first(book.users), id: 'bo', roles: ['rose'] });
    book.skills.push({ ...first(book.skills), id: 'rose', channel: 'rose' });
    book.queues.push({ ...first(book.queues), id: 'rose', filters: [] });
    expect(idsOf(book)).toEqual(idsOf(fullBook()));
  });

  it('is known of a given channel, too', () => {
    const book = goodBook();
    expect(ticksWanted(book, 'demo', { sla, givenIntegration: 'file' }).map(({ kind }) => kind)).toEqual([
      'certificate',
      'script',
      'sla',
    ]);
  });

  it('fits into a tick with the longest ids', () => {
    const book = goodBook();
    const long = 'a'.repeat(40);
    Object.assign(first(book.roles), { id: long, channels: { [long]: ['reply'] } });
    const wanted = ticksWanted(book, long);
    expect(wanted.map(({ kind }) => kind)).toEqual(['script', 'role']);
    for (const { id } of wanted) Tick.parse({ id, by: 'Anna', at: 1 });
  });
});

/** Changes after which a tick no longer counts, and of which. */
const changes: readonly (readonly [title: string, change: (book: SetupBook) => void, ...stale: string[]])[] = [
  ['nothing', () => undefined],
  ['a right', (book) => void first(book.roles).channels.tulip?.push('approve'), 'role/agent/tulip'],
  ['the order of the rights', (book) => void first(book.roles).channels.tulip?.reverse()],
  ['a right on another channel', (book) => void Object.assign(first(book.roles).channels, { rose: ['reply'] })],
  ['View Skills', (book) => void Object.assign(first(book.roles), { viewSkills: false }), 'role/agent/tulip'],
  [
    'the name of a role',
    (book) => void Object.assign(first(book.roles), { name: 'X' }),
    'role/agent/tulip',
    'user/anna',
  ],
  ['a user’s attribute', (book) => void Object.assign(first(book.users), { digitalEngagement: false }), 'user/anna'],
  ['a user’s skills', (book) => void first(book.users).skills.push('More'), 'user/anna'],
  ['spaces in a user’s name', (book) => void Object.assign(first(book.users), { name: ' Anna ' })],
  ['the script', (book) => void Object.assign(first(book.channels).draft.script, { name: 'X' }), 'script/tulip'],
  ['the skill', (book) => void Object.assign(first(book.channels).draft.skill, { name: 'X' }), 'script/tulip'],
  [
    'the CXone channel',
    (book) => void Object.assign(first(book.channels).draft.cxone, { channelId: 'X' }),
    'script/tulip',
  ],
  ['the wizard’s step', (book) => void Object.assign(first(book.channels).draft, { step: 'routing' })],
  ['a filter', (book) => void first(book.queues).filters.push({ name: 'F', conditions: [] }), 'queue/care/tulip'],
  ['a skill’s campaign', (book) => void Object.assign(first(book.skills).campaign, { name: 'X' }), 'skill/outbound'],
  ['how a skill was made', (book) => void Object.assign(first(book.skills), { made: 'api', tenantId: '7' })],
  [
    'the time of a timer that is off',
    (book) => void Object.assign(first(book.skills).agentTimer.first, { hours: '1' }),
  ],
  ['a timer', (book) => void Object.assign(first(book.skills).agentTimer, { enabled: true }), 'skill/outbound'],
  [
    'a certificate',
    (book) =>
      void Object.assign(first(book.integrations).draft, { caCertificate: `${certificatePem}\n${certificatePem}` }),
    'certificate/support',
  ],
];

describe('a tick', () => {
  it.each(changes.map(([title, change, ...stale]) => ({ title, change, stale })))(
    'after a change of $title',
    ({ change, stale }) => {
      const book = fullBook();
      const ticks = idsOf(book).map((id) => ({ id, by: 'Anna', at: 1 }));
      change(book);
      const now = idsOf(book);
      expect(plain(now.filter((id) => tickState(ticks, id).state === 'stale'))).toEqual(stale);
      expect(now.filter((id) => tickState(ticks, id).state === 'ticked')).toHaveLength(now.length - stale.length);
    },
  );

  it('of the goals goes with the goals and the office hours', () => {
    const book = fullBook();
    const own = structuredClone(sla);
    own.global.firstResponse.targetMs += 60_000;
    const hours = structuredClone(sla);
    first(hours.calendars).timeZone = 'Asia/Shanghai';
    const timer = structuredClone(sla);
    timer.global.warnings = [];
    const ids = [sla, own, hours, timer].map((settings) => idsOf(book, { ...around, sla: settings }).at(-1));
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(ids[3]).toBe(ids[0]);
  });

  it('of the certificates goes with a new key', () => {
    const key = { ...first(goodSecrets()), name: 'mtls_key' as const };
    const [before, after] = [1, 2].map((setAt) => idsOf(fullBook(), { secrets: [{ ...key, setAt }] })[0]);
    expect(before).not.toBe(after);
  });

  it('is open, ticked, or was ticked of something older', () => {
    const ticks: Tick[] = [
      { id: 'role/a/b/1', by: 'Anna', at: 1 },
      { id: 'role/a/b/2', by: 'Bo', at: 3 },
      { id: 'role/a/bb/3', by: 'Cas', at: 9 },
    ];
    expect(tickState(ticks, 'role/a/b/1')).toEqual({ state: 'ticked', tick: ticks[0] });
    expect(tickState(ticks, 'role/a/b/4')).toEqual({ state: 'stale', tick: ticks[1] });
    expect(tickState(ticks, 'role/a/c/1')).toEqual({ state: 'open', tick: null });
    expect(replacedBy(ticks, 'role/a/b/2')).toEqual(['role/a/b/1']);
  });
});

describe('a digest', () => {
  it('is the same for the same contents, in whatever order', () => {
    expect(digestOf({ a: 1, b: [1, 2] })).toBe(digestOf({ b: [1, 2], a: 1 }));
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });

  it('tells contents apart', () => {
    const contents = [
      null,
      '',
      [],
      {},
      0,
      '0',
      [''],
      [[]],
      'a',
      'á',
      '王',
      { a: null },
      { a: '' },
      ['a,b'],
      ['a', 'b'],
      true,
    ];
    expect(new Set(contents.map(digestOf)).size).toBe(contents.length);
    const numbers = Array.from({ length: 5_000 }, (_, no) => digestOf(['role', no]));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers[0]).toMatch(/^[0-9a-f]{16}$/u);
  });
});
