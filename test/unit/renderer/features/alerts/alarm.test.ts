import { describe, expect, it } from 'vitest';
import { createAlarm, type AlarmDeps } from '#renderer/app/alarm.ts';
import { isQuiet } from '#renderer/lib/sound/quiet-time.ts';
import { scores } from '#renderer/lib/sound/sound-score.ts';
import type { AlertSettings } from '#shared/domain/alerts.ts';
import { hour, present } from '../../fake-data.ts';
import { anAlert, someAlertSettings } from '../../fake-operations.ts';

interface Set {
  readonly settings: AlertSettings | null;
  readonly open?: boolean;
}

function setUp(start: Set) {
  const world = { ...start, open: start.open ?? true };
  const played: string[] = [];
  const repeating: boolean[] = [];
  let timer: { readonly delayMs: number; readonly run: () => void } | null = null;
  const deps: AlarmDeps = {
    settings: () => Promise.resolve(world.settings),
    play: (name, volume) => {
      played.push(`${name} ${volume}`);
      return Promise.resolve(true);
    },
    needsSomeone: (ids) => ids.length > 0 && world.open,
    now: () => present,
    after: (delayMs, run) => {
      const mine = { delayMs, run };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
    onRepeating: (on) => repeating.push(on),
  };
  const settled = async (): Promise<void> => {
    await Promise.resolve();
    await Promise.resolve();
  };
  return {
    world,
    played,
    repeating,
    alarm: createAlarm(deps),
    settled,
    waiting: () => timer?.delayMs ?? null,
    async wind() {
      const due = timer;
      timer = null;
      due?.run();
      await settled();
    },
  };
}

const loud = (part: Partial<AlertSettings['desktop']> = {}): AlertSettings =>
  someAlertSettings({ desktop: { enabled: true, sound: 'clear', volume: 0.6, repeatUntilSeen: true, ...part } });

describe('the alarm', () => {
  it('sounds once, and again until somebody has acknowledged', async () => {
    const { alarm, played, repeating, settled, waiting, wind, world } = setUp({ settings: loud() });
    alarm.raised(anAlert());
    await settled();
    expect(played).toEqual(['clear 0.6']);
    expect(waiting()).toBe(scores.clear.repeatSeconds * 1_000);
    await wind();
    expect(played).toHaveLength(2);
    world.open = false;
    await wind();
    expect(played).toHaveLength(2);
    expect(waiting()).toBeNull();
    expect(repeating).toEqual([true, false]);
  });

  it('falls silent the moment it is acknowledged, or silenced', async () => {
    const seen = setUp({ settings: loud() });
    seen.alarm.raised(anAlert());
    await seen.settled();
    seen.world.open = false;
    seen.alarm.seen();
    expect(seen.waiting()).toBeNull();

    const silenced = setUp({ settings: loud() });
    silenced.alarm.raised(anAlert());
    await silenced.settled();
    silenced.alarm.silence();
    expect(silenced.waiting()).toBeNull();
    expect(silenced.repeating).toEqual([true, false]);
  });

  it('does not repeat what is not urgent, or when that was not chosen', async () => {
    const calm = setUp({ settings: loud() });
    calm.alarm.raised(anAlert({ severity: 'warning' }));
    await calm.settled();
    expect([calm.played.length, calm.waiting()]).toEqual([1, null]);
    const once = setUp({ settings: loud({ repeatUntilSeen: false }) });
    once.alarm.raised(anAlert());
    await once.settled();
    expect([once.played.length, once.waiting()]).toEqual([1, null]);
  });

  it('is one voice for many incidents', async () => {
    const { alarm, played, repeating, settled, wind } = setUp({ settings: loud() });
    for (let count = 0; count < 50; count += 1) alarm.raised(anAlert({ incidentIds: [`incident-${count}`] }));
    await settled();
    expect(played).toHaveLength(1);
    await wind();
    expect(played).toHaveLength(2);
    expect(repeating).toEqual([true]);
  });

  it('keeps silent for good news, without settings, switched off, or set to none', async () => {
    for (const settings of [null, loud({ enabled: false }), loud({ sound: 'none' })]) {
      const { alarm, played, settled, waiting } = setUp({ settings });
      alarm.raised(anAlert());
      await settled();
      expect([played.length, waiting()]).toEqual([0, null]);
    }
    const { alarm, played, settled } = setUp({ settings: loud() });
    alarm.raised(anAlert({ kind: 'closed' }));
    alarm.raised(anAlert({ kind: 'daily', severity: 'info' }));
    await settled();
    expect(played).toEqual([]);
  });

  it('waits quiet hours out and sounds after them', async () => {
    // The present is 15:32 in Amsterdam.
    const quietHours = { from: '15:00', until: '16:00', urgentToo: true };
    const { alarm, played, settled, wind, world } = setUp({ settings: { ...loud(), quietHours } });
    alarm.raised(anAlert());
    await settled();
    expect(played).toEqual([]);
    await wind();
    expect(played).toEqual([]);
    Object.assign(world, { settings: loud() });
    await wind();
    expect(played).toEqual(['clear 0.6']);
  });
});

describe('quiet hours', () => {
  const at = (from: string, until: string, urgentToo = false) => ({
    timeZone: 'Europe/Amsterdam',
    quietHours: { from, until, urgentToo },
  });
  it('count in their zone and may pass midnight', () => {
    expect(isQuiet(at('15:00', '16:00'), 'warning', present)).toBe(true);
    expect(isQuiet(at('22:00', '07:00'), 'warning', present)).toBe(false);
    expect(isQuiet(at('22:00', '07:00'), 'warning', present + 8 * hour)).toBe(true);
    expect(isQuiet(at('15:32', '15:32'), 'warning', present)).toBe(false);
    expect(isQuiet({ ...at('15:00', '16:00'), timeZone: 'Asia/Shanghai' }, 'warning', present)).toBe(false);
    expect(isQuiet({ timeZone: 'Europe/Amsterdam', quietHours: null }, 'info', present)).toBe(false);
  });
  it('let urgent matters through unless it was chosen otherwise', () => {
    expect(isQuiet(at('15:00', '16:00'), 'urgent', present)).toBe(false);
    expect(isQuiet(at('15:00', '16:00', true), 'urgent', present)).toBe(true);
  });
});
