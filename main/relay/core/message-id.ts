import type { Chance } from '#shared/lib/clock.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomLength = 16;

/**
 * Makes message ids: a prefix, ten characters of time and sixteen of chance, in Crockford's Base32. Ids made by one
 * maker are unique and grow, even within one millisecond and when the clock steps back.
 */
export function createMessageIdMaker(now: () => number, chance: Chance): (direction: Direction) => MessageId {
  let lastTime = 0;
  let lastTimeText = '';
  let digits: number[] = [];
  return (direction) => {
    const time = Math.max(now(), lastTime);
    if (time > lastTime || digits.length === 0) {
      // The first digit stays in the lower half, so that counting up within a millisecond never overflows.
      digits = Array.from({ length: randomLength }, (_, index) => Math.floor(chance() * (index === 0 ? 16 : 32)));
      lastTime = time;
      lastTimeText = encodeTime(time);
    } else {
      increment(digits);
    }
    const prefix = direction === 'inbound' ? 'wxin' : 'wxout';
    let chanceText = '';
    for (const digit of digits) chanceText += alphabet[digit] ?? '';
    return `${prefix}-${lastTimeText}${chanceText}` as MessageId;
  };
}

function increment(digits: number[]): void {
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    const digit = digits[index] ?? 0;
    if (digit < 31) {
      digits[index] = digit + 1;
      return;
    }
    digits[index] = 0;
  }
}

function encodeTime(time: number): string {
  let rest = time;
  let text = '';
  for (let index = 0; index < 10; index += 1) {
    text = `${alphabet[rest % 32] ?? '0'}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}
