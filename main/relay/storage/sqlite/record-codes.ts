import type {
  Direction,
  MessageKind,
  MessageMedia,
  MessagePart,
  MessageState,
  StatusReport,
} from '#shared/domain/message.ts';
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
  'template',
] as const satisfies readonly MessageKind[];

const partKinds = [
  'text',
  'image',
  'voice',
  'video',
  'menu',
  'link',
  'template',
  'note',
] as const satisfies readonly MessagePart['kind'][];

const partStates = [
  'waiting',
  'sending',
  'accepted',
  'unknown',
  'refused',
] as const satisfies readonly MessagePart['state'][];

const mediaStates = ['waiting', 'stored', 'refused', 'removed'] as const satisfies readonly MessageMedia['state'][];

const reportStatuses = ['delivered', 'failed'] as const satisfies readonly StatusReport['status'][];
const reportStates = ['waiting', 'reported', 'gave_up'] as const satisfies readonly StatusReport['state'][];

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
  /** Once accepted, and no more: the row itself does not tell it any longer. */
  'delivered',
  'part_failed',
  'media_stored',
  'media_failed',
  'platform_failed',
  'sent_again',
  'confirmed_arrived',
  'given_up',
  'discarded',
  'restored',
  'status_reported',
  'status_not_reported',
] as const;
export type StoredEventKind = (typeof eventKinds)[number];

function numbers<const N extends string>(names: readonly N[]): Readonly<Record<N, number>> {
  return Object.fromEntries(names.map((name, number) => [name, number])) as Record<N, number>;
}

export const directionNumber: Readonly<Record<Direction, number>> = numbers(directions);
export const stateNumber: Readonly<Record<MessageState, number>> = numbers(states);
export const kindNumber: Readonly<Record<MessageKind, number>> = numbers(kinds);
export const eventNumber: Readonly<Record<StoredEventKind, number>> = numbers(eventKinds);
export const partKindNumber: Readonly<Record<MessagePart['kind'], number>> = numbers(partKinds);
export const partStateNumber: Readonly<Record<MessagePart['state'], number>> = numbers(partStates);
export const mediaStateNumber: Readonly<Record<MessageMedia['state'], number>> = numbers(mediaStates);
export const reportStatusNumber: Readonly<Record<StatusReport['status'], number>> = numbers(reportStatuses);
export const reportStateNumber: Readonly<Record<StatusReport['state'], number>> = numbers(reportStates);

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

export function partKindName(number: number): MessagePart['kind'] {
  return partKinds[number] ?? 'text';
}

/** Damage must not make a part look as if it could be sent again. */
export function partStateName(number: number): MessagePart['state'] {
  return partStates[number] ?? 'unknown';
}

export function mediaStateName(number: number): MessageMedia['state'] {
  return mediaStates[number] ?? 'refused';
}

export function reportStatusName(number: number): StatusReport['status'] {
  return reportStatuses[number] ?? 'failed';
}

export function reportStateName(number: number): StatusReport['state'] {
  return reportStates[number] ?? 'gave_up';
}

/** A code that this version does not know, or that damage made unreadable, is shown as INTERNAL. */
export function errorCodeOf(text: string | null): ErrorCode | null {
  if (text === null) return null;
  return Object.hasOwn(errorCatalogue, text) ? (text as ErrorCode) : 'INTERNAL';
}
