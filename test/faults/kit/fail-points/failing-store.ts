import type { Direction } from '#shared/domain/message.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { openSqliteStore as openRealStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { failPoint, isFailPoint } from './fail-point.ts';

type Options = Parameters<typeof openRealStore>[0];

/** Longer than an acknowledgement takes to leave. */
const heldClaimMs = 2_000;

/** The real store, with fail points around what it promises. Replaces it in the test build. */
export function openSqliteStore(options: Options): RelayStore {
  const store = openRealStore(options);
  const directions = new Map<number, Direction>();
  const wrapped: Pick<RelayStore, 'accept' | 'claim' | 'settle'> = {
    accept: async (message) => {
      failPoint(message.direction, 'received');
      const result = await store.accept(message);
      directions.set(result.seq, message.direction);
      if (result.kind === 'stored') failPoint(message.direction, 'stored');
      return result;
    },
    claim: async (...claimed) => {
      const direction = directions.get(claimed[0]) ?? 'inbound';
      // Nothing may have begun when the relay dies after its acknowledgement.
      if (isFailPoint(direction, 'acknowledged')) await new Promise((resolve) => setTimeout(resolve, heldClaimMs));
      const isOurs = await store.claim(...claimed);
      if (isOurs) failPoint(direction, 'claimed');
      return isOurs;
    },
    settle: async (settlement) => {
      await store.settle(settlement);
      failPoint(directions.get(settlement.seq) ?? 'inbound', 'settled');
    },
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name in wrapped) return wrapped[name as keyof typeof wrapped];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
