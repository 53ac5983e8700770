import type { MessageId } from '#shared/domain/ids.ts';
import type { SearchRow } from '#shared/domain/message-search.ts';
import type { MessageAction, MessageState } from '#shared/domain/message.ts';

/** Messages that can be chosen by hand, as many as one task takes by name. More are chosen by their search. */
export const choiceCap = 1_000;

/** What is chosen in the list: some, with the place of each in the order of acceptance, or all that the search finds. */
export type MessageChoice =
  { readonly kind: 'some'; readonly seqs: ReadonlyMap<MessageId, number> } | { readonly kind: 'all' };

export const noChoice: MessageChoice = { kind: 'some', seqs: new Map() };

type Row = Pick<SearchRow, 'id' | 'seq'>;

const some = (rows: readonly (readonly [MessageId, number])[]): MessageChoice => ({
  kind: 'some',
  seqs: new Map(rows.slice(0, choiceCap)),
});

/** These rows, as many as can be chosen by hand. */
export const choiceOf = (rows: readonly Row[]): MessageChoice => some(rows.map(({ id, seq }) => [id, seq]));

export const isChosen = (choice: MessageChoice, id: MessageId): boolean => choice.kind === 'all' || choice.seqs.has(id);

export const isEmptyChoice = (choice: MessageChoice): boolean => choice.kind === 'some' && choice.seqs.size === 0;

/** No more can be chosen by hand. */
export const isFullChoice = (choice: MessageChoice): boolean => choice.kind === 'some' && choice.seqs.size >= choiceCap;

/** With this one chosen, or not any more. Of "all", what is loaded stays chosen without it. */
export function withToggled(choice: MessageChoice, row: Row, rows: readonly Row[]): MessageChoice {
  if (choice.kind === 'all') return choiceOf(rows.filter(({ id }) => id !== row.id));
  const kept = [...choice.seqs].filter(([id]) => id !== row.id);
  return some(choice.seqs.has(row.id) ? kept : [...kept, [row.id, row.seq]]);
}

/** With every row from one to the other, both of them too, whichever stands first. */
export function withRange(choice: MessageChoice, rows: readonly Row[], fromSeq: number, toSeq: number): MessageChoice {
  if (choice.kind === 'all') return choice;
  const [low, high] = [Math.min(fromSeq, toSeq), Math.max(fromSeq, toSeq)];
  const between = rows.filter(({ id, seq }) => seq >= low && seq <= high && !choice.seqs.has(id));
  return some([...choice.seqs, ...between.map(({ id, seq }) => [id, seq] as const)]);
}

/** Without what the same search does not find any more. What is older than the rows told so far stays. */
export function keptChoice(choice: MessageChoice, rows: readonly Row[], isWhole: boolean): MessageChoice {
  if (choice.kind === 'all') return rows.length === 0 ? noChoice : choice;
  const found = new Set(rows.map(({ id }) => id));
  const oldest = isWhole ? -Infinity : (rows.at(-1)?.seq ?? -Infinity);
  const kept = [...choice.seqs].filter(([id, seq]) => found.has(id) || seq < oldest);
  return kept.length === choice.seqs.size ? choice : some(kept);
}

/** States in which an act may be possible. The relay has the last word: it counts before anything is done. */
const statesOf: Readonly<Record<MessageAction, readonly MessageState[]>> = {
  send_again: ['unconfirmed', 'dead_letter', 'expired', 'quarantined'],
  confirm_arrived: ['unconfirmed'],
  give_up: ['unconfirmed'],
  restore: ['discarded'],
  discard: ['pending', 'unconfirmed', 'dead_letter', 'expired', 'quarantined'],
};
const inOrder = ['send_again', 'confirm_arrived', 'give_up', 'restore', 'discard'] as const;

/** Acts that may be possible for messages in these states, what helps the customer first. Null: any state. */
export function actionsFor(states: ReadonlySet<MessageState> | null): readonly MessageAction[] {
  return states === null ? inOrder : inOrder.filter((action) => statesOf[action].some((state) => states.has(state)));
}
