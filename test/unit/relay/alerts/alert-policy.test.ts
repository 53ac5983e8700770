import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { pendingGap, withGap } from '#relay/alerts/gap-notices.ts';
import { anIncident, minuteMs, noon, PolicyRun, someSettings } from './incidents.ts';

const channel = (number: number) => ({
  id: `incident-${number}`,
  channelId: ChannelId.parse(`channel-${number}`),
  channelName: `Channel ${number}`,
});

describe('an incident', () => {
  it('is told when it has lasted, once, however often it changes', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a' }));
    run.pass(minuteMs);
    expect(run.notices).toEqual([]);

    for (let change = 0; change < 1_000; change += 1) {
      run.change('a', { changes: change });
      run.pass(5_000);
    }

    expect(run.notices).toHaveLength(1);
    expect(run.notices[0]).toMatchObject({
      kind: 'opened',
      severity: 'urgent',
      incidentIds: ['a'],
      channelNames: ['Shop NL'],
      code: 'WECHAT_SECRET_INVALID',
      since: noon,
      owner: 'wechat_admin',
    });
  });

  it('that is over before is not spoken of', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a' }));
    run.pass(50_000);
    run.change('a', { closedAt: run.now });
    run.pass(10 * minuteMs);

    expect(run.notices).toEqual([]);
  });

  it('that may heal by itself is given three minutes', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a', worst: 'retrying', code: 'WECHAT_UNREACHABLE' }));
    run.pass(3 * minuteMs);
    expect(run.notices).toEqual([]);
    run.pass(minuteMs);

    expect(run.kinds).toEqual(['opened warning']);
  });

  it('is told again when it becomes urgent', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a', worst: 'degraded' }));
    run.pass(5 * minuteMs);
    run.change('a', { worst: 'down' });
    run.pass(30 * minuteMs);

    expect(run.kinds).toEqual(['opened warning', 'opened urgent']);
  });

  it('is closed with its duration, once', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a' }));
    run.pass(5 * minuteMs);
    run.change('a', { closedAt: noon + 5 * minuteMs });
    run.pass(10 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'closed info']);
    expect(run.notices[1]).toMatchObject({ since: noon, lastedMs: 5 * minuteMs, incidentIds: ['a'] });
    expect(run.state.groups).toEqual([]);
  });

  it('that was removed from the store is dropped in silence', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a' }));
    run.pass(5 * minuteMs);
    run.incidents.clear();
    run.pass(5 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent']);
    expect(run.state.groups).toEqual([]);
  });

  it('does not wait longer because the clock was set back', () => {
    const run = new PolicyRun();
    run.put(anIncident({ id: 'a', openedAt: noon + 60 * minuteMs }));
    run.pass(2 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent']);
  });
});

describe('incidents of one cause', () => {
  it('are one notice: 1,000 channels that fail within a minute', () => {
    const run = new PolicyRun();
    for (let number = 0; number < 1_000; number += 1) {
      run.put(anIncident({ ...channel(number), openedAt: run.now }));
      if (number % 100 === 0) run.pass(5_000);
    }
    run.pass(5 * minuteMs);

    expect(run.notices).toHaveLength(1);
    expect(run.notices[0]?.incidentIds).toHaveLength(1_000);
    expect(run.notices[0]?.channelNames).toHaveLength(100);
  });

  it('and of another cause are two', () => {
    const run = new PolicyRun();
    run.put(anIncident(channel(1)), anIncident({ ...channel(2), code: 'WECHAT_UNREACHABLE', leg: 'cxoneOut' }));
    run.pass(5 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'opened urgent']);
  });

  it('that follow are told together, five minutes apart at least, with their own names only', () => {
    const run = new PolicyRun();
    run.put(anIncident(channel(0)));
    run.pass(2 * minuteMs);
    for (let number = 1; number <= 60; number += 1) {
      run.put(anIncident({ ...channel(number), openedAt: run.now }));
      run.pass(10_000);
    }
    run.pass(10 * minuteMs);

    const told = run.notices.flatMap(({ incidentIds }) => incidentIds);
    expect(new Set(told).size).toBe(61);
    expect(told).toHaveLength(61);
    expect(run.notices.length).toBeLessThanOrEqual(4);
  });

  it('are closed together, when the last is over', () => {
    const run = new PolicyRun();
    run.put(anIncident(channel(1)), anIncident(channel(2)));
    run.pass(3 * minuteMs);
    run.change('incident-1', { closedAt: run.now });
    run.pass(3 * minuteMs);
    expect(run.kinds).toEqual(['opened urgent']);
    run.change('incident-2', { closedAt: run.now });
    run.pass(minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'closed info']);
    expect(run.notices[1]).toMatchObject({ lastedMs: 6 * minuteMs, channelNames: ['Channel 1', 'Channel 2'] });
  });
});

describe('reminders', () => {
  const settings = someSettings({ reminderMinutes: 30 });

  it('come while nobody has acknowledged, and stop then', () => {
    const run = new PolicyRun(settings);
    run.put(anIncident({ id: 'a' }));
    run.pass(65 * minuteMs);
    expect(run.kinds).toEqual(['opened urgent', 'reminder urgent', 'reminder urgent']);
    run.change('a', { acknowledgedAt: run.now, acknowledgedBy: 'Noor' });
    run.pass(120 * minuteMs);

    expect(run.notices).toHaveLength(3);
  });

  it('keep silent while it is snoozed, and come when that is over', () => {
    const run = new PolicyRun(someSettings({ reminderMinutes: 0 }));
    run.put(anIncident({ id: 'a' }));
    run.pass(5 * minuteMs);
    run.change('a', { snoozedUntil: run.now + 60 * minuteMs });
    run.pass(59 * minuteMs);
    expect(run.kinds).toEqual(['opened urgent']);
    run.pass(120 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'reminder urgent']);
  });

  it('name only those nobody has seen', () => {
    const run = new PolicyRun(settings);
    run.put(anIncident(channel(1)), anIncident(channel(2)));
    run.pass(5 * minuteMs);
    run.change('incident-1', { acknowledgedAt: run.now });
    run.pass(40 * minuteMs);

    expect(run.notices[1]).toMatchObject({ kind: 'reminder', channelNames: ['Channel 2'] });
  });
});

describe('maintenance', () => {
  it('holds everything back, and what outlasts it is told afterwards', () => {
    const run = new PolicyRun(someSettings({ reminderMinutes: 5 }));
    run.inMaintenance.add('shop-nl');
    run.put(anIncident({ id: 'a', duringMaintenance: true }));
    run.pass(60 * minuteMs);
    expect(run.notices).toEqual([]);
    run.inMaintenance.clear();
    run.pass(30_000);
    expect(run.notices).toEqual([]);
    run.pass(minuteMs);

    expect(run.kinds).toEqual(['opened urgent']);
  });

  it('that begins later silences reminders; the end of the incident is told when it is over', () => {
    const run = new PolicyRun(someSettings({ reminderMinutes: 5 }));
    run.put(anIncident({ id: 'a' }));
    run.pass(2 * minuteMs);
    run.inMaintenance.add('shop-nl');
    run.pass(60 * minuteMs);
    run.change('a', { closedAt: run.now });
    run.pass(10 * minuteMs);
    expect(run.kinds).toEqual(['opened urgent']);
    run.inMaintenance.clear();
    run.pass(minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'closed info']);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', until: '07:00', urgentToo: false };
  const evening = Date.parse('2026-01-14T20:59:00Z');

  it('hold back what is no emergency until the morning, over midnight', () => {
    const run = new PolicyRun(someSettings({ quietHours }), evening);
    run.put(anIncident({ id: 'a', worst: 'degraded', openedAt: evening }));
    run.pass(9 * 60 * minuteMs, minuteMs);
    expect(run.notices).toEqual([]);
    run.pass(5 * minuteMs);

    expect(run.kinds).toEqual(['opened warning']);
    expect(new Date(run.notices[0]?.at ?? 0).toISOString()).toMatch(/^2026-01-15T06:0/u);
  });

  it('let urgent matters through, and their end', () => {
    const run = new PolicyRun(someSettings({ quietHours }), evening + 120 * minuteMs);
    run.put(anIncident({ id: 'a', openedAt: run.now }));
    run.pass(5 * minuteMs);
    run.change('a', { closedAt: run.now });
    run.pass(5 * minuteMs);

    expect(run.kinds).toEqual(['opened urgent', 'closed info']);
  });

  it('can hold those back too', () => {
    const run = new PolicyRun(
      someSettings({ quietHours: { ...quietHours, urgentToo: true } }),
      evening + 120 * minuteMs,
    );
    run.put(anIncident({ id: 'a', openedAt: run.now }));
    run.pass(6 * 60 * minuteMs, minuteMs);
    expect(run.notices).toEqual([]);
    run.pass(2 * 60 * minuteMs, minuteMs);

    expect(run.kinds).toEqual(['opened urgent']);
  });
});

describe('gaps', () => {
  const gap = { id: 'g', from: noon - 17 * minuteMs, until: noon, cause: 'computer_asleep', channelId: null } as const;

  it('are told with their length; a relay that starts again and again does not write each time', () => {
    const run = new PolicyRun();
    for (let start = 0; start < 20; start += 1) {
      const pending = pendingGap({ ...gap, from: gap.from - start }, null);
      if (pending !== null) run.state = withGap(run.state, pending);
      run.pass(30_000);
    }
    run.pass(20 * minuteMs);

    expect(run.kinds).toEqual(['gap warning', 'gap warning']);
    expect(run.notices[0]).toMatchObject({ code: 'COMPUTER_ASLEEP', since: gap.from, lastedMs: 17 * minuteMs });
    expect(run.notices[1]?.subject).toBe('18');
  });

  it('of a few seconds, and those an incident or the operator explains, are not', () => {
    expect(pendingGap({ ...gap, from: noon - 20_000 }, null)).toBeNull();
    expect(pendingGap({ ...gap, cause: 'channel_stopped' }, 'Shop')).toBeNull();
    expect(pendingGap({ ...gap, cause: 'not_reachable' }, 'Shop')).toBeNull();
  });
});
