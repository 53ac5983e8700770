import type { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import { errorCatalogue, type ErrorCode } from '#shared/errors/catalogue.ts';

// The positions below are what the file holds. Add at the end; never move, never remove.

const directions = ['inbound', 'outbound'] as const satisfies readonly Direction[];

const states = [
  'pending',
  'delivered',
  'unconfirmed',
  'dead_letter',
  'expired',
  'quarantined',
  'discarded',
] as const satisfies readonly MessageState[];

const kinds = [
  'text',
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
  'miniprogram',
  'event',
  'rich',
  'unsupported',
] as const satisfies readonly MessageKind[];

/** What is written in a message's time line. One that ends an attempt stands for the attempt and its outcome. */
const eventKinds = [
  'duplicate_dropped',
  'retry',
  /** A try that never left the house: planned anew without an attempt. */
  'postponed',
  'unconfirmed',
  'dead_letter',
  'expired',
  'quarantined',
  'recovered',
] as const;
export type StoredEventKind = (typeof eventKinds)[number];

function numbers<const N extends string>(names: readonly N[]): Readonly<Record<N, number>> {
  return Object.fromEntries(names.map((name, number) => [name, number])) as Record<N, number>;
}

export const directionNumber: Readonly<Record<Direction, number>> = numbers(directions);
export const stateNumber: Readonly<Record<MessageState, number>> = numbers(states);
export const kindNumber: Readonly<Record<MessageKind, number>> = numbers(kinds);
export const eventNumber: Readonly<Record<StoredEventKind, number>> = numbers(eventKinds);

export const allStates: readonly MessageState[] = states;
export const allDirections: readonly Direction[] = directions;

export function directionName(number: number): Direction {
  return directions[number] ?? 'inbound';
}

/** A number that no version ever wrote can only come from damage. */
export function stateName(number: number): MessageState {
  return states[number] ?? 'quarantined';
}

export function kindName(number: number): MessageKind {
  return kinds[number] ?? 'unsupported';
}

export function eventName(number: number): StoredEventKind | null {
  return eventKinds[number] ?? null;
}

/** A code that this version does not know, or that damage made unreadable, is shown as INTERNAL. */
export function errorCodeOf(text: string | null): ErrorCode | null {
  if (text === null) return null;
  return Object.hasOwn(errorCatalogue, text) ? (text as ErrorCode) : 'INTERNAL';
}
