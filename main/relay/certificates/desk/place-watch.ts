import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { PlaceEvent } from '../../ports/certificate-places.ts';
import { ourselves, type DeskParts } from './desk-parts.ts';
import { watchVerdict, type WatchVerdict } from './fall-back-rule.ts';
import { watchEnded } from './slots.ts';

/** Counts are written so often while they grow: a kill costs no more of them. */
const saveMs = 10_000;
const retryMs = 5_000;
const longestMs = 1_440 * 60_000;

interface Running {
  readonly since: number;
  readonly stopListening: () => void;
  readonly cancelEnd: () => void;
  cancelSave: (() => void) | null;
  cancelRetry: (() => void) | null;
  /** It has failed; what it was put in use for goes back as soon as the disk takes it. */
  verdict: WatchVerdict | null;
  isOver: boolean;
}

/** `fallBack`: false when nothing can be put back. Rejects when it could not be done for now. */
export type FallBack = (placeId: PlaceId, verdict: WatchVerdict) => Promise<boolean>;

/** Counts what callers do after an activation, and has it taken back when they refuse. */
export class PlaceWatches {
  readonly #parts: DeskParts;
  readonly #fallBack: FallBack;
  readonly #running = new Map<PlaceId, Running>();
  #isStopped = false;

  constructor(parts: DeskParts, fallBack: FallBack) {
    this.#parts = parts;
    this.#fallBack = fallBack;
  }

  /**
   * Follows the watch that stands in the slots, or none. Its end is a length of time from here, not a moment: a clock that is
   * set while the relay runs neither shortens nor prolongs it.
   */
  follow(placeId: PlaceId): void {
    const { shelf, places, clock } = this.#parts;
    const watch = shelf.slots(placeId).watch;
    const running = this.#running.get(placeId);
    if (running !== undefined && running.since === watch?.since) return;
    this.#leave(placeId);
    if (watch === null || this.#isStopped) return;
    const leftMs = Math.min(Math.max(watch.until - clock.now(), 0), longestMs);
    const begun: Running = {
      since: watch.since,
      stopListening: places.watch(placeId, (event) => {
        this.#note(placeId, begun, event);
      }),
      cancelEnd: clock.after(leftMs, () => {
        this.#over(placeId, begun);
      }),
      cancelSave: null,
      cancelRetry: null,
      verdict: null,
      isOver: false,
    };
    this.#running.set(placeId, begun);
    // It may have failed just before the relay ended.
    this.#judge(placeId, begun);
  }

  /** What was counted is written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const { shelf } = this.#parts;
    for (const placeId of [...this.#running.keys()]) {
      this.#leave(placeId);
      await shelf.settle(placeId, shelf.slots(placeId));
    }
  }

  #note(placeId: PlaceId, running: Running, event: PlaceEvent): void {
    const { shelf, onChange } = this.#parts;
    const watch = shelf.slots(placeId).watch;
    if (watch?.since !== running.since) return;
    shelf.tally(placeId, {
      accepted: watch.accepted + Number(event.kind === 'accepted'),
      refused: watch.refused + Number(event.kind === 'refused'),
      silent: watch.silent + Number(event.kind === 'silent'),
      lastRefusal: event.kind === 'refused' ? event.reason.slice(0, 100) : watch.lastRefusal,
    });
    this.#planSave(placeId, running);
    onChange();
    this.#judge(placeId, running);
  }

  #judge(placeId: PlaceId, running: Running): void {
    const watch = this.#parts.shelf.slots(placeId).watch;
    if (watch === null || watch.told || running.verdict !== null) return;
    running.verdict = watchVerdict(watch);
    if (running.verdict !== null) this.#decide(placeId, running, running.verdict);
  }

  #decide(placeId: PlaceId, running: Running, verdict: WatchVerdict): void {
    const { clock, log } = this.#parts;
    void this.#fallBack(placeId, verdict).then(
      (isBack) => {
        if (isBack) return;
        running.verdict = null;
        if (running.isOver) this.#over(placeId, running);
      },
      (thrown: unknown) => {
        log.error('certificates.not_put_back', { placeId, code: toRelayError(thrown).code });
        if (this.#running.get(placeId) !== running) return;
        running.cancelRetry = clock.after(retryMs, () => {
          this.#decide(placeId, running, verdict);
        });
      },
    );
  }

  #over(placeId: PlaceId, running: Running): void {
    const { shelf, lanes, audit, onChange } = this.#parts;
    running.isOver = true;
    void lanes.run(placeId, async () => {
      const slots = shelf.slots(placeId);
      // One that failed in its last moment is still put back.
      if (slots.watch?.since !== running.since || running.verdict !== null || this.#isStopped) return;
      this.#leave(placeId);
      const { accepted, refused, silent } = slots.watch;
      audit.note({
        by: ourselves,
        action: 'certificate_watch_ended',
        channelId: null,
        subject: shelf.held(slots.current)?.view.name ?? placeId,
        detail: `${accepted} accepted, ${refused} refused, ${silent} silent`,
      });
      await shelf.settle(placeId, watchEnded(slots));
      onChange();
    });
  }

  #planSave(placeId: PlaceId, running: Running): void {
    const { clock, shelf } = this.#parts;
    running.cancelSave ??= clock.after(saveMs, () => {
      running.cancelSave = null;
      void this.#parts.lanes.run(placeId, async () => {
        if (this.#running.get(placeId) === running) await shelf.settle(placeId, shelf.slots(placeId));
      });
    });
  }

  #leave(placeId: PlaceId): void {
    const running = this.#running.get(placeId);
    if (running === undefined) return;
    this.#running.delete(placeId);
    running.stopListening();
    running.cancelEnd();
    running.cancelSave?.();
    running.cancelRetry?.();
  }
}
