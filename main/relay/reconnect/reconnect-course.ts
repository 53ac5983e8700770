import type { ChannelSnapshot, ChannelStateKind, Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { LegVerification } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { TestFollower } from '#shared/domain/operations.ts';
import type { EndToEndTest, Receipt, ReconnectRun, RungName } from '#shared/domain/reconnect.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { CatchUpEstimate } from './catch-up-estimate.ts';
import { failingKinds, makeReceipt } from './make-receipt.ts';
import { Abandoned, Patience } from './patience.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import {
  blockingOf,
  guideOf,
  isOver,
  nextStep,
  troublesOf,
  unprovenOf,
  type OwnAddresses,
  type Trouble,
} from './reconnect-rules.ts';
import { RunRecord } from './run-record.ts';
import { begun, closed, ended, freshRungs, skipped } from './rungs.ts';
import type { TokenRation } from './token-ration.ts';
import type { Turns } from './turns.ts';
import { verifiedLegs } from './verified-legs.ts';

/** The other side is given this long to call us. */
const otherSideWaitMs = 20_000;
const lookEveryMs = 500;
const checkLimitMs = 25_000;
const tokenLimitMs = 15_000;
/** A worker ends what it has under way first. */
const restartLimitMs = 60_000;
/** Nothing of the backlog moved for this long: the rest waits for reasons of its own (a closed reply window). */
const stillMs = 30_000;
/** So soon after it asks it looks once more whether that still applies. */
const lookAgainMs = 1_000;
/** The state asks for a whole round of checks that began with the verification; it follows what was seen within seconds. */
const stateWaitMs = 25_000;
const askLimitMs = 24 * 3_600_000;
/** A channel that fails again while it is being verified: so often it is begun anew before a person is asked. */
const mostRounds = 4;

const steadyKinds: ReadonlySet<ChannelStateKind> = new Set<ChannelStateKind>(['connected', 'paused']);

export interface CourseDeps extends ReconnectDeps {
  readonly channelId: ChannelId;
  readonly by: string;
  readonly ration: TokenRation;
  readonly turns: Turns;
}

/** One reconnect of one channel, from the first check to the receipt. */
export class ReconnectCourse {
  readonly record: RunRecord;
  readonly #deps: CourseDeps;
  readonly #before: ChannelSnapshot | null;
  readonly #patience: Patience;
  #checkedFrom: number;
  #repairedFrom: number | null = null;
  #estimate: { readonly reader: CatchUpEstimate; readonly lastSeq: number } | null = null;
  #tried = new Set<RungName>();
  #doubtsShown = false;
  #unprovenShown = false;
  #goOn: (() => void) | null = null;
  #isEnding = false;
  #receipt: Receipt | null = null;

  constructor(deps: CourseDeps) {
    const { channelId, by, clock, newId, watch } = deps;
    this.#deps = deps;
    this.#patience = new Patience(clock);
    this.#before = watch.snapshot(channelId);
    this.#checkedFrom = clock.now();
    const run: ReconnectRun = {
      id: newId(),
      channelId,
      by,
      startedAt: clock.now(),
      endedAt: null,
      phase: 'laddering',
      rungs: freshRungs(),
      guide: [],
      legs: this.#before === null ? [] : [...verifiedLegs([], this.#before.legs)],
      test: null,
      catchUp: null,
      receiptId: null,
      revision: 1,
    };
    this.record = new RunRecord(run, clock, deps.onChange);
  }

  get isOver(): boolean {
    return isOver(this.record.now.phase);
  }

  /** Never rejects. Resolves when the run is over. */
  async work(): Promise<void> {
    const { log, channelId } = this.#deps;
    try {
      await this.#inTurn(() => this.#climb());
    } catch (thrown) {
      if (thrown instanceof Abandoned) return;
      const { code, message } = toRelayError(thrown);
      log.error('reconnect.failed', { channelId, code, detail: message });
      await this.#finish('failed', 'still_failing');
    }
  }

  /** Throws RECONNECT_NOT_POSSIBLE unless it asks. */
  continue(): void {
    if (this.#goOn === null) throw notPossible(this.record.now.phase);
    this.#repairedFrom = this.#deps.clock.now();
    this.#goOn();
  }

  /** Throws RECONNECT_NOT_POSSIBLE when it is over. */
  async cancel(): Promise<void> {
    if (this.#isEnding || this.isOver) throw notPossible(this.record.now.phase);
    this.#patience.end();
    this.#deps.tests.cancel(this.#deps.channelId);
    await this.#finish('cancelled', 'cancelled');
  }

  /** The relay stops: nothing more is told or written. */
  drop(): void {
    this.#isEnding = true;
    this.record.silence();
    this.#patience.end();
  }

  /** Throws RECONNECT_NOT_POSSIBLE when the run was cancelled. A run that is over may be tested still. */
  test(follower: TestFollower): void {
    if (this.record.now.phase === 'cancelled') throw notPossible('cancelled');
    const { tests, channelId } = this.#deps;
    const begunTest = tests.start(channelId, follower, (test) => {
      void this.#noteTest(test);
    });
    this.record.change({ test: begunTest });
  }

  /** The channel's state changed. While it asks: what does not apply any more is done, and when all is, it goes on. */
  stateChanged(): void {
    if (this.#goOn === null) return;
    const troubles = this.#asksAbout();
    this.record.change({ guide: this.#guide(troubles) });
    if (troubles.length === 0) this.#goOn();
  }

  async #climb(): Promise<void> {
    await this.#followBacklog();
    for (let round = 1; ; round += 1) {
      const troubles = await this.#ladder();
      if (troubles.length > 0 || round > mostRounds) {
        await this.#ask(troubles);
        round = 0;
        continue;
      }
      const found = await this.#verify();
      if (found === 'unproven') {
        this.#unprovenShown = true;
        await this.#ask([]);
        round = 0;
        continue;
      }
      if (found === 'trouble' || (await this.#catchUp()) === 'trouble') {
        this.record.change({ phase: 'laddering' });
        continue;
      }
      await this.#settle();
      return;
    }
  }

  /** Climbs until nothing stands in the way, or only a person can go on: then what he is to be asked about. */
  async #ladder(): Promise<readonly Trouble[]> {
    for (;;) {
      const troubles = this.#troubles();
      const next = nextStep({ troubles, tried: this.#tried, doubtsShown: this.#doubtsShown });
      if (next.kind === 'verify') return [];
      if (next.kind === 'ask') return troubles;
      this.#tried.add(next.rung);
      await this.#rung(next.rung, blockingOf(troubles)[0] ?? null);
    }
  }

  async #rung(name: RungName, why: Trouble | null): Promise<void> {
    const { clock, ration } = this.#deps;
    if (name === 'new_token' && !ration.take(clock.monotonic())) {
      this.record.change({ rungs: skipped(this.record.now.rungs, name, why) });
      return;
    }
    this.record.change({ rungs: begun(this.record.now.rungs, name, clock.now()) });
    await this.#act(name);
    await this.#check();
    const trouble = blockingOf(this.#troubles())[0] ?? null;
    this.record.change({ rungs: ended(this.record.now.rungs, name, clock.now(), trouble) });
  }

  /** What goes wrong here shows in the check that follows. */
  async #act(name: RungName): Promise<void> {
    const { repairOf, channelId, log } = this.#deps;
    const repair = repairOf(channelId);
    if (repair === null || name === 'recheck') return;
    try {
      switch (name) {
        case 'new_token':
          return await this.#patience.within(tokenLimitMs, (signal) => repair.renewTokens(signal));
        case 'new_connection':
          repair.renewConnections();
          return;
        case 'restart_worker':
          return await this.#patience.within(restartLimitMs, () => repair.restartWorker());
      }
    } catch (thrown) {
      if (thrown instanceof Abandoned) throw thrown;
      const { code, message } = toRelayError(thrown);
      log.warn('reconnect.rung_failed', { channelId, rung: name, code, detail: message });
    }
  }

  async #check(): Promise<void> {
    const { watch, channelId, clock } = this.#deps;
    if (this.#snapshot().state.kind === 'not_configured') return;
    this.#checkedFrom = clock.now();
    await this.#patience.within(checkLimitMs, async () => {
      await watch.checkNow(channelId);
    });
  }

  async #ask(troubles: readonly Trouble[]): Promise<void> {
    const { clock, turns } = this.#deps;
    const rungs = closed(this.record.now.rungs, clock.now(), blockingOf(troubles)[0] ?? null);
    const about = troubles.length === 0 ? this.#asksAbout() : troubles;
    this.record.change({ phase: 'asking', rungs, guide: this.#guide(about) });
    if (blockingOf(troubles).length === 0) this.#doubtsShown = true;
    turns.giveBack();
    let isLate = false;
    // It may have been put right while the last rung was climbed: then no change is to come that would tell.
    const cancelLook = clock.after(lookAgainMs, () => {
      this.stateChanged();
    });
    try {
      isLate = await this.#answerOf();
    } finally {
      cancelLook();
      this.#goOn = null;
      await turns.take();
    }
    this.#patience.goesOn();
    if (isLate) throw new RelayError('RECONNECT_NOT_POSSIBLE', 'nobody went on');
    this.#tried = new Set();
    this.record.change({ phase: 'laddering', rungs: freshRungs() });
  }

  /** Resolves when a person goes on, or what was asked for is done; true when nobody did within a day. */
  #answerOf(): Promise<boolean> {
    const { signal } = this.#patience;
    return new Promise((resolve, reject) => {
      const cancelLimit = this.#deps.clock.after(askLimitMs, () => {
        resolve(true);
      });
      const stop = (): void => {
        cancelLimit();
        reject(new Abandoned());
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#goOn = () => {
        this.#goOn = null;
        cancelLimit();
        signal.removeEventListener('abort', stop);
        resolve(false);
      };
    });
  }

  async #verify(): Promise<'clear' | 'trouble' | 'unproven'> {
    const { watch, channelId, clock, tests } = this.#deps;
    // One that works is only looked at.
    if (!steadyKinds.has(this.#snapshot().state.kind)) watch.beginVerifying(channelId);
    this.record.change({ phase: 'verifying', guide: this.#guide([]) });
    const since = clock.monotonic();
    for (;;) {
      this.#lookAtLegs();
      await this.#followBacklog();
      if (blockingOf(this.#troubles()).length > 0) return 'trouble';
      const waitedMs = clock.monotonic() - since;
      const isEnough = this.record.now.legs.every(isProven) && unprovenOf(this.#snapshot()).length === 0;
      if ((isEnough || waitedMs >= otherSideWaitMs) && !tests.isUnderWay(channelId)) break;
      await this.#patience.pause(lookEveryMs);
    }
    const unproven = unprovenOf(this.#snapshot());
    return unproven.length === 0 || this.#unprovenShown ? 'clear' : 'unproven';
  }

  async #catchUp(): Promise<'caught_up' | 'trouble'> {
    const { clock } = this.#deps;
    this.record.change({ phase: 'catching_up' });
    let movedAt = clock.monotonic();
    let left = Infinity;
    for (;;) {
      const waiting = await this.#followBacklog();
      this.#lookAtLegs();
      if (blockingOf(this.#troubles()).length > 0) return 'trouble';
      const now = clock.monotonic();
      if (waiting < left) movedAt = now;
      left = waiting;
      const isHeld = this.#snapshot().state.kind === 'paused';
      if (waiting === 0 || isHeld || now - movedAt >= stillMs) return 'caught_up';
      await this.#patience.pause(lookEveryMs);
    }
  }

  /** The state is what says whether the channel is connected; it may need a moment to follow. */
  async #settle(): Promise<void> {
    const { clock } = this.#deps;
    const until = clock.monotonic() + stateWaitMs;
    const isUndecided = (): boolean => {
      const { kind } = this.#snapshot().state;
      return kind === 'verifying' || kind === 'connecting' || failingKinds.has(kind);
    };
    while (isUndecided() && clock.monotonic() < until) await this.#patience.pause(lookEveryMs);
    this.#lookAtLegs();
    const snapshot = this.#snapshot();
    // Still verifying: what waited is not delivered, so nobody may call it connected yet.
    const isClear = unprovenOf(snapshot).length === 0 && blockingOf(this.#troubles()).length === 0;
    const isConnected = !isUndecided() && isClear;
    if (isConnected) await this.#finish('done', 'connected');
    else await this.#finish('failed', 'still_failing');
  }

  async #finish(phase: 'done' | 'failed' | 'cancelled', outcome: Receipt['outcome']): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    const { clock, channelId, noteIncident, by, log } = this.#deps;
    const endedAt = clock.now();
    const blocking = this.#isKnown ? (blockingOf(this.#troubles())[0] ?? null) : null;
    await this.#readBacklog();
    const rungs = closed(this.record.now.rungs, endedAt, phase === 'done' ? null : blocking);
    const receipt = await makeReceipt(this.#deps, { ...this.record.now, rungs }, this.#before, outcome, endedAt);
    this.#receipt = receipt;
    const receiptId = (await this.#putReceipt(receipt)) ? receipt.id : null;
    this.record.change({ phase, endedAt, rungs, catchUp: receipt.catchUp, receiptId });
    log.info('reconnect.ended', { channelId, outcome, code: receipt.code });
    noteIncident(channelId, { kind: 'reconnect_ended', by, code: blocking?.code ?? null, detail: receiptId });
  }

  async #putReceipt(receipt: Receipt): Promise<boolean> {
    const { receipts, log, channelId } = this.#deps;
    try {
      await receipts.put(receipt);
      return true;
    } catch (thrown) {
      log.error('reconnect.receipt_not_stored', { channelId, code: toRelayError(thrown).code });
      return false;
    }
  }

  async #noteTest(test: EndToEndTest): Promise<void> {
    this.record.change({ test });
    if (this.record.now.phase === 'cancelled' || !this.#isKnown) return;
    this.#lookAtLegs();
    if (this.#receipt === null || this.record.now.receiptId === null) return;
    this.#receipt = { ...this.#receipt, endToEnd: test, proofs: this.record.now.legs };
    await this.#putReceipt(this.#receipt);
  }

  #lookAtLegs(): void {
    const { watch, channelId } = this.#deps;
    const since = watch.verification(channelId, this.record.now.startedAt);
    this.record.change({ legs: [...verifiedLegs(since, this.#snapshot().legs)] });
  }

  /** How many wait still. */
  async #followBacklog(): Promise<number> {
    await this.#readBacklog();
    this.#patience.goesOn();
    return this.record.now.catchUp?.waiting ?? 0;
  }

  /** What the store cannot tell now is asked again the next time. */
  async #readBacklog(): Promise<void> {
    const { store, channelId, clock, log } = this.#deps;
    try {
      if (this.#estimate === null) {
        const { total, lastSeq } = await store.waitingNow(channelId);
        this.#estimate = { reader: new CatchUpEstimate(total), lastSeq };
      }
      const { reader, lastSeq } = this.#estimate;
      const settled = await store.settledSince(channelId, this.record.now.startedAt, lastSeq);
      this.record.change({ catchUp: reader.next(settled, clock.monotonic()) });
    } catch (thrown) {
      log.warn('reconnect.backlog_unknown', { channelId, code: toRelayError(thrown).code });
    }
  }

  #troubles(): readonly Trouble[] {
    const { watch, channelId } = this.#deps;
    return troublesOf({
      snapshot: this.#snapshot(),
      probes: watch.probes(channelId),
      checkedFrom: this.#checkedFrom,
      repairedFrom: this.#repairedFrom,
    });
  }

  /** What a person is, or would be, asked about now. */
  #asksAbout(): readonly Trouble[] {
    const troubles = this.#troubles();
    if (troubles.length > 0) return troubles;
    return this.#unprovenShown ? unprovenOf(this.#snapshot()) : [];
  }

  #guide(troubles: readonly Trouble[]): ReconnectRun['guide'] {
    const addresses: OwnAddresses = { callbackUrl: this.#snapshot().callbackUrl, boxUrl: this.#deps.boxUrl() };
    return [...guideOf(troubles, addresses, this.record.now.guide)];
  }

  get #isKnown(): boolean {
    return this.#deps.watch.snapshot(this.#deps.channelId) !== null;
  }

  #snapshot(): ChannelSnapshot {
    const snapshot = this.#deps.watch.snapshot(this.#deps.channelId);
    if (snapshot === null) throw new RelayError('CHANNEL_UNKNOWN', 'the channel is gone');
    return snapshot;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const { turns } = this.#deps;
    await turns.take();
    try {
      this.#patience.goesOn();
      await work();
    } finally {
      turns.giveBack();
    }
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

function notPossible(phase: string): RelayError {
  return new RelayError('RECONNECT_NOT_POSSIBLE', `not while the run is ${phase}`);
}
