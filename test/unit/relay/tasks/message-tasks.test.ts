import { beforeEach, describe, expect, it } from 'vitest';
import { found, TaskWorld } from './task-world.ts';

const day = 86_400_000;

describe('an act upon many messages', () => {
  let world: TaskWorld;

  beforeEach(async () => {
    world = new TaskWorld();
    await world.tasks.start();
  });

  const seqs = (): number[] => world.acts.map(({ seq }) => seq);

  it('is in the audit and on disk before anything is done, without what was searched for', async () => {
    world.addMany(3, 'dead_letter');
    const { id } = await world.begin(found, 'discard');
    await world.pass(1_000);
    expect(world.story.slice(0, 4)).toEqual(['audit task_started', 'record list', 'record task', 'discard 1']);
    expect(world.audited).toEqual([
      { by: 'Ann', action: 'task_started', channelId: 'tulip', subject: id, detail: 'discard, 3, search' },
    ]);
    expect(JSON.stringify([...world.records.kept.values()])).not.toContain('refund');
    expect(await world.view(id)).toMatchObject({ state: 'done', succeeded: 3, skipped: 0, failed: 0, undoes: null });
  });

  it('goes by the order of acceptance, at most a hundred a second, and slowly while messages wait for the disk', async () => {
    for (const seq of [5, 3, 90, 4, 1, 2]) world.add(seq, 'dead_letter');
    for (let seq = 100; seq < 400; seq += 1) world.add(seq, 'dead_letter');
    await world.begin(found, 'discard');
    await world.pass(1_000);
    expect(seqs()).toEqual([...seqs()].sort((first, second) => first - second));
    expect(seqs().length).toBeGreaterThan(80);
    expect(seqs().length).toBeLessThanOrEqual(110);
    world.isBusy = true;
    const before = seqs().length;
    await world.pass(1_000);
    expect(seqs().length - before).toBeLessThanOrEqual(11);
    expect(seqs().length - before).toBeGreaterThan(5);
  });

  it('leaves alone what changed meanwhile, and says why', async () => {
    world.addMany(6, 'dead_letter');
    world.add(7, 'pending');
    const { id } = await world.begin(found, 'discard');
    world.change(1, { state: 'pending' });
    world.change(2, { state: 'delivered' });
    world.messages.delete(world.ids(3)[0] ?? '');
    world.change(7, { pendingReason: 'sending' });
    world.beforeAct = (seq) => {
      // Between the look and the act.
      if (seq === 4) world.change(4, { state: 'delivered' });
    };
    await world.pass(1_000);
    expect(await world.results(id)).toEqual([
      [1, 'skipped', 'MESSAGE_ACTION_NOT_POSSIBLE'],
      [2, 'skipped', 'MESSAGE_ACTION_NOT_POSSIBLE'],
      [undefined, 'skipped', 'MESSAGE_NOT_FOUND'],
      [4, 'skipped', 'MESSAGE_ACTION_NOT_POSSIBLE'],
      [5, 'succeeded', null],
      [6, 'succeeded', null],
      [7, 'skipped', 'TASK_MESSAGE_BUSY'],
    ]);
    expect(seqs()).toEqual([5, 6]);
    expect(await world.view(id)).toMatchObject({ state: 'done', succeeded: 2, skipped: 5 });
  });

  it('does not take a risk that came up after it was confirmed that there is none', async () => {
    world.addMany(2, 'dead_letter');
    const { id } = await world.begin(found, 'send_again');
    Object.assign(world.messages.get(world.ids(2)[0] ?? '')?.outlook ?? {}, { mayArriveTwice: true });
    await world.pass(500);
    expect(await world.results(id)).toEqual([
      [1, 'succeeded', null],
      [2, 'skipped', 'MESSAGE_MAY_ARRIVE_TWICE'],
    ]);
  });

  it('is held, goes on where it was, and is cancelled', async () => {
    world.addMany(60, 'dead_letter');
    const { id } = await world.begin(found, 'discard');
    await world.pass(200);
    const held = await world.act(id, 'hold');
    const done = held.succeeded;
    expect(held).toMatchObject({ state: 'held', code: null, endedAt: null, undoable: 0 });
    expect(done).toBeGreaterThan(0);
    await world.pass(2_000);
    expect(world.acts).toHaveLength(done);
    await expect(world.act(id, 'hold')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
    await expect(world.act(id, 'undo')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
    await world.act(id, 'resume');
    await world.pass(200);
    const cancelled = await world.act(id, 'cancel');
    expect(cancelled.succeeded).toBeGreaterThan(done);
    expect(cancelled).toMatchObject({ state: 'cancelled', undoable: cancelled.succeeded });
    await world.pass(2_000);
    expect(seqs()).toEqual(Array.from({ length: cancelled.succeeded }, (_, place) => place + 1));
    await expect(world.act(id, 'resume')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
    expect((await world.results(id)).at(-1)).toEqual([60, 'waiting', null]);
    expect(world.audited.map(({ action, by }) => [action, by])).toEqual([
      ['task_started', 'Ann'],
      ['task_held', 'Bea'],
      ['task_resumed', 'Bea'],
      ['task_cancelled', 'Bea'],
    ]);
    await expect(world.act('tsk-none', 'hold')).rejects.toMatchObject({ code: 'TASK_UNKNOWN' });
  });

  it('tells of itself at most five times a second, and of its end always', async () => {
    world.addMany(150, 'dead_letter');
    const { id } = await world.begin(found, 'discard');
    await world.pass(3_000, 20);
    const seconds = new Map<number, number>();
    for (const { at } of world.notices)
      seconds.set(Math.floor(at / 1_000), (seconds.get(Math.floor(at / 1_000)) ?? 0) + 1);
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(5);
    expect(world.notices.length).toBeGreaterThan(4);
    expect(world.notices.at(-1)?.task).toMatchObject({ id, state: 'done', succeeded: 150, undoable: 150 });
  });

  it('lets three take turns, and a fourth wait for one of them to end', async () => {
    world.addMany(160, 'dead_letter');
    const tasks = [];
    for (let no = 0; no < 4; no += 1) {
      const ids = world.ids(...Array.from({ length: 40 }, (_, place) => no * 40 + place + 1));
      tasks.push(await world.begin({ kind: 'chosen', ids }, 'discard'));
      world.clock.wind(1);
    }
    await world.pass(500);
    const done = await Promise.all(tasks.map(async ({ id }) => (await world.view(id)).succeeded));
    expect(Math.min(...done.slice(0, 3))).toBeGreaterThan(8);
    expect(done[3]).toBe(0);
    await world.pass(2_000);
    expect(await Promise.all(tasks.map(({ id }) => world.view(id)))).toMatchObject(
      tasks.map(() => ({ state: 'done', succeeded: 40 })),
    );
  });

  describe('trouble of the store', () => {
    it.each([
      ['was not done', false],
      ['was done all the same', true],
    ])('holds it; what was refused and %s is done once', async (_name, isDone) => {
      world.addMany(5, 'dead_letter');
      const { id } = await world.begin(found, 'send_again');
      world.beforeAct = (seq) => {
        world.actTrouble = seq >= 3 ? { code: 'STORE_WRITE_FAILED', isDone } : null;
      };
      await world.pass(1_000);
      expect(await world.view(id)).toMatchObject({ state: 'held', code: 'STORE_WRITE_FAILED', succeeded: 2 });
      world.beforeAct = () => undefined;
      world.actTrouble = null;
      // It came to the same end meanwhile as before: nothing but its time line says that it was sent again.
      for (const seq of [3, 4, 5]) world.change(seq, { state: 'dead_letter' });
      await world.act(id, 'resume');
      await world.pass(1_000);
      expect(await world.view(id)).toMatchObject({ state: 'done', code: null, succeeded: 5 });
      expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    });

    it('with one message alone fails that one', async () => {
      world.addMany(5, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      world.beforeAct = (seq) => {
        world.actTrouble = seq === 3 ? { code: 'STORE_WRITE_FAILED', isDone: false } : null;
      };
      await world.pass(1_000);
      expect(await world.view(id)).toMatchObject({ state: 'done', succeeded: 4, failed: 1 });
      expect((await world.results(id))[2]).toEqual([3, 'failed', 'STORE_WRITE_FAILED']);
    });

    it('holds it when its progress cannot be written, and lets it go on only when it can', async () => {
      world.addMany(400, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      world.recordTrouble = 'STORE_FULL';
      await world.pass(4_000);
      expect(await world.view(id)).toMatchObject({ state: 'held', code: 'STORE_FULL' });
      const done = world.acts.length;
      expect(done).toBeLessThanOrEqual(110);
      await expect(world.act(id, 'resume')).rejects.toMatchObject({ code: 'STORE_FULL' });
      expect(await world.view(id)).toMatchObject({ state: 'held', code: 'STORE_FULL' });
      world.recordTrouble = null;
      // It is written as held as soon as the disk takes it.
      await world.pass(6_000, 1_000);
      await world.restart();
      expect(await world.view(id)).toMatchObject({ state: 'held', code: 'STORE_FULL', succeeded: done });
      await world.act(id, 'resume');
      await world.pass(5_000);
      expect(await world.view(id)).toMatchObject({ state: 'done', succeeded: 400 });
      expect(world.acts).toHaveLength(400);
    });
  });

  describe('the end of the relay', () => {
    it('stops it, and it goes on only when somebody says so', async () => {
      world.addMany(50, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      await world.pass(200);
      await world.tasks.stop();
      const done = world.acts.length;
      await world.restart();
      await world.pass(1_000);
      expect(await world.view(id)).toMatchObject({ state: 'stopped', succeeded: done });
      expect(world.acts).toHaveLength(done);
      await world.act(id, 'resume');
      await world.pass(2_000);
      expect(seqs()).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
    });

    it('leaves nothing in doubt: what was done and not written down is looked up', async () => {
      world.addMany(150, 'dead_letter');
      const { id } = await world.begin(found, 'send_again');
      await world.pass(600);
      const done = world.acts.length;
      expect(done).toBeGreaterThan(20);
      // They failed again, and one had been left alone.
      for (let seq = 1; seq <= 150; seq += 1) world.change(seq, { state: 'dead_letter' });
      await world.restart();
      expect(await world.view(id)).toMatchObject({ state: 'stopped', succeeded: done });
      await world.act(id, 'resume');
      await world.pass(3_000);
      expect(seqs()).toEqual(Array.from({ length: 150 }, (_, place) => place + 1));
    });

    it('lets one be cancelled that had stopped, with all that was done known', async () => {
      world.addMany(50, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      await world.pass(200);
      const done = world.acts.length;
      await world.restart();
      expect(await world.act(id, 'cancel')).toMatchObject({ state: 'cancelled', succeeded: done, undoable: done });
    });

    it('a list that cannot be read ends the task, and the others stay', async () => {
      world.addMany(30, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      await world.pass(100);
      world.records.kept.delete(`message_task ${id}-list`);
      const other = await world.begin({ kind: 'chosen', ids: world.ids(30) }, 'discard');
      await world.restart();
      expect(await world.view(id)).toMatchObject({ state: 'failed', code: 'RECORD_DAMAGED' });
      expect(await world.view(other.id)).toMatchObject({ total: 1 });
    });
  });

  describe('taking back a discard', () => {
    it('restores what is still as the task left it, as a task of its own', async () => {
      world.addMany(4, 'dead_letter');
      world.add(5, 'pending');
      const { id } = await world.begin(found, 'discard');
      await world.pass(1_000);
      world.byHand(2, 'restore', 'Cas');
      world.byHand(3, 'restore', 'Cas');
      world.byHand(3, 'discard', 'Cas');
      const undoing = await world.act(id, 'undo');
      expect(undoing).toMatchObject({ action: 'restore', undoes: id, by: 'Bea', total: 5 });
      expect(await world.view(id)).toMatchObject({ undoable: 0 });
      await expect(world.act(id, 'undo')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
      await world.pass(1_000);
      expect(await world.view(undoing.id)).toMatchObject({ state: 'done', succeeded: 3, skipped: 2, undoable: 0 });
      expect([1, 2, 3, 4, 5].map((seq) => world.stateOf(seq))).toEqual([
        'dead_letter',
        'dead_letter',
        'discarded',
        'dead_letter',
        'pending',
      ]);
      expect(world.audited.at(-1)).toMatchObject({ action: 'task_undone', by: 'Bea', subject: id });
    });

    it('is possible for a day, also after a restart, and not for other acts', async () => {
      world.addMany(3, 'dead_letter');
      const sent = await world.begin({ kind: 'chosen', ids: world.ids(3) }, 'send_again');
      const { id } = await world.begin({ kind: 'chosen', ids: world.ids(1, 2) }, 'discard');
      await world.pass(1_000);
      await world.restart();
      expect(await world.view(sent.id)).toMatchObject({ state: 'done', undoable: 0 });
      await expect(world.act(sent.id, 'undo')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
      expect(await world.view(id)).toMatchObject({ undoable: 2 });
      world.clock.wind(day);
      expect(await world.view(id)).toMatchObject({ undoable: 0 });
      await expect(world.act(id, 'undo')).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
    });

    it('that was itself cancelled leaves the rest to be taken back', async () => {
      world.addMany(40, 'dead_letter');
      const { id } = await world.begin(found, 'discard');
      await world.pass(1_000);
      const first = await world.act(id, 'undo');
      await world.pass(100);
      const cancelled = await world.act(first.id, 'cancel');
      expect(cancelled.succeeded).toBeGreaterThan(0);
      expect(await world.view(id)).toMatchObject({ undoable: 40 - cancelled.succeeded });
      await world.act(id, 'undo');
      await world.pass(1_000);
      expect(await world.view(id)).toMatchObject({ undoable: 0 });
      expect(Array.from({ length: 40 }, (_, place) => world.stateOf(place + 1))).toEqual(Array(40).fill('dead_letter'));
    });
  });

  it('keeps tasks for thirty days, with their results page by page', async () => {
    world.addMany(25, 'dead_letter');
    const { id } = await world.begin(found, 'discard');
    await world.pass(1_000);
    const { handlers } = world.tasks;
    const first = await handlers['task.results']({ id, from: 0, limit: 20 });
    expect([first.results.length, first.next]).toEqual([20, 20]);
    const last = await handlers['task.results']({ id, from: 20, limit: 20 });
    expect([last.results.map(({ row }) => row?.seq), last.next]).toEqual([[21, 22, 23, 24, 25], null]);
    world.clock.wind(29 * day);
    await world.rest();
    expect(await handlers['tasks.list'](null)).toHaveLength(1);
    for (let hour = 0; hour < 25; hour += 1) await world.pass(3_600_000, 3_600_000);
    expect(await handlers['tasks.list'](null)).toEqual([]);
    expect(world.records.kept.size).toBe(0);
    await expect(handlers['task.results']({ id, from: 0, limit: 20 })).rejects.toMatchObject({ code: 'TASK_UNKNOWN' });
  });
});
