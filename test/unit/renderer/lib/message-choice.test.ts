import { describe, expect, it } from 'vitest';
import type { MessageState } from '#shared/domain/message.ts';
import {
  actionsFor,
  choiceCap,
  choiceOf,
  isChosen,
  isEmptyChoice,
  isFullChoice,
  keptChoice,
  noChoice,
  withRange,
  withToggled,
  type MessageChoice,
} from '#renderer/lib/message-choice.ts';
import { aRow, manyRows } from '../fake-data.ts';

const rows = [9, 7, 6, 4, 1].map((seq) => aRow({ seq }));
const at = (seq: number) => rows.find((row) => row.seq === seq) ?? aRow({ seq });
const seqsOf = (choice: MessageChoice): readonly number[] =>
  choice.kind === 'all' ? [] : [...choice.seqs.values()].sort((a, b) => b - a);

describe('what is chosen in the list', () => {
  it('is one more, or one less', () => {
    const one = withToggled(noChoice, at(7), rows);
    expect(seqsOf(one)).toEqual([7]);
    expect(seqsOf(withToggled(one, at(4), rows))).toEqual([7, 4]);
    expect(isEmptyChoice(withToggled(one, at(7), rows))).toBe(true);
  });
  it('is a range in either direction, added to what was chosen', () => {
    expect(seqsOf(withRange(noChoice, rows, 7, 4))).toEqual([7, 6, 4]);
    expect(seqsOf(withRange(choiceOf([at(9)]), rows, 1, 4))).toEqual([9, 4, 1]);
    // Where it began is not in the list any more: by its place all the same.
    expect(seqsOf(withRange(noChoice, rows, 8, 5))).toEqual([7, 6]);
  });
  it('is all that match, of which one can be left out again', () => {
    const all: MessageChoice = { kind: 'all' };
    expect(isChosen(all, aRow({ seq: 999 }).id)).toBe(true);
    expect(withRange(all, rows, 9, 1)).toBe(all);
    expect(seqsOf(withToggled(all, at(6), rows))).toEqual([9, 7, 4, 1]);
  });
  it('is bounded by hand', () => {
    const many = manyRows(choiceCap + 20, ['delta'], 5_000);
    const choice = choiceOf(many);
    expect(seqsOf(choice)).toHaveLength(choiceCap);
    expect(isFullChoice(choice)).toBe(true);
    const [last] = many.slice(-1);
    expect(last && isChosen(withToggled(choice, last, many), last.id)).toBe(false);
  });
  it('lets go of what the same search does not find any more, and keeps what is older than it told', () => {
    const choice = choiceOf(rows);
    const left = [9, 6].map(at);
    expect(seqsOf(keptChoice(choice, left, false))).toEqual([9, 6, 4, 1]);
    expect(seqsOf(keptChoice(choice, left, true))).toEqual([9, 6]);
    expect(keptChoice(choice, rows, true)).toBe(choice);
    expect(isEmptyChoice(keptChoice({ kind: 'all' }, [], true))).toBe(true);
  });
});

describe('acts offered', () => {
  it('are those that may be possible for one of the states', () => {
    const of = (...states: MessageState[]) => actionsFor(new Set(states));
    expect(of('delivered')).toEqual([]);
    expect(of('discarded', 'delivered')).toEqual(['restore']);
    expect(of('dead_letter')).toEqual(['send_again', 'discard']);
    expect(of('pending')).toEqual(['discard']);
    expect(of('unconfirmed')).toEqual(['send_again', 'confirm_arrived', 'give_up', 'discard']);
    expect(actionsFor(null)).toHaveLength(5);
  });
});
