import { describe, expect, it } from 'vitest';
import { anyOutline, outlineTest, packedRest, packedWhose } from '#relay/storage/sqlite/search/outlines.ts';
import { allDirections, allStates, directionNumber, kindNumber } from '#relay/storage/sqlite/record-codes.ts';
import { openLanes, openStates } from '#relay/storage/sqlite/search/open-lanes.ts';
import { MessageKind } from '#shared/domain/message.ts';

const kinds = MessageKind.options.map((kind) => kindNumber[kind]);
const directions = allDirections.map((direction) => directionNumber[direction]);
const channels = [0, 1, 499, 1_000_000];
const contacts = [null, 0, 1, 4_000_000_000];

describe('what never changes of a message', () => {
  it('is told apart in two numbers, whatever it is', () => {
    for (const kind of kinds) {
      for (const direction of directions) {
        for (const channelNo of channels) {
          const rest = packedRest({ channelNo, direction, kind, contactNo: 3 });
          expect(rest).toBeGreaterThan(0);
          for (const other of kinds) {
            expect(outlineTest({ ...anyOutline, kinds: new Set([other]) })(4, rest)).toBe(other === kind);
          }
          for (const other of directions) {
            expect(outlineTest({ ...anyOutline, directions: new Set([other]) })(4, rest)).toBe(other === direction);
          }
          for (const other of channels) {
            expect(outlineTest({ ...anyOutline, channels: new Set([other]) })(4, rest)).toBe(other === channelNo);
          }
        }
      }
    }
  });

  it('says whose it is, or that it is nobody’s', () => {
    for (const contactNo of contacts) {
      const outline = { channelNo: 1, direction: 0, kind: 0, contactNo };
      const test = outlineTest({ ...anyOutline, contacts: new Set([1]) });
      expect(test(packedWhose(outline), packedRest(outline))).toBe(contactNo === 1);
      expect(outlineTest(anyOutline)(packedWhose(outline), packedRest(outline))).toBe(true);
    }
  });

  it('is wanted by nobody where there is no message', () => {
    expect(outlineTest(anyOutline)(0, 0)).toBe(false);
    expect(outlineTest({ ...anyOutline, contacts: new Set() })(1, 1)).toBe(false);
  });
});

describe('what is not delivered', () => {
  it('lies in every state but one, for each channel and direction', () => {
    expect([...openStates, 'delivered'].toSorted()).toEqual(allStates.toSorted());
    expect(openLanes(openStates, [1, 2, 3], null)).toHaveLength(openStates.length * 3 * 2);
    expect(openLanes(['expired'], [2], ['outbound'])).toEqual([{ state: 4, channelNo: 2, direction: 1 }]);
  });
});
