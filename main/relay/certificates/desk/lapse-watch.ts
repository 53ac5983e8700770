import { toRelayError } from '#shared/errors/relay-error.ts';
import { ourselves, type DeskParts } from './desk-parts.ts';
import type { PlaceChanges } from './place-changes.ts';
import { lapsed, removed } from './slots.ts';

const lookEveryMs = 3_600_000;

/**
 * Removes earlier certificates whose time is over. Two looks an hour apart must agree: a clock that is far ahead by mistake,
 * and is set right soon, costs no key.
 */
export class LapseWatch {
  readonly #parts: DeskParts;
  readonly #changes: PlaceChanges;
  #seenOver: ReadonlySet<string> = new Set();
  #cancelLook: () => void = () => undefined;

  constructor(parts: DeskParts, changes: PlaceChanges) {
    this.#parts = parts;
    this.#changes = changes;
  }

  start(): void {
    this.#cancelLook = this.#parts.clock.after(lookEveryMs, () => {
      void this.#look();
      this.start();
    });
  }

  stop(): void {
    this.#cancelLook();
  }

  async #look(): Promise<void> {
    const { shelf, clock, lanes, log, onChange } = this.#parts;
    const before = this.#seenOver;
    const over = shelf
      .placeIds()
      .flatMap((placeId) => lapsed(shelf.slots(placeId), clock.now()).map((id) => ({ placeId, id })));
    this.#seenOver = new Set(over.map(({ id }) => id));
    for (const { placeId, id } of over.filter((one) => before.has(one.id))) {
      try {
        await lanes.run(placeId, async () => {
          const slots = shelf.slots(placeId);
          if (!lapsed(slots, clock.now()).includes(id)) return;
          await shelf.commit(placeId, removed(slots, id));
          await this.#changes.discard(id, placeId, ourselves, ', its 30 days are over');
          onChange();
        });
      } catch (thrown) {
        // The next look tries again.
        log.warn('certificates.not_removed', { placeId, recordId: id, code: toRelayError(thrown).code });
      }
    }
  }
}
