/** What never changes of a message, packed into two numbers: whose it is, and everything else. */
export const outlineNumbers = 2;

/** Numbers of record-codes.ts and of the store's own tables. */
export interface Outline {
  readonly contactNo: number | null;
  readonly channelNo: number;
  readonly direction: number;
  readonly kind: number;
}

/** What messages are wanted. Null: it does not matter. */
export interface OutlineWish {
  readonly channels: ReadonlySet<number> | null;
  readonly directions: ReadonlySet<number> | null;
  readonly kinds: ReadonlySet<number> | null;
  readonly contacts: ReadonlySet<number> | null;
}

export const anyOutline: OutlineWish = { channels: null, directions: null, kinds: null, contacts: null };

/** Both numbers are 0 where there is no message. */
export type OutlineTest = (whose: number, rest: number) => boolean;

// Of the second number, from the lowest bit: 1 bit, always set; 6 bits kind; 1 bit direction; 24 bits channel.
const kindBits = 6;
const wayBits = kindBits + 1;
const channelShift = wayBits + 1;
const mostKinds = 1 << kindBits;
const mostWays = 1 << wayBits;

export function packedWhose({ contactNo }: Outline): number {
  return contactNo === null ? 0 : contactNo + 1;
}

export function packedRest({ channelNo, direction, kind }: Outline): number {
  return ((channelNo << channelShift) | (wayOf(direction, kind) << 1) | 1) >>> 0;
}

function wayOf(direction: number, kind: number): number {
  return (direction << kindBits) | (kind % mostKinds);
}

/** A test that costs a few nanoseconds: a million messages are tried within one search. */
export function outlineTest({ channels, directions, kinds, contacts }: OutlineWish): OutlineTest {
  const ways = new Uint8Array(mostWays);
  for (let way = 0; way < mostWays; way += 1) {
    const isWanted =
      (directions === null || directions.has(way >>> kindBits)) && (kinds === null || kinds.has(way % mostKinds));
    ways[way] = isWanted ? 1 : 0;
  }
  const ofChannels = channels === null ? null : flagsOf(channels);
  const ofContacts = contacts === null ? null : flagsOf(contacts);
  return (whose, rest) =>
    rest !== 0 &&
    ways[(rest >>> 1) % mostWays] === 1 &&
    (ofChannels === null || ofChannels[rest >>> channelShift] === 1) &&
    (ofContacts === null || (whose !== 0 && ofContacts[whose - 1] === 1));
}

/** A byte for each number: looked up faster than in a set. */
function flagsOf(numbers: ReadonlySet<number>): Uint8Array {
  let highest = -1;
  for (const number of numbers) highest = Math.max(highest, number);
  const flags = new Uint8Array(highest + 1);
  for (const number of numbers) flags[number] = 1;
  return flags;
}

/** Kinds as bits, of messages in and of messages out. */
export type KindsOfDirections = readonly [inbound: number, outbound: number];

export const noKinds: KindsOfDirections = [0, 0];

/** The last bit stands for all further kinds. */
const lastKindBit = 30;

export function withKind([inbound, outbound]: KindsOfDirections, { direction, kind }: Outline): KindsOfDirections {
  const bit = 1 << Math.min(kind, lastKindBit);
  return direction === 0 ? [inbound | bit, outbound] : [inbound, outbound | bit];
}

export function wantedKinds({ directions, kinds }: OutlineWish): KindsOfDirections {
  let bits = kinds === null ? -1 : 0;
  for (const kind of kinds ?? []) bits |= 1 << Math.min(kind, lastKindBit);
  const of = (direction: number): number => (directions === null || directions.has(direction) ? bits : 0);
  return [of(0), of(1)];
}

/** False when none of both can be the same message. */
export function sharesKind(one: KindsOfDirections, other: KindsOfDirections): boolean {
  return (one[0] & other[0]) !== 0 || (one[1] & other[1]) !== 0;
}
