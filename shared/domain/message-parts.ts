import type { MessagePart } from './message.ts';

/** It went out, and nobody read what came of it. */
function isInDoubt({ state }: Pick<MessagePart, 'state'>): boolean {
  return state === 'unknown' || state === 'sending';
}

/**
 * How many parts of an unconfirmed reply are still to be sent once those in doubt were seen to have arrived. None where no
 * part is in doubt: then it is the reply as a whole that was seen.
 */
export function partsLeft(parts: readonly Pick<MessagePart, 'of' | 'state'>[]): number {
  if (!parts.some(isInDoubt)) return 0;
  const arrived = parts.filter((part) => part.state === 'accepted' || isInDoubt(part)).length;
  return Math.max(0, ...parts.map(({ of }) => of)) - arrived;
}
