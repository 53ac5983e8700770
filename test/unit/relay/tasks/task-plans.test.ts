import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { maxTaskMessages } from '#shared/domain/message-task.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { found, TaskWorld } from './task-world.ts';

const closedWindow = { open: false, until: null, repliesLeft: 5, needs: 1 };

describe('plan of an act upon many messages', () => {
  let world: TaskWorld;

  beforeEach(() => {
    world = new TaskWorld();
  });

  it('counts what is possible, what may arrive twice or wait for the customer, and why the others are left out', async () => {
    const lotus = ChannelId.parse('lotus');
    world.add(1, 'dead_letter', { contactNo: 1 });
    world.add(2, 'dead_letter', { contactNo: 2, outlook: { mayArriveTwice: true } });
    world.add(3, 'dead_letter', {
      contactNo: 2,
      outlook: { window: closedWindow, code: 'WECHAT_REPLY_WINDOW_CLOSED' },
    });
    world.add(4, 'expired', { channelId: lotus, outlook: { window: closedWindow, code: 'WECHAT_UNREACHABLE' } });
    world.add(5, 'dead_letter', {
      kind: 'template',
      outlook: { window: closedWindow, code: 'WECHAT_UNREACHABLE' },
    });
    world.add(6, 'delivered');
    world.add(7, 'pending');
    world.add(8, 'dead_letter', { outlook: { actions: ['discard'] } });
    world.add(9, 'dead_letter', { outlook: { code: 'CONFIG_INVALID' } });
    const { id } = await world.plan(found, 'send_again');
    const plan = await world.planned(id);
    expect(plan).toMatchObject({
      id,
      action: 'send_again',
      total: 9,
      isCut: false,
      possible: 5,
      mayArriveTwice: 1,
      windowClosed: 2,
      conversations: 2,
    });
    expect(plan.channels).toEqual([
      { channelId: 'tulip', count: 4 },
      { channelId: 'lotus', count: 1 },
    ]);
    expect(plan.refused).toEqual([
      { code: 'MESSAGE_ACTION_NOT_POSSIBLE', count: 3 },
      { code: 'CHANNEL_UNKNOWN', count: 1 },
    ]);
    expect(plan.sample.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('counts chosen messages once each, in order of acceptance; one that is not kept any more is left out', async () => {
    world.addMany(7, 'pending');
    world.change(3, { pendingReason: 'sending' });
    const ids = [...world.ids(7, 3, 7, 1, 99)];
    const { id } = await world.plan({ kind: 'chosen', ids }, 'discard');
    const plan = await world.planned(id);
    expect(plan).toMatchObject({ total: 4, possible: 2 });
    expect(plan.sample.map(({ seq }) => seq)).toEqual([1, 7]);
    expect(plan.refused).toEqual([
      { code: 'MESSAGE_NOT_FOUND', count: 1 },
      { code: 'TASK_MESSAGE_BUSY', count: 1 },
    ]);
  });

  it('answers before it has counted, and gives others their turn while it counts', async () => {
    world.addMany(1_000, 'dead_letter');
    const first = await world.plan(found, 'discard');
    expect(first.isCounted).toBe(false);
    let turns = 0;
    for (;;) {
      const plan = await world.tasks.handlers['task.planned']({ planId: first.id });
      if (plan.isCounted) break;
      turns += 1;
      await settled();
    }
    // 1,000 messages, at most 20 in a slice, two turns of the loop for each look of this test.
    expect(turns).toBeGreaterThan(20);
    await expect(world.planned(first.id)).resolves.toMatchObject({ possible: 1_000 });
  });

  it('takes the oldest when there are more than a task may have', async () => {
    world.addMany(maxTaskMessages, 'dead_letter');
    for (let seq = maxTaskMessages + 1; seq <= 2 * maxTaskMessages + 500; seq += 1) world.add(seq, 'delivered');
    const { id } = await world.plan(found, 'discard');
    const plan = await world.planned(id);
    expect(plan).toMatchObject({ total: maxTaskMessages, isCut: true, possible: maxTaskMessages });
    expect(plan.sample[0]?.seq).toBe(1);
  });

  it('says at once what the search is wrong in, and later when the search fails on its way', async () => {
    world.addMany(600, 'dead_letter');
    world.searchTrouble = new RelayError('SEARCH_UNAVAILABLE', 'told to fail');
    await expect(world.plan(found, 'discard')).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    world.searchTrouble = null;
    const planning = world.plan(found, 'discard');
    const { id } = await planning;
    world.searchTrouble = new RelayError('SEARCH_UNAVAILABLE', 'told to fail');
    await world.rest();
    await expect(world.planned(id)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
  });

  it('holds for ten minutes after it was counted, and gives way to the tenth after it', async () => {
    world.addMany(3, 'dead_letter');
    const { id } = await world.plan(found, 'discard');
    await world.planned(id);
    world.clock.wind(599_000);
    await expect(world.planned(id)).resolves.toMatchObject({ possible: 3 });
    world.clock.wind(1_000);
    await expect(world.planned(id)).rejects.toMatchObject({ code: 'TASK_PLAN_OLD' });
    const many = [];
    for (let plan = 0; plan < 11; plan += 1) many.push((await world.plan(found, 'discard')).id);
    await expect(world.planned(many[0] ?? '')).rejects.toMatchObject({ code: 'TASK_PLAN_OLD' });
    await expect(world.planned(many[1] ?? '')).resolves.toMatchObject({ possible: 3 });
  });

  it('is acted upon once, only when counted, and only with something to do that was confirmed', async () => {
    world.add(1, 'dead_letter', { outlook: { mayArriveTwice: true } });
    world.add(2, 'delivered');
    const { handlers } = world.tasks;
    const { id } = await world.plan(found, 'send_again');
    const start = (planId: string, acceptTwice: boolean) => handlers['task.start']({ planId, acceptTwice, by: 'Ann' });
    await expect(start(id, true)).rejects.toMatchObject({ code: 'TASK_NOT_POSSIBLE' });
    await world.planned(id);
    await expect(start(id, false)).rejects.toMatchObject({ code: 'MESSAGE_MAY_ARRIVE_TWICE' });
    await expect(start(id, true)).resolves.toMatchObject({ total: 1, state: 'running' });
    await expect(start(id, true)).rejects.toMatchObject({ code: 'TASK_PLAN_OLD' });
    const none = await world.plan({ kind: 'chosen', ids: world.ids(2) }, 'discard');
    await world.planned(none.id);
    await expect(start(none.id, true)).rejects.toMatchObject({ code: 'TASK_NOTHING_TO_DO' });
  });

  it('stays when the disk refuses the task: nothing is done, and it may be started again', async () => {
    world.addMany(2, 'dead_letter');
    const { id } = await world.plan(found, 'discard');
    await world.planned(id);
    world.recordTrouble = 'STORE_FULL';
    const start = () => world.tasks.handlers['task.start']({ planId: id, acceptTwice: false, by: 'Ann' });
    await expect(start()).rejects.toMatchObject({ code: 'STORE_FULL' });
    await world.pass(1_000);
    expect(world.acts).toEqual([]);
    expect(await world.tasks.handlers['tasks.list'](null)).toEqual([]);
    world.recordTrouble = null;
    await expect(start()).resolves.toMatchObject({ total: 2 });
  });
});
