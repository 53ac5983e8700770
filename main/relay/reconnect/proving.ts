import type { ChannelStateKind, Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { LegVerification } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Backlog } from './backlog.ts';
import type { LookPace } from './look-pace.ts';
import { failingKinds } from './make-receipt.ts';
import type { Patience } from './patience.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import type { EndPhase } from './run-end.ts';
import type { RunRecord } from './run-record.ts';
import type { RunView } from './run-view.ts';
import type { Turn } from './turns.ts';

/** The other side is given this long to call us. */
const otherSideWaitMs = 20_000;
const lookEveryMs = 500;
/** Nothing of the backlog moved for this long: the rest waits for reasons of its own (a closed reply window). */
const stillMs = 30_000;
/**
 * A next try that is nearer than this is waited for: WeChat's quota of a minute (45011) is over after a minute, and a run that
 * gave up before would call a channel failing that only waits for it.
 */
const nearTryMs = 90_000;
/** The state asks for a whole round of checks that began with the verification; it follows what was seen within seconds. */
const stateWaitMs = 25_000;

const steadyKinds: ReadonlySet<ChannelStateKind> = new Set<ChannelStateKind>(['connected', 'paused']);

export interface ProvingDeps extends Pick<ReconnectDeps, 'watch' | 'clock' | 'tests' | 'repairOf'> {
  readonly channelId: ChannelId;
  readonly turn: Turn;
  readonly pace: LookPace;
}

/** Nothing stands in the way any more: the legs are proven, what waited is delivered, and the state says what came of it. */
export class Proving {
  readonly #deps: ProvingDeps;
  readonly #record: RunRecord;
  readonly #view: RunView;
  readonly #backlog: Backlog;
  readonly #patience: Patience;
  #readAt = Number.NEGATIVE_INFINITY;
  #waiting = 0;

  constructor(deps: ProvingDeps, record: RunRecord, view: RunView, backlog: Backlog, patience: Patience) {
    this.#deps = deps;
    this.#record = record;
    this.#view = view;
    this.#backlog = backlog;
    this.#patience = patience;
  }

  /** Each leg by the strongest proof to be had. trouble: something stands in the way again. */
  async verify(): Promise<'clear' | 'trouble' | 'unproven'> {
    const { watch, channelId, clock, tests, turn, pace } = this.#deps;
    // One that works is only looked at.
    if (!steadyKinds.has(this.#view.state.kind)) watch.beginVerifying(channelId);
    this.#record.change({ phase: 'verifying', guide: this.#view.guide([]) });
    const since = clock.monotonic();
    const ended = pace.begin();
    try {
      for (;;) {
        this.#view.lookAtLegs();
        await this.followBacklog();
        if (this.#view.blocking() !== null) return 'trouble';
        const waitedMs = clock.monotonic() - since;
        const isEnough = this.#record.now.legs.every(isProven) && this.#view.unproven().length === 0;
        if ((isEnough || waitedMs >= otherSideWaitMs) && !tests.isUnderWay(channelId)) break;
        // From here on only evidence is waited for, which is no work: another channel may be worked on.
        turn.giveBack();
        await this.#patience.pause(lookEveryMs);
      }
    } finally {
      ended();
    }
    return this.#view.unproven().length === 0 || this.#view.unprovenShown ? 'clear' : 'unproven';
  }

  async catchUp(): Promise<'caught_up' | 'trouble'> {
    const { clock, turn, pace } = this.#deps;
    this.#record.change({ phase: 'catching_up' });
    turn.giveBack();
    let movedAt = clock.monotonic();
    let left = Infinity;
    const ended = pace.begin();
    try {
      for (;;) {
        const waiting = await this.followBacklog();
        this.#view.lookAtLegs();
        if (this.#view.blocking() !== null) return 'trouble';
        const now = clock.monotonic();
        if (waiting < left || this.#triesSoon()) movedAt = now;
        left = waiting;
        const isHeld = this.#view.state.kind === 'paused';
        if (waiting === 0 || isHeld || now - movedAt >= stillMs) return 'caught_up';
        await this.#patience.pause(lookEveryMs);
      }
    } finally {
      ended();
    }
  }

  /** The state is what says whether the channel is connected; it may need a moment to follow. */
  async settle(): Promise<Exclude<EndPhase, 'cancelled'>> {
    const { clock } = this.#deps;
    const until = clock.monotonic() + stateWaitMs;
    while (this.#isUndecided() && clock.monotonic() < until) await this.#patience.pause(lookEveryMs);
    this.#view.lookAtLegs();
    if (this.#isUndecided() || this.#view.blocking() !== null) return 'failed';
    // Held by an operator: nothing is handed on, so nobody may call it connected, or verified.
    if (this.#view.state.kind === 'paused') return 'paused';
    return this.#view.unproven().length === 0 ? 'done' : 'failed';
  }

  #triesSoon(): boolean {
    const inMs = this.#deps.repairOf(this.#deps.channelId)?.nextTryInMs() ?? null;
    return inMs !== null && inMs > 0 && inMs <= nearTryMs;
  }

  /** How many wait still, as far as was last asked. */
  async followBacklog(): Promise<number> {
    const { clock, pace } = this.#deps;
    if (clock.monotonic() - this.#readAt >= pace.everyMs) {
      this.#waiting = await this.#backlog.read();
      this.#readAt = clock.monotonic();
    }
    this.#patience.goesOn();
    return this.#waiting;
  }

  /** Still verifying: what waited is not delivered, so nobody may call it connected yet. */
  #isUndecided(): boolean {
    const { kind } = this.#view.state;
    return kind === 'verifying' || kind === 'connecting' || failingKinds.has(kind);
  }
}

/** For the other side's legs a check of our own is no reason to stop waiting for its call. */
function isProven({ leg, strength }: LegVerification): boolean {
  return strength !== null && !(isTheirs(leg) && ownStrengths.has(strength));
}

const ownStrengths: ReadonlySet<ProofStrength> = new Set<ProofStrength>(['own_check']);

function isTheirs(leg: Leg): boolean {
  return leg === 'wechatIn' || leg === 'cxoneIn';
}
