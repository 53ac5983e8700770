import type { KeptCase, KeptMessage } from './kept-case.ts';

/** Of the messages of one case so many are kept, the first ones and the newest surely among them. */
export const mostMessages = 400;
const firstKept = 50;
const newestKept = 100;

/**
 * Leaves out messages of a very long case so that no clock is called missed because of what is not there: whole turns from
 * the middle, each of which ended with an agent's answer. What waits, and the first answer after an assignment, stays.
 */
export function trimMessages({ messages, assignments }: Pick<KeptCase, 'messages' | 'assignments'>): void {
  if (messages.length <= mostMessages) return;
  const needed = answersToAssignments(messages, assignments);
  const mayLeave = (message: KeptMessage): boolean => message.doneAt !== null && !needed.has(message);
  const turns = turnsBegun(messages, (message) => message.author === 'agent');
  const sure =
    turns.length > 1 ? turns : turnsBegun(messages, ({ author }) => author === 'agent' || author === 'unknown');
  const until = sure.findLast((index) => index <= messages.length - newestKept) ?? sure.at(-1) ?? 0;
  const begin = sure.find((index) => index >= firstKept) ?? until;
  const from = begin < until ? begin : (sure[0] ?? until);
  const left = messages.slice(from, until).filter((message) => !mayLeave(message));
  if (left.length < until - from) {
    messages.splice(from, until - from, ...left);
    return;
  }
  // One endless turn: its oldest goes, so that a clock begins later rather than that it misses its answer.
  const oldest = messages.findIndex((message, index) => index >= (sure.at(-1) ?? firstKept) && mayLeave(message));
  messages.splice(oldest < 0 ? firstKept : oldest, 1);
}

/** Places of the customer's first messages after an answer that surely counts: nobody waits for anything there. */
function turnsBegun(messages: readonly KeptMessage[], counts: (message: KeptMessage) => boolean): number[] {
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const isAnswered = before?.kind === 'answer' && before.acceptedAt !== null && counts(before);
    return message.kind === 'request' && isAnswered ? [index] : [];
  });
}

const whoMayCount: readonly ((message: KeptMessage) => boolean)[] = [
  () => true,
  ({ author }) => author !== 'bot',
  ({ author }) => author === 'agent',
];

/** By them the agent's first response ends, whatever the rules say of bots and of those CXone does not name. */
function answersToAssignments(
  messages: readonly KeptMessage[],
  assignments: KeptCase['assignments'],
): ReadonlySet<KeptMessage> {
  const needed = new Set<KeptMessage>();
  for (const { at } of assignments) {
    for (const since of [at.earliest, at.latest]) {
      for (const counts of whoMayCount) {
        const found = messages.find((one) => one.kind === 'answer' && one.at >= since && counts(one));
        if (found !== undefined) needed.add(found);
      }
    }
  }
  return needed;
}
