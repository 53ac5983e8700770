import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { wantsRound } from '../core/channel-state.ts';
import type { SeenFault } from '../core/leg-book.ts';
import { limitedSignal } from '../core/limited-signal.ts';
import { isNeverProbed, probeAfterMs, probeMs } from '../core/probe-policy.ts';
import type { CheckResult } from '../ports/delivery-target.ts';
import type { OwnLeg, WatchedChannel } from './channel-service-watched.ts';

/** A leg of ours without proof for this long is checked. */
const quietMs = 60_000;
/** A full round that is waited for is tried again after this. */
const againMs = 2_000;
const checkLimitMs = 20_000;
/** After a wake or a new network a leg that fails is looked at often for so long. */
const eagerMs = 60_000;
/** A refused secret is asked for again after a wake or a new network, but no more often than this. */
const refusedSecretMs = 5 * 60_000;

export interface ChannelChecksDeps {
  readonly channel: WatchedChannel;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly channels: () => number;
  readonly onResult: (leg: OwnLeg, result: CheckResult) => void;
}

/** Our own checks of one channel: when which way out is asked, and what a full round of them said. */
export class ChannelChecks {
  readonly #deps: ChannelChecksDeps;
  readonly #ended = new Set<OwnLeg>();
  /** On the steady clock. */
  readonly #lastAt: Record<OwnLeg, number> = {
    wechatOut: Number.NEGATIVE_INFINITY,
    cxoneOut: Number.NEGATIVE_INFINITY,
  };
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #eagerUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: ChannelChecksDeps) {
    this.#deps = deps;
  }

  /** Begins what is due. To be called every second or so; cheap when nothing is. */
  look(): void {
    if (this.#running !== null || this.#next !== null) return;
    const due = this.#due(this.#deps.clock.monotonic());
    if (due.length > 0) void this.#run(due);
  }

  /** A full round that begins now, or as soon as the one under way has ended. */
  round(): Promise<void> {
    if (this.#running === null) return this.#run(this.#legs);
    // All who ask while one is under way share the next: that one may look at one leg only, or have begun too early.
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#run(this.#legs);
    });
    return this.#next;
  }

  /**
   * The same after a wake or a new network, where a secret that was refused a moment ago is left alone: asking often with
   * it may get the account frozen. False: for that reason no full round is made.
   */
  roundAnew(): boolean {
    const now = this.#deps.clock.monotonic();
    this.#eagerUntil = now + eagerMs;
    if (
      this.#legs.some((leg) => isNeverProbed(this.#newestFault(leg)?.code) && now - this.#lastAt[leg] < refusedSecretMs)
    ) {
      return false;
    }
    void this.round();
    return true;
  }

  /** How long after a failed check the next comes, milliseconds, if it is one that comes by itself. */
  againInMs(leg: OwnLeg, code: ErrorCode): number {
    const row = this.#deps.channel.records[leg].faults[0];
    const ageMs = row === undefined ? 0 : this.#deps.clock.monotonic() - row.sinceSteady;
    return this.#afterMs(leg, code, false, ageMs) ?? probeMs;
  }

  get #legs(): readonly OwnLeg[] {
    return this.#deps.channel.checkedLegs;
  }

  #due(now: number): readonly OwnLeg[] {
    const { channel } = this.#deps;
    const { health, lastRound, records } = channel;
    // What is switched off is left alone; whoever asks for a check gets it.
    if (health.state.kind === 'stopped') return [];
    const awaitsRound = wantsRound(health, lastRound);
    const due = this.#legs.filter((leg) => {
      const sinceCheck = now - this.#lastAt[leg];
      const fault = this.#newestFault(leg);
      if (fault !== null && health.doubt === null) return sinceCheck >= this.#faultPauseMs(leg, fault, now);
      if (awaitsRound) return sinceCheck >= againMs;
      return sinceCheck >= quietMs && now - (records[leg].provenSteady ?? Number.NEGATIVE_INFINITY) >= quietMs;
    });
    // What was broken is called whole only after a full round.
    return awaitsRound && due.length > 0 ? this.#legs : due;
  }

  #faultPauseMs(leg: OwnLeg, { code, nextTryAt, sinceSteady }: SeenFault, now: number): number {
    return this.#afterMs(leg, code, nextTryAt === null, now - sinceSteady) ?? Infinity;
  }

  #afterMs(leg: OwnLeg, code: ErrorCode, operatorMustAct: boolean, faultAgeMs: number): number | null {
    const { channel, clock, channels } = this.#deps;
    return probeAfterMs({
      code,
      operatorMustAct,
      faultAgeMs,
      messagesWait: channel.parts.lanes[leg].oldestWaitingAt() !== null,
      isEager: clock.monotonic() < this.#eagerUntil,
      channels: channels(),
    });
  }

  /** The last thing that was seen decides when to look again, not the gravest. */
  #newestFault(leg: OwnLeg): SeenFault | null {
    const { faults } = this.#deps.channel.records[leg];
    return faults.reduce<SeenFault | null>(
      (newest, fault) => (newest === null || fault.atSteady >= newest.atSteady ? fault : newest),
      null,
    );
  }

  #run(legs: readonly OwnLeg[]): Promise<void> {
    const running = this.#check(legs).finally(() => {
      this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #check(legs: readonly OwnLeg[]): Promise<void> {
    const { channel, clock, onResult } = this.#deps;
    const beganAt = clock.monotonic();
    const limit = limitedSignal(this.#deps.signal, checkLimitMs, clock);
    const passed = await Promise.all(
      legs.map(async (leg) => {
        this.#lastAt[leg] = beganAt;
        const target = channel.parts.targets[leg];
        const result = await checked(() => target.check(limit.signal));
        // Of a target that was replaced meanwhile, and of our own stopping, nothing is concluded.
        if (this.#deps.signal.aborted || channel.parts.targets[leg] !== target) return null;
        this.#ended.add(leg);
        onResult(leg, result);
        return result.ok;
      }),
    ).finally(() => {
      limit.end();
    });
    if (this.#deps.signal.aborted) return;
    const all = this.#legs;
    channel.checked = all.every((leg) => this.#ended.has(leg));
    if (all.every((leg) => legs.includes(leg)) && !passed.includes(null)) {
      channel.lastRound = { beganAt, passed: passed.every((ok) => ok === true) };
    }
    channel.dirty = true;
  }
}

/** Targets never reject; a mistake of ours must not stop the checks for good. */
async function checked(run: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await run();
  } catch {
    return { ok: false, code: 'INTERNAL', platformCode: null, value: null, retryable: true };
  }
}
