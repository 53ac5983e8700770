import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { ChannelControlService } from '#relay/services/channel-control-service.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const [tulip, canal] = [ChannelId.parse('tulip'), ChannelId.parse('canal')];
const hour = 3_600_000;

describe('channel control', () => {
  let clock: HandClock;
  let facts: Map<string, string>;
  let failWrites: boolean;
  let changes: [ChannelId, ChannelControl['mode']][];
  let controls: ChannelControlService;

  async function start(): Promise<void> {
    changes = [];
    controls = new ChannelControlService({
      store: {
        readFact: (name) => Promise.resolve(facts.get(name) ?? null),
        writeFact: (name, value) => {
          if (failWrites) return Promise.reject(new Error('disk'));
          facts.set(name, value);
          return Promise.resolve();
        },
      },
      clock,
      log: silentLogger,
      channelIds: () => [tulip, canal],
      onChange: (channelId, { mode }) => changes.push([channelId, mode]),
    });
    await controls.load();
    controls.start();
  }

  beforeEach(async () => {
    clock = new HandClock();
    facts = new Map();
    failWrites = false;
    await start();
  });

  const pause = (forMs: number) =>
    controls.set({ channelIds: [tulip], action: 'pause', until: clock.now() + forMs, by: 'Ann' });

  it('runs every channel until somebody wants otherwise', () => {
    expect(controls.of(tulip)).toEqual({ mode: 'running', until: null, by: null, at: null, code: null });
    expect(changes).toEqual([]);
  });

  it('pauses with an end, which comes by itself', async () => {
    await pause(60_000);
    expect(controls.of(tulip)).toMatchObject({ mode: 'paused', until: clock.now() + 60_000, by: 'Ann' });
    expect(controls.of(canal).mode).toBe('running');
    await clock.windSlowly(59_000, 1_000);
    expect(controls.of(tulip).mode).toBe('paused');
    await clock.windSlowly(2_000, 1_000);
    expect(controls.of(tulip)).toMatchObject({ mode: 'running', until: null, by: null });
    expect(changes).toEqual([
      [tulip, 'paused'],
      [tulip, 'running'],
    ]);
    expect(JSON.parse(facts.get('control:tulip') ?? '')).toMatchObject({ mode: 'running' });
  });

  it('keeps what was wanted over a restart, and ends a pause that ran out meanwhile', async () => {
    await pause(hour);
    await controls.set({
      channelIds: [canal],
      action: 'stop',
      until: null,
      by: 'Ann',
      code: 'CHANNEL_REMOVED_IN_CXONE',
    });
    controls.stop();
    clock.wind(hour / 2);
    await start();
    expect(changes).toEqual([
      [tulip, 'paused'],
      [canal, 'stopped'],
    ]);
    expect(controls.of(canal)).toMatchObject({ mode: 'stopped', code: 'CHANNEL_REMOVED_IN_CXONE', until: null });
    controls.stop();
    clock.wind(hour);
    await start();
    await clock.windSlowly(2_000, 1_000);
    expect(controls.of(tulip).mode).toBe('running');
    expect(controls.of(canal).mode).toBe('stopped');
  });

  it('is not prolonged by a clock that is set back, before or after a restart', async () => {
    await pause(hour);
    clock.setWall(clock.now() - 100 * hour);
    await clock.windSlowly(hour + 2_000, 10_000);
    expect(controls.of(tulip).mode).toBe('running');
    await pause(hour);
    clock.setWall(clock.now() - 100 * hour);
    controls.stop();
    await start();
    expect(controls.of(tulip).mode).toBe('paused');
    await clock.windSlowly(hour + 2_000, 10_000);
    expect(controls.of(tulip).mode).toBe('running');
  });

  it('ends a pause soon after a wake: the wall clock went on while the computer slept', async () => {
    await pause(hour);
    clock.setWall(clock.now() + 2 * hour);
    await clock.windSlowly(2_000, 1_000);
    expect(controls.of(tulip).mode).toBe('running');
  });

  it('pauses without an end until somebody starts it', async () => {
    await controls.set({ channelIds: [tulip], action: 'pause', until: null, by: 'Ann' });
    await clock.windSlowly(100 * hour, hour);
    expect(controls.of(tulip)).toMatchObject({ mode: 'paused', until: null });
    await controls.set({ channelIds: [tulip], action: 'start', until: null, by: 'Bea' });
    expect(controls.of(tulip)).toMatchObject({ mode: 'running', by: 'Bea' });
  });

  it('holds a channel of which it cannot be read what was wanted, with its own reason, until somebody decides anew', async () => {
    await controls.set({ channelIds: [tulip], action: 'stop', until: null, by: 'Ann' });
    controls.stop();
    facts.set('control:tulip', '{"mode":"stopp');
    facts.set('control:canal', '{"mode":"resting"}');
    await start();
    expect(changes).toEqual([
      [tulip, 'paused'],
      [canal, 'paused'],
    ]);
    expect(controls.of(tulip)).toEqual({
      mode: 'paused',
      until: null,
      by: null,
      at: null,
      code: 'CHANNEL_CONTROL_UNREADABLE',
    });
    await clock.windSlowly(100 * hour, hour);
    expect(controls.of(tulip).mode).toBe('paused');
    // Not written over: whoever repairs the disk finds what was wanted.
    expect(facts.get('control:tulip')).toBe('{"mode":"stopp');
    await controls.set({ channelIds: [tulip], action: 'start', until: null, by: 'Bea' });
    expect(controls.of(tulip)).toMatchObject({ mode: 'running', by: 'Bea', code: null });
    controls.stop();
    await start();
    expect([controls.of(tulip).mode, controls.of(canal).mode]).toEqual(['running', 'paused']);
  });

  it('takes the later word of two that cross', async () => {
    await pause(60_000);
    clock.wind(59_500);
    await Promise.all([pause(hour), clock.windSlowly(5_000, 500)]);
    expect(controls.of(tulip).mode).toBe('paused');
  });

  it('refuses an end in the past and a channel nobody knows, and changes nothing then', async () => {
    await expect(pause(0)).rejects.toMatchObject({ code: 'TIME_IN_PAST' });
    const unknown = ChannelId.parse('nobody');
    await expect(
      controls.set({ channelIds: [tulip, unknown], action: 'stop', until: null, by: 'Ann' }),
    ).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN', value: 'nobody' });
    expect(changes).toEqual([]);
    expect(facts.size).toBe(0);
  });

  it('wants nothing that is not on disk, but ends a pause even when the disk fails', async () => {
    failWrites = true;
    await expect(pause(60_000)).rejects.toThrow('disk');
    expect(controls.of(tulip).mode).toBe('running');
    failWrites = false;
    await pause(60_000);
    failWrites = true;
    await clock.windSlowly(62_000, 1_000);
    expect(controls.of(tulip).mode).toBe('running');
  });
});
