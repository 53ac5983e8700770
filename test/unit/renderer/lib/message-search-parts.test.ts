import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { snippetParts } from '#renderer/lib/message-search-hits.ts';
import { hrefOf, parseRoute, type Route } from '#renderer/lib/router.ts';
import { hasName, withDefault, withName, withSaved, withoutName } from '#renderer/lib/saved-searches.ts';
import { searchOperators, suggestionsAt, withSuggestion } from '#renderer/lib/message-search-suggest.ts';
import { unknownRows, withChangedRows, withOlderRows } from '#renderer/lib/message-search-rows.ts';
import type { SearchOperatorName } from '#shared/search/operators.ts';
import { aRow, present } from '../fake-data.ts';
import { aSearchRow } from '../fake-search-bridge.ts';

const marked = (snippet: string, hits: readonly (readonly [number, number])[]): string =>
  snippetParts({ snippet, hits: hits.map(([from, until]) => ({ from, until })) })
    .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
    .join('');

describe('marks of what was searched for', () => {
  it('stand where the relay says', () => {
    expect(marked('a refund, please', [[2, 8]])).toBe('a [refund], please');
    expect(
      marked('退款和退款', [
        [0, 2],
        [3, 5],
      ]),
    ).toBe('[退款]和[退款]');
    expect(marked('nothing', [])).toBe('nothing');
  });
  it('may be wrong in every way and do no harm', () => {
    expect(
      marked('refund', [
        [4, 99],
        [2, 5],
        [-3, 1],
        [9, 12],
        [5, 2],
      ]),
    ).toBe('[r]e[fun][d]');
    // Half of a character is none: the mark takes in all of it.
    expect(marked('a👍b', [[2, 3]])).toBe('a[👍]b');
  });
  it('show control characters inside and outside of them', () => {
    expect(marked('a\u202Eb\u0000c', [[2, 4]])).toBe('a‹U+202E›[b‹U+0000›]c');
  });
  it('lose and double nothing', () => {
    const hit = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 }));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z \u4e00-\u4e20]{0,30}$/u), fc.array(hit), (text, hits) => {
        expect(
          snippetParts({ snippet: text, hits: hits.map(([from, until]) => ({ from, until })) })
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('addresses of searches', () => {
  it('lead back to what they were made from', () => {
    const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 30 }));
    const contactNo = fc.option(fc.integer({ min: 0, max: 999_999_999 }));
    const messageId = fc.option(fc.string({ minLength: 1, maxLength: 64 }).map((id) => MessageId.parse(id)));
    const routes: fc.Arbitrary<Route> = fc.oneof(
      fc.record({ page: fc.constant('messages' as const), text, contactNo, messageId }),
      fc.record({
        page: fc.constant('messages' as const),
        tab: fc.constant('tasks' as const),
        taskId: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/u)),
        messageId,
      }),
      fc.record({ page: fc.constant('customer' as const), contactNo: fc.integer({ min: 0, max: 999_999 }) }),
    );
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(hrefOf(route))).toEqual(route);
      }),
    );
  });
  it('carry what is no address to the overview, and what is too long shortened', () => {
    for (const hash of ['#/customer/', '#/customer/x', '#/customer/-1', '#/customer/1/2']) {
      expect(parseRoute(hash)).toEqual({ page: 'overview' });
    }
    expect(parseRoute('#/messages/tasks/a%20b')).toMatchObject({ tab: 'tasks', taskId: null });
    expect(parseRoute('#/messages/tasksX')).toEqual({ page: 'overview' });
    expect(parseRoute(`#/messages?q=${'a'.repeat(900)}`)).toMatchObject({ text: 'a'.repeat(500) });
    expect(parseRoute('#/messages?customer=1e3&message=')).toEqual({
      page: 'messages',
      text: null,
      contactNo: null,
      messageId: null,
    });
  });
});

describe('proposals in the box', () => {
  const world = {
    operators: Object.fromEntries(searchOperators.map((one) => [one, `about ${one}`])) as Record<
      SearchOperatorName,
      string
    >,
    values: {
      channel: [
        { value: 'tulip', label: 'Tulip Store 郁金香' },
        { value: 'delta', label: 'Delta Bank' },
      ],
      is: [
        { value: 'failed', label: 'Undeliverable' },
        { value: 'pending', label: 'Waiting' },
      ],
    },
  };
  const typedAt = (text: string, caret = text.length): readonly string[] =>
    suggestionsAt(text, caret, world).options.map(({ typed }) => typed);

  it('are operators while one is begun, and values behind its colon', () => {
    expect(typedAt('refund ch')).toEqual(['channel:']);
    expect(typedAt('refund channel:')).toEqual(['channel:tulip', 'channel:delta']);
    expect(typedAt('channel:bank')).toEqual(['channel:delta']);
    expect(typedAt('-is:unde')).toEqual(['-is:failed']);
    expect(typedAt('is：')).toEqual(['is:failed', 'is:pending']);
  });
  it('know values by their words, in any script', () => {
    expect(typedAt('Undel')).toEqual(['is:failed']);
    expect(typedAt('store')).toEqual(['channel:tulip']);
    expect(typedAt('channel:郁金')).toEqual(['channel:tulip']);
  });
  it('are none in a phrase, in a space, and when all is typed', () => {
    expect(typedAt('"ch')).toEqual([]);
    expect(typedAt('refund ')).toEqual([]);
    expect(typedAt('is:failed')).toEqual([]);
    expect(typedAt('ch refund')).toEqual([]);
    expect(typedAt('ch refund', 2)).toEqual(['channel:']);
  });
  it('take the place of the piece, with the caret behind it', () => {
    const text = 'a ch b';
    const suggestions = suggestionsAt(text, 4, world);
    const [operator] = suggestions.options;
    expect(operator && withSuggestion(text, suggestions, operator)).toEqual({ text: 'a channel: b', caret: 10 });
    const ofValue = suggestionsAt('channel:ba', 10, world);
    const [value] = ofValue.options;
    expect(value && withSuggestion('channel:ba', ofValue, value)).toEqual({ text: 'channel:delta ', caret: 14 });
  });
});

describe('saved searches', () => {
  const one = { name: 'Failed today', text: 'is:failed on:today', isDefault: true };
  const two = { name: 'Refunds', text: 'refund', isDefault: false };
  it('have one name each, and at most one default', () => {
    const both = withSaved([one], two);
    expect(both).toEqual([one, two]);
    expect(withSaved(both, { name: 'REFUNDS', text: '退款', isDefault: true })).toEqual([
      { ...one, isDefault: false },
      { name: 'REFUNDS', text: '退款', isDefault: true },
    ]);
    expect(withDefault(both, 'Refunds').map(({ isDefault }) => isDefault)).toEqual([false, true]);
    expect(withDefault(both, null).some(({ isDefault }) => isDefault)).toBe(false);
    expect(hasName(both, 'failed TODAY')).toBe(true);
  });
  it('are renamed, also to a name that was taken, and removed', () => {
    expect(withName([one, two], 'Refunds', 'refunds')).toEqual([one, { ...two, name: 'refunds' }]);
    expect(withName([one, two], 'Refunds', 'failed today')).toEqual([{ ...two, name: 'failed today' }]);
    expect(withoutName([one, two], 'Refunds')).toEqual([one]);
  });
});

describe('rows of a search', () => {
  const rows = [9, 7, 4].map((seq) => aSearchRow(aRow({ seq })));
  it('are renewed in their place, and keep what only the search knows', () => {
    const changed = aRow({ seq: 7, state: 'dead_letter', changedAt: present + 1 });
    const next = withChangedRows(rows, [changed, aRow({ seq: 8, changedAt: present + 1 })]);
    expect(next.map(({ seq, state }) => [seq, state])).toEqual([
      [9, 'delivered'],
      [7, 'dead_letter'],
      [4, 'delivered'],
    ]);
    expect(next[1]).toMatchObject({ contactNo: 1, snippet: 'Hello' });
    expect(withChangedRows(rows, [aRow({ seq: 7, state: 'expired', changedAt: present - 1 })])).toBe(rows);
  });
  it('never stand there twice', () => {
    const older = [7, 4, 3].map((seq) => aSearchRow(aRow({ seq })));
    expect(withOlderRows(rows, older).map(({ seq }) => seq)).toEqual([9, 7, 4, 3]);
  });
  it('are missed when they came since, or were indexed late', () => {
    const fresh = [11, 9, 8, 7, 4, 2].map((seq) => aSearchRow(aRow({ seq })));
    expect(unknownRows(rows, fresh, false)).toBe(2);
    expect(unknownRows(rows, fresh, true)).toBe(3);
    expect(unknownRows([], fresh, true)).toBe(6);
  });
});
