import { describe, expect, it } from 'vitest';
import { AuthorBook } from '#relay/sla/case-poller-authors.ts';
import { CaseRation, contactReadsPerHour } from '#relay/sla/case-poller-ration.ts';
import { pollState, soonestAfter, waitAfter, type PollFacts, type RoundEnd } from '#relay/sla/case-poller-rules.ts';
import { SinglesBook } from '#relay/sla/case-poller-singles.ts';
import type { SeenCase } from '#relay/ports/case-source.ts';

const hour = 3_600_000;
const aCase = (caseId: string, status: SeenCase['status'] = 'open'): SeenCase => ({
  caseId,
  cxoneChannelId: 'c1',
  threadId: null,
  status,
  statusAt: null,
  createdAt: null,
  agent: null,
  assignedAt: null,
  beganBy: 'customer',
  detailUrl: null,
  raw: null,
});

describe('the ration', () => {
  it('stays below a tenth of the limit in every hour, however eager the asker', () => {
    const ration = new CaseRation();
    const taken: number[] = [];
    for (let now = 0; now < 3 * hour; now += 50) while (ration.take(now)) taken.push(now);
    let from = 0;
    let most = 0;
    taken.forEach((at, index) => {
      while ((taken[from] ?? 0) <= at - hour) from += 1;
      most = Math.max(most, index - from + 1);
    });
    expect(most).toBeLessThanOrEqual(contactReadsPerHour / 10);
    expect(most).toBeGreaterThan(0.9 * (contactReadsPerHour / 10));
  });

  it('also after a long silence, and says how long to wait', () => {
    const ration = new CaseRation();
    let taken = 0;
    while (ration.take(0)) taken += 1;
    expect(taken).toBe(190);
    const waitMs = ration.waitMs(0);
    expect(waitMs).toBeGreaterThan(0);
    expect(ration.take(waitMs - 1)).toBe(false);
    expect(ration.take(waitMs)).toBe(true);
    taken = 0;
    while (ration.take(100 * hour)) taken += 1;
    expect(taken).toBe(190);
  });

  it('keeps some back for others', () => {
    const ration = new CaseRation();
    let taken = 0;
    while (ration.take(0, 40)) taken += 1;
    expect(taken).toBe(150);
    expect(ration.take(0)).toBe(true);
    // More than there ever is: waits for as much as there may be.
    expect(Number.isFinite(ration.waitMs(0, 10_000))).toBe(true);
  });

  it('gives nothing for a clock that goes back', () => {
    const ration = new CaseRation();
    while (ration.take(hour));
    expect(ration.take(0)).toBe(false);
    expect(ration.take(100)).toBe(false);
  });
});

describe('how long to wait', () => {
  const done: RoundEnd = { kind: 'done', isQuiet: false };
  it.each<[string, RoundEnd, number, number, number]>([
    ['a round', done, 0, 0.5, 15_000],
    ['a round, spread downward', done, 0, 0, 13_500],
    ['a round, spread upward', done, 0, 1, 16_500],
    ['a round that took four seconds', done, 4_000, 0.5, 11_000],
    ['a round that took a minute', done, 60_000, 0.5, 500],
    ['a quiet round', { kind: 'done', isQuiet: true }, 0, 0.5, 60_000],
    ['the first failure', { kind: 'failed', failures: 1, retryAfterMs: null }, 0, 0.5, 15_000],
    ['the third', { kind: 'failed', failures: 3, retryAfterMs: null }, 9_000, 0.5, 60_000],
    ['the hundredth', { kind: 'failed', failures: 100, retryAfterMs: null }, 0, 0.5, 300_000],
    ['a wish to wait shorter', { kind: 'failed', failures: 1, retryAfterMs: 2_000 }, 0, 0, 13_500],
    ['a wish to wait longer', { kind: 'failed', failures: 1, retryAfterMs: 90_000 }, 0, 0, 90_000],
    ['a wish to wait an hour', { kind: 'failed', failures: 9, retryAfterMs: hour }, 0, 1, 1.1 * hour],
    ['no permission', { kind: 'refused' }, 0, 0.5, 900_000],
  ])('after %s', (_case, end, tookMs, chance, expected) => {
    expect(waitAfter(end, tookMs, chance)).toBeCloseTo(expected, 6);
  });

  it('is never shortened below a gap', () => {
    expect(soonestAfter(null)).toBe(2_000);
    expect(soonestAfter(done)).toBe(2_000);
    expect(soonestAfter({ kind: 'failed', failures: 1, retryAfterMs: null })).toBe(4_000);
    expect(soonestAfter({ kind: 'refused' })).toBe(60_000);
  });
});

describe('what the window is told', () => {
  const facts: PollFacts = {
    lastAt: 5,
    sinceMs: 1_000,
    tookMs: 300,
    isQuiet: false,
    end: { kind: 'done', isQuiet: false },
    code: null,
  };
  it.each<[Partial<PollFacts>, string]>([
    [{}, 'fresh'],
    [{ sinceMs: 45_000 }, 'fresh'],
    [{ sinceMs: 45_001 }, 'late'],
    [{ sinceMs: 135_000, isQuiet: true }, 'fresh'],
    [{ sinceMs: 135_001, isQuiet: true }, 'late'],
    [{ sinceMs: 200_000, tookMs: 120_000 }, 'fresh'],
    [{ lastAt: null, end: null }, 'late'],
    [{ end: { kind: 'failed', failures: 1, retryAfterMs: null }, code: 'CXONE_SERVER_ERROR' }, 'failing'],
    [{ end: { kind: 'refused' }, code: 'CXONE_CASES_NOT_ALLOWED' }, 'not_possible'],
  ])('%j: %s', (changes, state) => {
    const told = pollState({ ...facts, ...changes });
    expect(told.state).toBe(state);
    expect(told.code).toBe(changes.code ?? null);
  });
});

describe('cases asked for by themselves', () => {
  const book = (...ids: readonly string[]): SinglesBook => {
    const made = new SinglesBook();
    made.listed(new Set(ids), true);
    return made;
  };

  it('are those that left the list', () => {
    const singles = book('1', '2', '3');
    expect(singles.due([], 0)).toEqual([]);
    singles.listed(new Set(['2']), true);
    expect(singles.due([], 0)).toEqual(['1', '3']);
    singles.answered('1', aCase('1', 'closed'), 0);
    expect(singles.due([], 0)).toEqual(['3']);
    // Back before it was asked for.
    singles.listed(new Set(['2', '3']), true);
    expect(singles.due([], 0)).toEqual([]);
    expect(singles.waiting).toBe(0);
  });

  it('are not those a cut list does not show, unless somebody wants to know', () => {
    const singles = book('1', '2');
    singles.listed(new Set(['2']), false);
    expect(singles.due([], 0)).toEqual([]);
    expect(singles.due(['1', '2'], 0)).toEqual(['1']);
    // The next whole list shows what left.
    singles.listed(new Set(['2']), true);
    expect(singles.due([], 0)).toEqual(['1']);
  });

  it('stay due until they are answered, then wait their time', () => {
    const singles = book('1');
    singles.listed(new Set(), true);
    singles.failed('1', 1_000);
    expect(singles.due(['1'], 60_999)).toEqual([]);
    expect(singles.due([], 61_000)).toEqual(['1']);
    singles.answered('1', aCase('1'), 61_000);
    expect(singles.due(['1'], 75_999)).toEqual([]);
    expect(singles.due(['1'], 76_000)).toEqual(['1']);
    singles.answered('1', null, 76_000);
    expect(singles.due(['1'], 375_999)).toEqual([]);
    expect(singles.due(['1'], 376_000)).toEqual(['1']);
  });

  it('come in turn: what left the list, then who waits longest, none twice', () => {
    const singles = book('left');
    singles.listed(new Set(['here']), true);
    singles.answered('late', aCase('late'), 100);
    singles.answered('early', aCase('early'), 0);
    expect(singles.due(['late', 'here', 'left', 'early', 'new', 'new'], 20_000)).toEqual([
      'left',
      'new',
      'early',
      'late',
    ]);
  });

  it('are asked again when the answer does not count', () => {
    const singles = book('1');
    singles.listed(new Set(), true);
    singles.answered('1', aCase('1', 'resolved'), 0);
    singles.again(['1']);
    expect(singles.due([], 1)).toEqual(['1']);
  });
});

describe('authors', () => {
  it('are asked for once when CXone knows, and given up when it never does', () => {
    const authors = new AuthorBook();
    expect(authors.due(['a', 'b', 'b', 'c'], 0, 2)).toEqual(['a', 'b']);
    expect([...authors.answered(['a', 'b'], new Map([['a', 'bot']]), 0)]).toEqual([['a', 'bot']]);
    let now = 0;
    for (const waitMs of [10_000, 30_000, 120_000]) {
      expect(authors.due(['b'], now + waitMs - 1, 9)).toEqual([]);
      now += waitMs;
      expect(authors.due(['b'], now, 9)).toEqual(['b']);
      const known = authors.answered(['b'], new Map(), now);
      expect([...known]).toEqual(waitMs === 120_000 ? [['b', 'unknown']] : []);
    }
  });

  it('lose no try to a failure', () => {
    const authors = new AuthorBook();
    for (let time = 0; time < 9; time += 1) authors.failed(['a'], time * 30_000);
    expect(authors.due(['a'], 8 * 30_000 + 29_999, 9)).toEqual([]);
    expect(authors.due(['a'], 9 * 30_000, 9)).toEqual(['a']);
    expect(authors.answered(['a'], new Map(), 9 * 30_000).size).toBe(0);
  });
});
