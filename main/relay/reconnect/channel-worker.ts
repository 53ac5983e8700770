import type { Direction } from '#shared/domain/message.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PendingMessage } from '../ports/relay-store.ts';

/** What was under way gets this long: longer than any call of the connectors that carries a text. */
const defaultGraceMs = 15_000;

/** One leg's dispatcher, as the rest of the relay uses it. */
export interface Lane {
  start(): void;
  stop(graceMs: number): Promise<void>;
  offer(message: PendingMessage): void;
  readmit(message: PendingMessage): void;
  withdraw(contactNo: number, seq: number): void;
  /** A decision on the message is on its way to the disk; what is returned tells that it is there, or refused. */
  deciding(seq: number): () => void;
  windowOpened(contactNo: number): void;
  probePassed(): void;
  repaired(): void;
  oldestWaitingAt(): number | null;
  nextTryInMs(): number | null;
  /** Nothing is sent until `release`. */
  hold(): void;
  release(): void;
  readonly isOpen: boolean;
  readonly inFlight: number;
}

/** What does the work of one channel, until it is restarted. */
export interface Crew {
  readonly inbound: Lane;
  readonly outbound: Lane;
  /** Gives back what the crew took of limits that channels share; after it has stopped. */
  release(): void;
}

export interface ChannelWorkerDeps {
  /** Makes both dispatchers with their targets, as they are made at the start. */
  readonly build: () => Crew;
  /**
   * False while the disk takes no notes: what is under way could not be settled then, and would stay claimed until the next
   * start of the relay. Left out: always.
   */
  readonly mayRestart?: () => boolean;
  /**
   * Attempts of this channel that have begun and, after the stop, no end: they are recovered as after a restart of the relay.
   * There are some only when the disk refused to take their settlement. Left out, nobody sends them twice, and the next start
   * of the relay recovers them.
   */
  readonly recoverClaims?: () => Promise<void>;
  readonly log: Logger;
  readonly graceMs?: number;
}

/**
 * The two legs of one channel that can be ended and begun anew while the relay runs. Whoever holds `inbound` and `outbound`
 * keeps them: they pass everything on to the crew that works now. What is handed over while nobody works is on disk, where
 * the next crew finds it.
 */
export class ChannelWorker {
  readonly inbound: Lane;
  readonly outbound: Lane;
  readonly #deps: ChannelWorkerDeps;
  #crew: Crew;
  #isStarted = false;
  #isStopped = false;
  readonly #held: Record<Direction, boolean> = { inbound: false, outbound: false };
  #restarting: Promise<void> | null = null;

  constructor(deps: ChannelWorkerDeps) {
    this.#deps = deps;
    this.#crew = deps.build();
    this.inbound = this.#lane('inbound');
    this.outbound = this.#lane('outbound');
  }

  /** `outboundAfter`: replies begin to leave when this has resolved; it never rejects. */
  start(outboundAfter: Promise<unknown> | null = null): void {
    this.#isStarted = true;
    this.#crew.inbound.start();
    if (outboundAfter === null) this.#crew.outbound.start();
    else void outboundAfter.then(() => this.#crew.outbound.start());
  }

  /** For good. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true;
    await Promise.all([this.#crew.inbound.stop(graceMs), this.#crew.outbound.stop(graceMs)]);
    await this.#restarting;
  }

  /** Ends and begins the work. One restart at a time; who asks meanwhile waits for it. Never rejects. */
  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  async #restart(): Promise<void> {
    if (!this.#isStarted || this.#isStopped) return;
    const { log, mayRestart, recoverClaims, build, graceMs = defaultGraceMs } = this.#deps;
    if (mayRestart?.() === false) {
      log.warn('worker.not_restarted', { code: 'STORE_WRITE_FAILED' });
      return;
    }
    const ending = this.#crew;
    await Promise.all([ending.inbound.stop(graceMs), ending.outbound.stop(graceMs)]);
    try {
      await recoverClaims?.();
    } catch (thrown) {
      // They stay claimed, and nobody sends them twice; the next start of the relay recovers them.
      log.error('worker.claims_not_recovered', { code: toRelayError(thrown).code });
    }
    if (this.#isStopped) return;
    const crew = build();
    ending.release();
    for (const direction of ['inbound', 'outbound'] as const) if (this.#held[direction]) crew[direction].hold();
    this.#crew = crew;
    this.start();
    log.info('worker.restarted', {});
  }

  #lane(direction: Direction): Lane {
    const now = (): Lane => this.#crew[direction];
    const held = this.#held;
    return {
      start: () => now().start(),
      stop: (graceMs) => now().stop(graceMs),
      offer: (message) => now().offer(message),
      readmit: (message) => now().readmit(message),
      withdraw: (contactNo, seq) => now().withdraw(contactNo, seq),
      deciding: (seq) => now().deciding(seq),
      windowOpened: (contactNo) => now().windowOpened(contactNo),
      probePassed: () => now().probePassed(),
      repaired: () => now().repaired(),
      oldestWaitingAt: () => now().oldestWaitingAt(),
      nextTryInMs: () => now().nextTryInMs(),
      hold: () => {
        held[direction] = true;
        now().hold();
      },
      release: () => {
        held[direction] = false;
        now().release();
      },
      get isOpen() {
        return now().isOpen;
      },
      get inFlight() {
        return now().inFlight;
      },
    };
  }
}
