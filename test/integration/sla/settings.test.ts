import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bert, tulip } from '#test/contracts/new-message.ts';
import { minutes, openSettings, SlaKit } from './sla-kit.ts';

const firstIn = (count: number) =>
  openSettings((settings) => {
    settings.global.firstResponse.targetMs = minutes(count);
  });

describe('settings of clocks', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start(null);
    kit.clock.wind(1_000);
  });
  afterEach(async () => {
    await kit.dispose();
  });

  it('begin with the defaults, in this computer’s zone', () => {
    const { current, planned, history } = kit.sla.settings.view();
    expect(current).toMatchObject({ id: 'initial', by: null });
    expect(current.settings.calendars[0]?.timeZone).toBe('UTC');
    expect(planned).toBeNull();
    expect(history).toHaveLength(1);
  });

  it('count from their moment on, also after a restart, and move open clocks', async () => {
    await kit.set(firstIn(30));
    const at = kit.clock.now();
    await kit.request('C1');
    await kit.set(firstIn(20), kit.clock.now() + minutes(10));
    await kit.slices();
    expect(kit.board().rows[0]?.clocks[0]?.targetMs).toBe(minutes(30));
    expect(kit.sla.settings.view().planned?.settings.global.firstResponse.targetMs).toBe(minutes(20));
    await kit.restart(minutes(11));
    await kit.slices();
    const { current, planned } = kit.sla.settings.view();
    expect(planned).toBeNull();
    expect(current.settings.global.firstResponse.targetMs).toBe(minutes(20));
    expect(kit.board().rows[0]?.clocks[0]?.deadlineAt).toBe(at + minutes(20));
  });

  it('come into force by themselves while the relay runs', async () => {
    await kit.set(firstIn(30));
    const at = kit.clock.now();
    await kit.request('C1');
    await kit.set(firstIn(20), kit.clock.now() + minutes(10));
    await kit.wind(minutes(11));
    expect(kit.board().rows[0]?.clocks[0]?.deadlineAt).toBe(at + minutes(20));
  });

  it('are refused when somebody was faster, when they are unsound, and for a time that is over', async () => {
    const { current } = kit.sla.settings.view();
    const input = { settings: firstIn(30), appliesFrom: null, note: '', basedOn: current.id, by: 'ann' };
    const past = kit.sla.settings.set({ ...input, appliesFrom: kit.clock.now() - 1 });
    await expect(past).rejects.toMatchObject({ code: 'TIME_IN_PAST' });
    const unsound = kit.sla.settings.set({ ...input, settings: firstIn(0) });
    await expect(unsound).rejects.toMatchObject({ code: 'SLA_SETTINGS_INVALID' });
    const both = [kit.sla.settings.set(input), kit.sla.settings.set(input)];
    await expect(both[0]).resolves.toMatchObject({ current: { by: 'ann' } });
    await expect(both[1]).rejects.toMatchObject({ code: 'SLA_SETTINGS_CHANGED' });
    expect(kit.sla.settings.view().history).toHaveLength(2);
  });

  it('that are planned are replaced, and can be taken back', async () => {
    const later = kit.clock.now() + minutes(60);
    await kit.set(firstIn(20), later);
    await kit.set(firstIn(25), later);
    const { planned, current } = kit.sla.settings.view();
    expect(planned?.settings.global.firstResponse.targetMs).toBe(minutes(25));
    expect(current.id).toBe('initial');
    const versionId = planned?.id ?? '';
    await kit.sla.settings.cancelPlanned({ versionId, by: 'ann' });
    expect(kit.sla.settings.view().planned).toBeNull();
    await expect(kit.sla.settings.cancelPlanned({ versionId, by: 'ann' })).rejects.toMatchObject({
      code: 'SLA_SETTINGS_CHANGED',
    });
    await kit.restart();
    expect(kit.sla.settings.view()).toMatchObject({ planned: null, current: { id: 'initial' } });
  });

  it('in force stay in force when their record is damaged', async () => {
    await kit.set(firstIn(12));
    const { id } = kit.sla.settings.view().current;
    const record = await kit.store.getRecord('sla_version', id);
    if (record === null) throw new Error('it was not written');
    await kit.store.putRecord({ ...record, body: 'damaged' });
    await kit.restart();
    expect(kit.recording.names()).toContain('sla.version_restored');
    expect(kit.sla.settings.view().current).toMatchObject({ id, settings: firstIn(12) });
  });

  it('fall back to the last good ones when their copy is damaged, too', async () => {
    await kit.set(firstIn(12));
    kit.clock.wind(1_000);
    await kit.set(firstIn(13));
    const { id } = kit.sla.settings.view().current;
    const record = await kit.store.getRecord('sla_version', id);
    if (record === null) throw new Error('it was not written');
    await kit.store.putRecord({ ...record, body: 'damaged' });
    await kit.store.writeFact('sla.settings', '[');
    await kit.restart();
    expect(kit.recording.names()).toEqual(expect.arrayContaining(['sla.settings_copy_unreadable']));
    expect(kit.sla.settings.view().current.settings).toEqual(firstIn(12));
  });

  it('can be tried: which open clocks would move', async () => {
    await kit.set(firstIn(30));
    const at = kit.clock.now();
    await kit.request('C1');
    await kit.request('C2', { openId: bert });
    await kit.wind(minutes(15));
    const preview = await kit.sla.service.preview({ settings: firstIn(10), appliesFrom: null });
    expect(preview).toMatchObject({ problems: [], openClocks: 4, sooner: 2, later: 0, wouldBreach: 2 });
    expect(preview.moves[0]).toMatchObject({
      channelId: tulip,
      channelName: 'Tulip',
      metric: 'first_response',
      before: { deadlineAt: at + minutes(30) },
    });
    expect(await kit.sla.service.preview({ settings: firstIn(30), appliesFrom: null })).toMatchObject({ moves: [] });
    const bad = await kit.sla.service.preview({ settings: firstIn(0), appliesFrom: null });
    expect(bad.problems).toMatchObject([{ code: 'SLA_TARGET_ZERO' }]);
    expect(bad.openClocks).toBe(0);
    // Trying changes nothing.
    expect(kit.board().rows[0]?.clocks[0]?.targetMs).toBe(minutes(30));
  });
});
