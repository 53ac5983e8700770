import { expect, it } from 'vitest';
import { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import {
  directionName,
  directionNumber,
  errorCodeOf,
  eventName,
  eventNumber,
  kindName,
  kindNumber,
  stateName,
  stateNumber,
  type StoredEventKind,
} from '#relay/storage/sqlite/record-codes.ts';

it('what files in the field hold never changes its meaning', () => {
  expect(directionNumber).toEqual({ inbound: 0, outbound: 1 });
  expect(stateNumber).toEqual({
    pending: 0,
    delivered: 1,
    unconfirmed: 2,
    dead_letter: 3,
    expired: 4,
    quarantined: 5,
    discarded: 6,
  });
  expect(kindNumber).toEqual({
    text: 0,
    image: 1,
    voice: 2,
    video: 3,
    shortvideo: 4,
    location: 5,
    link: 6,
    miniprogram: 7,
    event: 8,
    rich: 9,
    unsupported: 10,
    template: 11,
  });
  expect(eventNumber).toEqual({
    duplicate_dropped: 0,
    retry: 1,
    postponed: 2,
    unconfirmed: 3,
    dead_letter: 4,
    expired: 5,
    quarantined: 6,
    recovered: 7,
    delivered: 8,
    part_failed: 9,
    media_stored: 10,
    media_failed: 11,
    platform_failed: 12,
    sent_again: 13,
    confirmed_arrived: 14,
    given_up: 15,
    discarded: 16,
    restored: 17,
    status_reported: 18,
    status_not_reported: 19,
  });
});

it('every word of the domain has a number, and comes back from it', () => {
  for (const word of Direction.options) expect(directionName(directionNumber[word])).toBe(word);
  for (const word of MessageState.options) expect(stateName(stateNumber[word])).toBe(word);
  for (const word of MessageKind.options) expect(kindName(kindNumber[word])).toBe(word);
  for (const word of Object.keys(eventNumber) as StoredEventKind[]) expect(eventName(eventNumber[word])).toBe(word);
});

it('a number nobody wrote is not taken for something harmless', () => {
  expect(stateName(99)).toBe('quarantined');
  expect(kindName(-1)).toBe('unsupported');
  expect(eventName(42)).toBeNull();
});

it('an error code of another version is shown as internal', () => {
  expect(errorCodeOf('RECORD_DAMAGED')).toBe('RECORD_DAMAGED');
  expect(errorCodeOf('toString')).toBe('INTERNAL');
  expect(errorCodeOf(null)).toBeNull();
});
