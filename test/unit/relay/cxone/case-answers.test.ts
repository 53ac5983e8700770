import { describe, expect, it } from 'vitest';
import { momentOf, readAuthors, readCase, readCasePage } from '#relay/connectors/cxone/case-answers.ts';

const readAt = Date.UTC(2026, 0, 12, 9);
const good = {
  id: '123456',
  channelId: 'c1',
  status: 'open',
  direction: 'inbound',
  threadIdOnExternalPlatform: 'gh_tulip:oLi',
  createdAt: '2026-01-12T08:10:02+00:00',
  statusUpdatedAt: '2026-01-12T08:12:40+00:00',
  inboxAssigneeUser: { id: 4711, firstName: 'Anna', surname: 'de Wit', isBotUser: false },
  inboxAssigneeLastAssignedAt: '2026-01-12T08:11:00+00:00',
  detailUrl: 'https://cxone.example.com/cases/123456',
  sla: {
    firstResponseTime: { raw: 1260, alreadyHasValue: false },
    solutionTime: { raw: 84_060, alreadyHasValue: false },
  },
};
const seen = {
  caseId: '123456',
  cxoneChannelId: 'c1',
  threadId: 'gh_tulip:oLi',
  status: 'open',
  statusAt: Date.UTC(2026, 0, 12, 8, 12, 40),
  createdAt: Date.UTC(2026, 0, 12, 8, 10, 2),
  agent: 'Anna de Wit',
  assignedAt: Date.UTC(2026, 0, 12, 8, 11),
  beganBy: 'customer',
  detailUrl: 'https://cxone.example.com/cases/123456',
  raw: {
    at: readAt,
    firstResponseTime: { raw: 1260, alreadyHasValue: false },
    solutionTime: { raw: 84_060, alreadyHasValue: false },
  },
};

describe('one case', () => {
  it('is read as documented', () => {
    expect(readCase(good, readAt)).toEqual(seen);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a number as its id', { id: 123_456 }, {}],
    ['a status in capitals', { status: ' Open ' }, {}],
    ['no thread', { threadIdOnExternalPlatform: undefined }, { threadId: null }],
    ['a thread id that is no text', { threadIdOnExternalPlatform: { a: 1 } }, { threadId: null }],
    ['a thread id without end', { threadIdOnExternalPlatform: 'x'.repeat(100_000) }, { threadId: null }],
    ['no status time', { statusUpdatedAt: undefined }, { statusAt: null }],
    ['a status time that is none', { statusUpdatedAt: 'yesterday' }, { statusAt: null }],
    ['a status time as a number', { statusUpdatedAt: 1_768_205_560 }, { statusAt: null }],
    ['a status time without zone', { statusUpdatedAt: '2026-01-12T08:12:40' }, { statusAt: null }],
    ['a status time of year 1', { statusUpdatedAt: '0001-01-01T00:00:00Z' }, { statusAt: null }],
    ['a status time of year 9999', { statusUpdatedAt: '9999-12-31T00:00:00Z' }, { statusAt: null }],
    ['an impossible day', { statusUpdatedAt: '2026-02-31T08:00:00Z' }, { statusAt: null }],
    ['an impossible hour', { statusUpdatedAt: '2026-02-01T25:00:00Z' }, { statusAt: null }],
    [
      'milliseconds beside',
      { statusUpdatedAtWithMilliseconds: '2026-01-12T08:12:40.123+00:00' },
      { statusAt: Date.UTC(2026, 0, 12, 8, 12, 40, 123) },
    ],
    ['unreadable milliseconds beside', { statusUpdatedAtWithMilliseconds: 40 }, {}],
    ['another zone', { statusUpdatedAt: '2026-01-12T10:12:40+0200' }, {}],
    ['no creation', { createdAt: null }, { createdAt: null }],
    ['no assignee', { inboxAssigneeUser: null }, { agent: null, assignedAt: null }],
    ['an assignee by id only', { inboxAssigneeUser: undefined, inboxAssignee: 4711 }, { agent: '4711' }],
    ['an assignee without a name', { inboxAssigneeUser: { id: 4711 } }, { agent: '4711' }],
    ['an assignee with a nickname', { inboxAssigneeUser: { nickname: 'Ans' } }, { agent: 'Ans' }],
    ['an assignee of blanks', { inboxAssigneeUser: { id: 1, firstName: '  ', surname: '\t' } }, { agent: '1' }],
    ['an assignee that is text', { inboxAssigneeUser: 'Anna' }, { agent: null, assignedAt: null }],
    [
      'an assignee named by numbers',
      { inboxAssigneeUser: { firstName: 1, surname: 2 } },
      { agent: null, assignedAt: null },
    ],
    [
      'a bot as assignee',
      { inboxAssigneeUser: { ...good.inboxAssigneeUser, isBotUser: true } },
      { agent: null, assignedAt: null },
    ],
    ['a name without end', { inboxAssigneeUser: { firstName: '😀'.repeat(9_000) } }, { agent: '😀'.repeat(120) }],
    ['no time of assignment', { inboxAssigneeLastAssignedAt: 5 }, { assignedAt: null }],
    ['the brand as its beginner', { direction: 'outbound' }, { beganBy: 'brand' }],
    ['a direction nobody knows', { direction: 7 }, {}],
    ['no address', { detailUrl: null }, { detailUrl: null }],
    ['an address that is none', { detailUrl: ['x'] }, { detailUrl: null }],
    ['an address without end', { detailUrl: `https://x/${'y'.repeat(5_000)}` }, { detailUrl: null }],
    ['no figures', { sla: undefined }, { raw: null }],
    ['figures that are text', { sla: 'soon' }, { raw: null }],
    ['figures that are a list', { sla: [1, 2] }, { raw: null }],
    ['empty figures', { sla: { firstResponseTime: {}, solutionTime: null } }, { raw: null }],
    [
      'figures as text and below zero',
      {
        sla: { firstResponseTime: { raw: '12', alreadyHasValue: true }, solutionTime: { raw: -4, alreadyHasValue: 1 } },
      },
      { raw: { at: readAt, firstResponseTime: { raw: null, alreadyHasValue: true }, solutionTime: null } },
    ],
    [
      'one figure',
      { sla: { solutionTime: { raw: 0.5 } } },
      { raw: { at: readAt, firstResponseTime: null, solutionTime: { raw: 0.5, alreadyHasValue: null } } },
    ],
    ['members nobody knows', { toString: 1, constructor: null, extra: { deep: [[[[]]]] } }, {}],
  ])('with %s', (_case, changes, expected) => {
    expect(readCase({ ...good, ...changes }, readAt)).toEqual({ ...seen, ...expected });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'case'],
    ['a list', [good]],
    ['no id', { ...good, id: undefined }],
    ['an empty id', { ...good, id: '' }],
    ['an id that is a fraction', { ...good, id: 1.5 }],
    ['an id without end', { ...good, id: '1'.repeat(5_000) }],
    ['no channel', { ...good, channelId: null }],
    ['no status', { ...good, status: undefined }],
    ['a status nobody knows', { ...good, status: 'snoozed' }],
    ['a draft', { ...good, status: 'draft' }],
    ['a status by number', { ...good, status: 2 }],
  ])('is not read from %s', (_case, value) => {
    expect(readCase(value, readAt)).toBeNull();
  });
});

describe('a page of cases', () => {
  it('is taken wrapped or bare, and keeps what can be read', () => {
    expect(readCasePage({ hits: 3, scrollToken: 'next', data: [good, null, { id: 1 }] }, readAt)).toEqual({
      cases: [seen],
      next: 'next',
      hits: 3,
      unreadable: 2,
    });
    expect(readCasePage([good], readAt)).toEqual({ cases: [seen], next: null, hits: null, unreadable: 0 });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['no cases', { data: [] }, { cases: [], next: null, hits: null }],
    ['an empty token', { data: [good], scrollToken: '' }, { next: null }],
    ['a token that is a number', { data: [good], scrollToken: 7 }, { next: '7' }],
    ['a token that is an object', { data: [good], scrollToken: {} }, { next: null }],
    ['a token without end', { data: [good], scrollToken: 'x'.repeat(9_000) }, { next: null }],
    ['hits as text', { data: [good], hits: '1' }, { hits: null }],
    ['hits below zero', { data: [good], hits: -1 }, { hits: null }],
    ['hits that are a fraction', { data: [good], hits: 1.5 }, { hits: null }],
  ])('with %s', (_case, value, expected) => {
    expect(readCasePage(value, readAt)).toMatchObject(expected);
  });

  it('counts what is beyond the longest page', () => {
    const page = readCasePage({ data: Array.from({ length: 2_500 }, () => good) }, readAt);
    expect([page?.cases.length, page?.unreadable]).toEqual([2_000, 500]);
  });

  it.each<[string, unknown]>([
    ['no JSON at all', undefined],
    ['null', null],
    ['a number', 5],
    ['text', '<html>'],
    ['an object without a list', {}],
    ['data that is no list', { data: { id: 1 } }],
    ['an error collection', { errors: [{ message: 'no' }] }],
    ['a list of nothing readable', { data: [null, 1, 'x', {}] }],
    ['cases without status', { data: [{ ...good, status: null }] }],
  ])('is not read from %s', (_case, value) => {
    expect(readCasePage(value, readAt)).toBeNull();
  });
});

describe('authors', () => {
  const by = (id: string, authorUser: unknown, more: Record<string, unknown> = {}) => ({
    idOnExternalPlatform: id,
    direction: 'outbound',
    authorUser,
    ...more,
  });

  it.each<[string, unknown, string]>([
    ['an agent', { id: 4711, isBotUser: false }, 'agent'],
    ['a bot', { id: 1, isBotUser: true }, 'bot'],
    ['a survey', { id: 1, isBotUser: false, isSurveyUser: true }, 'bot'],
    ['flags as text', { isBotUser: 'true' }, 'bot'],
    ['flags as text, the other way', { isBotUser: 'false' }, 'agent'],
    ['flags as numbers', { isBotUser: 0 }, 'agent'],
    ['no flag', { id: 4711 }, 'unknown'],
    ['a flag nobody knows', { isBotUser: 'perhaps' }, 'unknown'],
    ['nobody', null, 'unknown'],
    ['text', 'Anna', 'unknown'],
    ['a list', [{ isBotUser: false }], 'unknown'],
  ])('%s', (_case, authorUser, expected) => {
    expect(readAuthors({ data: [by('a', authorUser)] }, ['a'])?.get('a')).toBe(expected);
  });

  it('are told of what was asked only, and the surer word counts', () => {
    const answer = {
      hits: 9,
      data: [
        by('a', null),
        by('a', { isBotUser: false }),
        by('a', {}),
        by('stranger', { isBotUser: false }),
        by('b', { isBotUser: false }, { direction: 'inbound' }),
        by('', { isBotUser: false }),
        { authorUser: { isBotUser: true } },
        null,
        'x',
      ],
    };
    expect([...(readAuthors(answer, ['a', 'b', 'c']) ?? [])]).toEqual([['a', 'agent']]);
  });

  it.each([[undefined], [null], ['<html>'], [{}], [{ data: 'x' }]])('are not read from %j', (value) => {
    expect(readAuthors(value, ['a'])).toBeNull();
  });
});

describe('a moment', () => {
  it.each([
    ['2026-01-12T08:10:02Z', Date.UTC(2026, 0, 12, 8, 10, 2)],
    ['2026-01-12t08:10:02z', Date.UTC(2026, 0, 12, 8, 10, 2)],
    ['2026-01-12T08:10:02.5-05:30', Date.UTC(2026, 0, 12, 13, 40, 2, 500)],
    ['2026-01-12T08:10:02.123456789Z', Date.UTC(2026, 0, 12, 8, 10, 2, 123)],
    ['2026-01-12', null],
    ['2026-01-12T08:10Z', null],
    ['12 Jan 2026 08:10:02 GMT', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(momentOf(text)).toBe(expected);
  });
});
