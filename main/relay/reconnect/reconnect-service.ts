import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { SeenMessage } from './follower-tests.ts';
import { LookPace } from './look-pace.ts';
import { ReconnectCourse } from './reconnect-course.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import { TokenRation } from './token-ration.ts';
import { Turns } from './turns.ts';

/** So many channels are worked on at a time; those that wait for a person, or for evidence, do not count. */
const atATime = 8;

/**
 * Brings channels back: climbs the ladder, asks where only a person can go on, verifies every leg, follows the backlog and
 * writes a receipt. Channels do not affect each other. Runs live in memory: one cut off by a restart is gone, and only the
 * audit tells that it began.
 */
export class ReconnectService {
  readonly #deps: ReconnectDeps;
  /** The run under way of each channel, or its last one. */
  readonly #courses = new Map<ChannelId, ReconnectCourse>();
  readonly #rations = new Map<ChannelId, TokenRation>();
  readonly #turns = new Turns(atATime);
  readonly #pace = new LookPace();
  readonly #stopListening: () => void;
  #stopped = false;

  constructor(deps: ReconnectDeps) {
    this.#deps = deps;
    this.#stopListening = deps.watch.onState(({ channelId }) => {
      this.#courses.get(channelId)?.stateChanged();
    });
  }

  /** Begins a run of each channel; one under way goes on. Throws CHANNEL_UNKNOWN, and then begins none. */
  start(input: { readonly channelIds: readonly ChannelId[]; readonly by: string }): ReconnectRun[] {
    const { watch } = this.#deps;
    const channelIds = [...new Set(input.channelIds)];
    for (const channelId of channelIds) {
      if (watch.snapshot(channelId) === null) throw new RelayError('CHANNEL_UNKNOWN', 'no such channel');
    }
    return channelIds.map((channelId) => this.#begin(channelId, input.by));
  }

  /** Throws RECONNECT_NOT_FOUND, RECONNECT_NOT_POSSIBLE unless it asks. */
  continue({ runId, by }: { readonly runId: string; readonly by: string }): ReconnectRun {
    const course = this.#find(runId);
    course.continue();
    this.#note(course, 'reconnect', by, 'continue');
    return course.record.now;
  }

  /** Resolves when the receipt is written. Throws RECONNECT_NOT_FOUND, RECONNECT_NOT_POSSIBLE when it is over. */
  async cancel({ runId, by }: { readonly runId: string; readonly by: string }): Promise<ReconnectRun> {
    const course = this.#find(runId);
    const ending = course.cancel();
    this.#note(course, 'reconnect_cancel', by, null);
    await ending;
    return course.record.now;
  }

  /**
   * Asks a registered test follower for a code word. It may be done as long as the run was not cancelled; while the word is
   * waited for, at most 5 minutes, verifying does not end. Throws RECONNECT_NOT_FOUND, RECONNECT_NOT_POSSIBLE,
   * TEST_FOLLOWER_UNKNOWN.
   */
  test(input: { readonly runId: string; readonly openId: OpenId; readonly by: string }): ReconnectRun {
    const course = this.#find(input.runId);
    const followers = this.#deps.testFollowers(course.record.now.channelId);
    const follower = followers.find(({ openId }) => openId === input.openId);
    if (follower === undefined) throw new RelayError('TEST_FOLLOWER_UNKNOWN', 'not registered for this channel');
    course.test(follower);
    this.#note(course, 'reconnect', input.by, 'test');
    return course.record.now;
  }

  /** The run under way of each channel, or the last one since the relay's start. */
  runs(): ReconnectRun[] {
    return [...this.#courses.values()].map(({ record }) => record.now);
  }

  runOf(channelId: ChannelId): ReconnectRun | null {
    return this.#courses.get(channelId)?.record.now ?? null;
  }

  /** To be called for every message of an end user once it is on disk. */
  seen(message: SeenMessage): void {
    this.#deps.tests.seen(message);
  }

  /** The relay stops: runs under way are dropped without a receipt. */
  stop(): void {
    this.#stopped = true;
    this.#stopListening();
    this.#deps.tests.stop();
    for (const course of this.#courses.values()) course.drop();
  }

  #begin(channelId: ChannelId, by: string): ReconnectRun {
    const underWay = this.#courses.get(channelId);
    if (underWay !== undefined && !underWay.isOver) return underWay.record.now;
    if (this.#stopped) throw new RelayError('RECONNECT_NOT_POSSIBLE', 'the relay stops');
    // A test of the run before is over with it.
    this.#deps.tests.cancel(channelId);
    const ration = this.#rations.get(channelId) ?? new TokenRation();
    this.#rations.set(channelId, ration);
    const shared = { turns: this.#turns, pace: this.#pace };
    const course = new ReconnectCourse({ ...this.#deps, ...shared, channelId, by, ration });
    this.#courses.set(channelId, course);
    this.#note(course, 'reconnect', by, null);
    this.#deps.noteIncident(channelId, { kind: 'reconnect_started', by, code: null, detail: null });
    void course.work();
    return course.record.now;
  }

  #find(runId: string): ReconnectCourse {
    for (const course of this.#courses.values()) if (course.record.now.id === runId) return course;
    throw new RelayError('RECONNECT_NOT_FOUND', 'no such run');
  }

  #note(
    { record }: ReconnectCourse,
    action: 'reconnect' | 'reconnect_cancel',
    by: string,
    detail: string | null,
  ): void {
    const { channelId, id } = record.now;
    this.#deps.audit.note({ by, action, channelId, subject: id, detail });
  }
}
