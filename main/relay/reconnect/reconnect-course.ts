import type { TestFollower } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { Asking } from './asking.ts';
import { Backlog } from './backlog.ts';
import { Ladder } from './ladder.ts';
import type { LookPace } from './look-pace.ts';
import { Abandoned, Patience } from './patience.ts';
import { Proving } from './proving.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import { blockingOf, isOver, type Trouble } from './reconnect-rules.ts';
import { RunEnd } from './run-end.ts';
import { RunRecord } from './run-record.ts';
import { RunView } from './run-view.ts';
import { closed, freshRungs } from './rungs.ts';
import type { TokenRation } from './token-ration.ts';
import { Turn, type Turns } from './turns.ts';
import { verifiedLegs } from './verified-legs.ts';

/** So soon after it asks it looks once more whether that still applies. */
const lookAgainMs = 1_000;
/** A channel that fails again while it is being verified: so often it is begun anew before a person is asked. */
const mostRounds = 4;

export interface CourseDeps extends ReconnectDeps {
  readonly channelId: ChannelId;
  readonly by: string;
  readonly ration: TokenRation;
  readonly turns: Turns;
  readonly pace: LookPace;
}

/** One reconnect of one channel, from the first check to the receipt. */
export class ReconnectCourse {
  readonly record: RunRecord;
  readonly #deps: CourseDeps;
  readonly #patience: Patience;
  readonly #turn: Turn;
  readonly #view: RunView;
  readonly #backlog: Backlog;
  readonly #ladder: Ladder;
  readonly #proving: Proving;
  readonly #asking: Asking;
  readonly #end: RunEnd;
  #doubtsShown = false;

  constructor(deps: CourseDeps) {
    const { channelId, by, clock, newId, watch } = deps;
    this.#deps = deps;
    const before = watch.snapshot(channelId);
    const run: ReconnectRun = {
      id: newId(),
      channelId,
      by,
      startedAt: clock.now(),
      endedAt: null,
      phase: 'laddering',
      rungs: freshRungs(),
      guide: [],
      legs: before === null ? [] : [...verifiedLegs([], before.legs)],
      test: null,
      catchUp: null,
      receiptId: null,
      revision: 1,
    };
    this.record = new RunRecord(run, clock, deps.onChange);
    this.#patience = new Patience(clock);
    this.#turn = new Turn(deps.turns);
    this.#view = new RunView(deps, channelId, this.record);
    this.#backlog = new Backlog(deps, channelId, this.record);
    this.#ladder = new Ladder(deps, this.record, this.#view, this.#patience);
    this.#proving = new Proving({ ...deps, turn: this.#turn }, this.record, this.#view, this.#backlog, this.#patience);
    this.#asking = new Asking(clock, this.#patience);
    this.#end = new RunEnd({ ...deps, before }, this.record, this.#view, this.#backlog);
  }

  get isOver(): boolean {
    return isOver(this.record.now.phase);
  }

  /** Never rejects. Resolves when the run is over. */
  async work(): Promise<void> {
    const { log, channelId } = this.#deps;
    try {
      await this.#climb();
    } catch (thrown) {
      if (thrown instanceof Abandoned) return;
      const { code, message } = toRelayError(thrown);
      log.error('reconnect.failed', { channelId, code, detail: message });
      await this.#end.reach('failed');
    } finally {
      this.#turn.giveBack();
    }
  }

  /** Throws RECONNECT_NOT_POSSIBLE unless it asks. */
  continue(): void {
    if (!this.#asking.isOpen) throw notPossible(this.record.now.phase);
    this.#view.repairedFrom = this.#deps.clock.now();
    this.#asking.goOn();
  }

  /** Throws RECONNECT_NOT_POSSIBLE when it is over. */
  async cancel(): Promise<void> {
    if (this.#end.hasBegun || this.isOver) throw notPossible(this.record.now.phase);
    this.#patience.end();
    this.#deps.tests.cancel(this.#deps.channelId);
    await this.#end.reach('cancelled');
  }

  /** The relay stops: nothing more is told or written. */
  drop(): void {
    this.#end.drop();
    this.record.silence();
    this.#patience.end();
  }

  /** Throws RECONNECT_NOT_POSSIBLE when the run was cancelled. A run that is over may be tested still. */
  test(follower: TestFollower): void {
    if (this.record.now.phase === 'cancelled') throw notPossible('cancelled');
    const { tests, channelId } = this.#deps;
    const begunTest = tests.start(channelId, follower, (test) => {
      void this.#end.noteTest(test);
    });
    this.record.change({ test: begunTest });
  }

  /** The channel's state changed. While it asks: what does not apply any more is done, and when all is, it goes on. */
  stateChanged(): void {
    if (!this.#asking.isOpen) return;
    const troubles = this.#view.asksAbout();
    this.record.change({ guide: this.#view.guide(troubles) });
    if (troubles.length === 0) this.#asking.goOn();
  }

  async #climb(): Promise<void> {
    await this.#turn.take();
    this.#patience.goesOn();
    await this.#proving.followBacklog();
    for (let round = 1; ; round += 1) {
      await this.#turn.take();
      this.#patience.goesOn();
      const troubles = await this.#ladder.climb(this.#doubtsShown);
      if (troubles.length > 0 || round > mostRounds) {
        await this.#ask(troubles);
        round = 0;
        continue;
      }
      const found = await this.#proving.verify();
      if (found === 'unproven') {
        this.#view.unprovenShown = true;
        await this.#ask([]);
        round = 0;
        continue;
      }
      if (found === 'trouble' || (await this.#proving.catchUp()) === 'trouble') {
        this.record.change({ phase: 'laddering' });
        continue;
      }
      await this.#end.reach(await this.#proving.settle());
      return;
    }
  }

  async #ask(troubles: readonly Trouble[]): Promise<void> {
    const { clock } = this.#deps;
    const [blocking = null] = blockingOf(troubles);
    const rungs = closed(this.record.now.rungs, clock.now(), blocking);
    const about = troubles.length === 0 ? this.#view.asksAbout() : troubles;
    this.record.change({ phase: 'asking', rungs, guide: this.#view.guide(about) });
    if (blocking === null) this.#doubtsShown = true;
    this.#turn.giveBack();
    // It may have been put right while the last rung was climbed: then no change is to come that would tell.
    const cancelLook = clock.after(lookAgainMs, () => {
      this.stateChanged();
    });
    const answer = await this.#asking.open().finally(cancelLook);
    if (answer === 'late') throw new RelayError('RECONNECT_NOT_POSSIBLE', 'nobody went on');
    if (blocking !== null) await this.#backlog.countAnew();
    this.#patience.goesOn();
    this.#ladder.begin();
  }
}

function notPossible(phase: string): RelayError {
  return new RelayError('RECONNECT_NOT_POSSIBLE', `not while the run is ${phase}`);
}
