import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { Watch } from '#shared/domain/operations.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { GapService } from '#relay/operations/gap-service.ts';
import { MaintenanceService } from '#relay/operations/maintenance-service.ts';
import { ShiftService } from '#relay/operations/shift-service.ts';
import { WatchService, type WatchTold } from '#relay/operations/watch-service.ts';
import type { NewMessage, Settlement } from '#relay/ports/relay-store.ts';
import { anna, aNewMessage, aReply, aSettlement, bert, lotus, noon, tulip } from '#test/contracts/new-message.ts';
import { aState, FakeChannelWatch } from '#test/fakes/channel-states.ts';
import { OperationsKit, startIncidents } from './operations-kit.ts';

const minute = 60_000;
const day = 86_400_000;

let kit: OperationsKit;
beforeEach(() => {
  kit = new OperationsKit();
});
afterEach(async () => {
  await kit.dispose();
});

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (thrown) {
    if (thrown instanceof RelayError) return thrown.code;
  }
  return 'none';
}

describe('maintenance', () => {
  let service: MaintenanceService;
  let changes: string[];

  beforeEach(async () => {
    changes = [];
    service = await begun();
  });
  afterEach(() => {
    service.stop();
  });

  async function begun(): Promise<MaintenanceService> {
    const { store, keeper, audit, clock, log, newId } = kit;
    const onChange = (ids: readonly ChannelId[]): void => void changes.push([...ids].sort().join('+'));
    const made = new MaintenanceService({ store, keeper, audit, clock, log, newId, onChange });
    await made.start();
    return made;
  }

  const input = { channelIds: [tulip, lotus, tulip], note: 'new certificate', by: 'Jan' };

  it('begins and ends by itself, also over a restart', async () => {
    const plan = await service.plan({ ...input, from: noon + minute, until: noon + 3 * minute });
    expect(plan.channelIds).toEqual([tulip, lotus]);
    expect(service.activeFor(tulip, noon)).toBeNull();
    await kit.wind(minute);
    expect(changes).toEqual(['lotus+tulip']);
    expect(service.activeFor(tulip, kit.clock.now())).toBe(noon + 3 * minute);
    service.stop();
    await kit.restart();
    service = await begun();
    expect(service.activeFor(lotus, kit.clock.now())).toBe(noon + 3 * minute);
    await kit.wind(2 * minute);
    expect(service.activeFor(lotus, kit.clock.now())).toBeNull();
    expect(changes).toEqual(['lotus+tulip', 'lotus+tulip', 'lotus+tulip']);
    expect(service.list()).toEqual([plan]);
    // Nothing is left to look for.
    const timers = kit.clock.pendingTimers;
    service.stop();
    expect(kit.clock.pendingTimers).toBe(timers);
  });

  it('is ended early, and not twice', async () => {
    const { id } = await service.plan({ ...input, from: noon, until: noon + 60 * minute });
    await service.plan({ ...input, channelIds: [tulip], from: noon, until: noon + 2 * minute });
    await kit.wind(minute);
    expect(service.activeFor(tulip, kit.clock.now())).toBe(noon + 60 * minute);
    expect(await service.end({ id, by: 'Piet' })).toMatchObject({ endedAt: noon + minute });
    expect(service.activeFor(lotus, kit.clock.now())).toBeNull();
    expect(service.activeFor(tulip, kit.clock.now())).toBe(noon + 2 * minute);
    expect(await codeOf(() => service.end({ id, by: 'Piet' }))).toBe('MAINTENANCE_NOT_FOUND');
    expect(kit.lines.map(({ action, channelId, by }) => [action, channelId, by])).toEqual([
      ['maintenance', tulip, 'Jan'],
      ['maintenance', lotus, 'Jan'],
      ['maintenance', tulip, 'Jan'],
      ['maintenance_end', tulip, 'Piet'],
      ['maintenance_end', lotus, 'Piet'],
    ]);
    service.stop();
    await kit.restart();
    service = await begun();
    expect(service.list(lotus)).toMatchObject([{ id, endedAt: noon + minute }]);
  });

  it('cannot be planned for the past', async () => {
    expect(await codeOf(() => service.plan({ ...input, from: noon - 2, until: noon }))).toBe('TIME_IN_PAST');
    expect(await codeOf(() => service.plan({ ...input, from: noon + 9, until: noon + 9 }))).toBe('TIME_IN_PAST');
    expect(service.list()).toEqual([]);
  });

  it('that is over is removed by age, for its end is on disk from the beginning', async () => {
    await service.plan({ ...input, from: noon, until: noon + minute });
    // The lines that say who did it.
    expect(await kit.store.pruneRecords(noon + minute, 10)).toBe(2);
    await kit.wind(2 * minute);
    expect(await kit.store.pruneRecords(noon + 2 * minute, 10)).toBe(1);
    expect(await kit.store.records({ kind: 'maintenance', order: 'newest_first', limit: 10 })).toEqual([]);
  });
});

describe('watching', () => {
  let service: WatchService;
  let told: WatchTold[];
  let changed: Watch[];

  beforeEach(async () => {
    told = [];
    changed = [];
    service = await begun();
  });
  afterEach(async () => {
    await service.stop();
  });

  async function begun(): Promise<WatchService> {
    const { store, keeper, audit, clock, log, newId } = kit;
    const onChange = (watch: Watch): void => void changed.push(watch);
    const made = new WatchService({
      ...{ store, keeper, audit, clock, log, newId, onChange },
      onTold: (one) => void told.push(one),
    });
    await made.start();
    return made;
  }

  async function stored(message: NewMessage): Promise<{ seq: number; messageId: MessageId }> {
    const { seq } = await kit.store.accept(message);
    return { seq, messageId: message.id };
  }

  /** As the engine does: the change, then the note that there was one. */
  async function settle(seq: number, kind: Settlement['outcome']['kind'], attempt = 1): Promise<void> {
    await kit.store.claim(seq, attempt, noon);
    await kit.store.settle(aSettlement(seq, { kind }, { at: kit.clock.now(), attempt }));
    service.note(seq);
    await kit.wind(1_000, 200);
  }

  it('tells when a message is delivered, once, and ends with it', async () => {
    const { seq, messageId } = await stored(aReply());
    const watch = await service.watchMessage({ messageId, by: 'Jan' });
    expect(await service.watchMessage({ messageId, by: 'Jan' })).toEqual(watch);
    await settle(seq, 'retry');
    expect(told).toEqual([]);
    await settle(seq, 'delivered', 2);
    expect(told).toMatchObject([{ outcome: 'delivered', row: { id: messageId } }]);
    expect(told[0]?.watch.endedAt).not.toBeNull();
    expect(changed.at(-1)).toMatchObject({ id: watch.id, last: { messageId, state: 'delivered' } });
    service.note(seq);
    await kit.wind(1_000, 200);
    expect(told).toHaveLength(1);
    expect(service.list()).toEqual([]);
    expect(await codeOf(() => service.watchMessage({ messageId, by: 'Jan' }))).toBe('WATCH_NOT_POSSIBLE');
  });

  it('tells of an unconfirmed message, and goes on until somebody decided', async () => {
    const { seq, messageId } = await stored(aReply());
    await service.watchMessage({ messageId, by: 'Jan' });
    await settle(seq, 'unconfirmed');
    expect(told).toMatchObject([{ outcome: 'failed', watch: { endedAt: null } }]);
    await kit.store.decide({ id: messageId, action: 'confirm_arrived', by: 'Jan', at: kit.clock.now(), report: null });
    service.note(seq);
    await kit.wind(1_000, 200);
    expect(told).toMatchObject([
      { outcome: 'failed' },
      { outcome: 'delivered', watch: { last: { state: 'delivered' } } },
    ]);
    expect(service.list()).toEqual([]);
  });

  it('tells of every message of a customer, and of nobody else’s', async () => {
    const { seq, messageId } = await stored(aReply({ openId: anna }));
    const watch = await service.watchCustomer({ messageId, by: 'Jan' });
    expect(watch.subject).toEqual({ kind: 'customer', channelId: tulip, openId: anna });
    const others = [
      await stored(aReply({ openId: bert })),
      await stored(aReply({ openId: anna, channelId: lotus })),
      // Its last characters are the same.
      await stored(aReply({ openId: `x${anna}` as typeof anna })),
    ];
    for (const other of others) await settle(other.seq, 'delivered');
    await settle(seq, 'dead_letter');
    const later = await stored(aNewMessage({ openId: anna }));
    await settle(later.seq, 'delivered');
    expect(told.map(({ row, outcome }) => [row.id, outcome])).toEqual([
      [messageId, 'failed'],
      [later.messageId, 'delivered'],
    ]);
    expect(service.list()).toMatchObject([{ id: watch.id, endedAt: null }]);
    expect(await service.end({ id: watch.id, by: 'Jan' })).toMatchObject({ endedAt: kit.clock.now() });
    expect(await codeOf(() => service.end({ id: watch.id, by: 'Jan' }))).toBe('WATCH_NOT_FOUND');
    await settle((await stored(aReply({ openId: anna }))).seq, 'delivered');
    expect(told).toHaveLength(2);
  });

  it('is audited once when it begins and when somebody ends it, without the openid', async () => {
    const { messageId } = await stored(aReply({ openId: anna }));
    const watch = await service.watchCustomer({ messageId, by: 'Jan' });
    await service.watchCustomer({ messageId, by: 'Jan' });
    await service.watchMessage({ messageId, by: 'Jan' });
    await service.end({ id: watch.id, by: 'Bea' });
    await kit.atRest();
    expect(kit.lines.map(({ action, by, subject, detail }) => [action, by, subject, detail])).toEqual([
      ['watch', 'Jan', messageId, 'customer'],
      ['watch', 'Jan', messageId, 'message'],
      ['watch_end', 'Bea', watch.id, 'customer'],
    ]);
    expect(kit.lines.every(({ channelId }) => channelId === tulip)).toBe(true);
    expect(JSON.stringify(kit.lines)).not.toContain(anna);
  });

  it('of a customer ends after seven days', async () => {
    const { messageId } = await stored(aReply({ openId: anna }));
    await service.watchCustomer({ messageId, by: 'Jan' });
    kit.clock.setWall(noon + 7 * day - 61 * minute);
    await kit.wind(60 * minute);
    expect(service.list()).toHaveLength(1);
    await kit.wind(60 * minute);
    expect(service.list()).toEqual([]);
    expect(changed.at(-1)?.endedAt).not.toBeNull();
  });

  it('goes on after a restart, and tells what came to its end meanwhile', async () => {
    const early = await stored(aReply());
    const late = await stored(aReply());
    await service.watchMessage({ messageId: early.messageId, by: 'Jan' });
    await service.watchMessage({ messageId: late.messageId, by: 'Jan' });
    await service.stop();
    await kit.store.claim(early.seq, 1, noon);
    await kit.store.settle(aSettlement(early.seq, { kind: 'expired' }));
    await kit.restart();
    service = await begun();
    expect(told).toMatchObject([{ outcome: 'failed', row: { id: early.messageId } }]);
    await settle(late.seq, 'delivered');
    expect(told).toHaveLength(2);
    await kit.restart();
    service = await begun();
    expect(service.list()).toEqual([]);
  });

  it('reads nothing while nothing is watched, and only what is watched while messages are', async () => {
    const rows = vi.spyOn(kit.store, 'rows');
    for (let seq = 1; seq <= 10_000; seq += 1) service.note(seq);
    await kit.wind(1_000);
    const { seq, messageId } = await stored(aReply());
    await service.watchMessage({ messageId, by: 'Jan' });
    await kit.wind(1_000);
    rows.mockClear();
    for (let other = seq + 1; other <= 10_000; other += 1) service.note(other);
    await kit.wind(1_000);
    expect(rows).not.toHaveBeenCalled();
  });
});

describe('a shift', () => {
  it('hands over what is open, what was done, what waits and what was noted', async () => {
    const { store, keeper, audit, clock, log, newId } = kit;
    const watch = new FakeChannelWatch([
      [tulip, aState('connected', noon)],
      [lotus, aState('connected', noon)],
    ]);
    const { incidents, state } = await startIncidents(kit, watch);
    const maintenance = new MaintenanceService({ store, keeper, audit, clock, log, newId, onChange: () => undefined });
    const watches = new WatchService({
      ...{ store, keeper, audit, clock, log, newId, onChange: () => undefined },
      onTold: () => undefined,
    });
    const gaps = new GapService({ store, keeper, clock, log, newId, isStopped: () => false, onFound: () => undefined });
    await gaps.start();
    const shift = new ShiftService({
      ...{ watch, incidents, audit, maintenance, watches, gaps, store, keeper, clock, log, newId },
    });
    await shift.note({ text: 'of the shift before', by: 'Jan' });
    state('down');
    await kit.wind(minute);
    state('connected');
    await kit.wind(minute, 10_000);
    const since = clock.now();
    state('down');
    await kit.wind(minute);
    gaps.slept(since, since + 30_000);
    const until = clock.now() + minute;
    const plan = await maintenance.plan({ channelIds: [lotus], from: clock.now(), until, note: '', by: 'Piet' });
    const note = await shift.note({ text: 'CXone 打过电话', by: 'Piet' });
    const handOver = await shift.handOver({ since });
    expect(handOver).toMatchObject({ at: clock.now(), since, notes: [note], maintenance: [plan], watches: [] });
    expect(handOver.open).toEqual(incidents.open());
    expect(handOver.open).toHaveLength(1);
    expect(handOver.closed).toEqual([]);
    expect(handOver.channels.map(({ id }) => id)).toEqual([tulip, lotus]);
    expect(handOver.done.map(({ action }) => action).sort()).toEqual(['maintenance', 'shift_note']);
    expect(handOver.gaps).toMatchObject([{ cause: 'computer_asleep' }]);
    expect((await shift.handOver({ since: noon })).closed).toHaveLength(1);
    await Promise.all([incidents.stop(), gaps.stop(), watches.stop()]);
    maintenance.stop();
  });
});
