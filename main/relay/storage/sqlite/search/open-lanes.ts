import type { Direction, MessageState } from '#shared/domain/message.ts';
import { allDirections, allStates, directionNumber, stateNumber } from '../record-codes.ts';
import type { OpenLane } from './store-lanes.ts';

/** Every state but that of what was delivered. */
export const openStates: readonly MessageState[] = allStates.filter((state) => state !== 'delivered');

/** Where the store's index of what is not delivered holds messages in these states. `directions`: null for both. */
export function openLanes(
  states: readonly MessageState[],
  channelNumbers: readonly number[],
  directions: readonly Direction[] | null,
): OpenLane[] {
  return states.flatMap((state) =>
    channelNumbers.flatMap((channelNo) =>
      (directions ?? allDirections).map((direction) => ({
        state: stateNumber[state],
        channelNo,
        direction: directionNumber[direction],
      })),
    ),
  );
}
