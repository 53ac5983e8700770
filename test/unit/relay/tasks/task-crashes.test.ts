import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageTask } from '#shared/domain/message-task.ts';
import { found, TaskWorld } from './task-world.ts';

const messages = 130;
const everySeq = Array.from({ length: messages }, (_, place) => place + 1);

type Step =
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'act'; readonly act: 'hold' | 'resume' | 'cancel' }
  /** The relay ends after so many more writes; `isDone`: the last of them is on disk. */
  | { readonly kind: 'crash'; readonly after: number; readonly isDone: boolean }
  | { readonly kind: 'stop' }
  | { readonly kind: 'records_fail'; readonly on: boolean }
  | { readonly kind: 'acts_fail'; readonly isDone: boolean; readonly ms: number }
  | { readonly kind: 'wall'; readonly byMs: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(100, 300, 1_100) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      act: fc.constantFrom('hold' as const, 'resume' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'act' as const, act: 'cancel' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      after: fc.integer({ min: 1, max: 40 }),
      isDone: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('records_fail' as const), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('acts_fail' as const),
      isDone: fc.boolean(),
      ms: fc.constantFrom(100, 300),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wall' as const), byMs: fc.constantFrom(-3_600_000, 60_000) }),
  },
);

class Course {
  readonly world: TaskWorld;
  readonly id: string;
  cancelled: MessageTask | null = null;
  #isGone = false;

  private constructor(world: TaskWorld, id: string) {
    this.world = world;
    this.id = id;
  }

  static async begin(): Promise<Course> {
    const world = new TaskWorld();
    await world.tasks.start();
    world.addMany(messages, 'dead_letter');
    const { id } = await world.begin(found, 'send_again');
    // Each fails again at once: its state does not tell that it was sent again.
    world.afterAct = (seq) => {
      world.change(seq, { state: 'dead_letter', pendingReason: null });
    };
    return new Course(world, id);
  }

  async step(step: Step): Promise<void> {
    const { world } = this;
    if (this.#isGone || world.crash?.after === 0) await this.#restart();
    switch (step.kind) {
      case 'pass':
        return world.pass(step.ms);
      case 'act':
        return this.act(step.act);
      case 'crash':
        world.crash = { after: step.after, isDone: step.isDone };
        return world.pass(300);
      case 'stop': {
        const stopped = world.tasks.stop();
        await world.rest(40);
        if (world.crash?.after !== 0) await stopped;
        this.#isGone = true;
        return;
      }
      case 'records_fail':
        world.recordTrouble = step.on ? 'STORE_FULL' : null;
        return;
      case 'acts_fail':
        world.actTrouble = { code: 'STORE_WRITE_FAILED', isDone: step.isDone };
        await world.pass(step.ms);
        world.actTrouble = null;
        return;
      case 'wall':
        world.clock.setWall(world.clock.now() + step.byMs);
    }
  }

  /** What is possible is done, what is not is refused, and what the relay's end cut off is never answered. */
  async act(act: 'hold' | 'resume' | 'cancel'): Promise<void> {
    const { world, id } = this;
    const before = world.acts.length;
    const answer = world.act(id, act).then(
      (task) => task,
      () => null,
    );
    await world.rest(60);
    if (world.crash?.after === 0) return;
    const task = await answer;
    if (act === 'cancel' && task !== null) this.cancelled = task;
    if (act === 'hold' && task?.state === 'held') {
      await world.pass(500);
      expect(world.acts.length).toBeLessThanOrEqual(before + 10);
    }
  }

  /** Nothing fails any more, and somebody lets it go on. */
  async toTheEnd(): Promise<MessageTask> {
    const { world, id } = this;
    Object.assign(world, { recordTrouble: null, actTrouble: null });
    await this.#restart();
    // A cancellation that the disk refused is lost with the relay: then it waits, and nobody lets it go on.
    const isWanted = this.cancelled === null;
    if (isWanted && ['held', 'stopped'].includes((await world.view(id)).state)) await world.act(id, 'resume');
    await world.pass(4_000);
    return world.view(id);
  }

  async #restart(): Promise<void> {
    this.#isGone = false;
    const { world } = this;
    const trouble = world.recordTrouble;
    world.recordTrouble = null;
    await world.restart();
    world.recordTrouble = trouble;
  }
}

describe('an act upon many messages, whatever happens', () => {
  it('acts upon each message once, in order, and forgets none unless it was cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 14 }), async (steps) => {
        const course = await Course.begin();
        for (const step of steps) await course.step(step);
        const end = await course.toTheEnd();
        const { world } = course;
        const seqs = world.acts.map(({ seq }) => seq);
        expect(seqs).toEqual(everySeq.slice(0, seqs.length));
        expect([end.skipped, end.failed]).toEqual([0, 0]);
        if (course.cancelled === null) {
          expect([end.state, seqs.length, end.succeeded]).toEqual(['done', messages, messages]);
        } else {
          expect(['cancelled', 'stopped', 'held']).toContain(end.state);
          expect(seqs.length).toBe(course.cancelled.succeeded);
        }
      }),
      { numRuns: 60, seed: 20_261_123 },
    );
  }, 60_000);
});
