import type { KeptCase, KeptMessage } from './kept-case.ts';

/** Of the messages of one case so many are kept, the first ones and the newest surely among them. */
export const mostMessages = 400;
const firstKept = 50;
const newestKept = 100;
/** Of an endless turn so many go at once: finding them means reading the whole case. */
const oldestAtOnce = 50;

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
  // One endless turn: its oldest go, so that a clock begins later rather than that it misses its answer.
  leaveOldest(messages, sure.at(-1) ?? firstKept, mayLeave);
}

function leaveOldest(messages: KeptMessage[], from: number, mayLeave: (message: KeptMessage) => boolean): void {
  const newest = messages.length - newestKept;
  const leaving = new Set<KeptMessage>();
  for (let place = from; place < messages.length && leaving.size < oldestAtOnce; place += 1) {
    const message = messages[place];
    // Of the newest one at most, and only when nothing else may go.
    if (place >= newest && leaving.size > 0) break;
    if (message !== undefined && mayLeave(message)) leaving.add(message);
  }
  if (leaving.size === 0) messages.splice(firstKept, 1);
  else messages.splice(from, messages.length - from, ...messages.slice(from).filter((one) => !leaving.has(one)));
}

/** Places of the customer's first messages after an answer that surely counts: nobody waits for anything there. */
function turnsBegun(messages: readonly KeptMessage[], counts: (message: KeptMessage) => boolean): number[] {
  const begun: number[] = [];
  let before: KeptMessage | null = null;
  for (const [index, message] of messages.entries()) {
    const isAnswered = before?.kind === 'answer' && before.acceptedAt !== null && counts(before);
    if (message.kind === 'request' && isAnswered) begun.push(index);
    before = message;
  }
  return begun;
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
