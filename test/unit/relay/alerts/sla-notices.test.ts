import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { AlertState, freshAlertState } from '#relay/alerts/alert-state.ts';
import {
  gatherClocksMs,
  mostPendingClocks,
  nextClocksMs,
  tellOfClocks,
  withClocks,
} from '#relay/alerts/sla-notices.ts';
import type { SlaAlertItem } from '#relay/ports/sla-alerts.ts';
import { minuteMs, noon, someSettings } from './incidents.ts';

const stepMs = 5_000;

function aClock(id: string, overrides: Partial<SlaAlertItem> = {}): SlaAlertItem {
  return {
    slaCaseId: id,
    channelId: ChannelId.parse('shop-nl'),
    channelName: 'Shop NL',
    endUser: '…k4Qz',
    metric: 'first_response',
    deadlineAt: noon + 15 * minuteMs,
    cause: null,
    officeOpen: true,
    ...overrides,
  };
}

const missed = (id: string, overrides: Partial<SlaAlertItem> = {}) => aClock(id, { cause: 'people', ...overrides });
const tours = { channelId: ChannelId.parse('tours'), channelName: 'Tours' };

/** Clocks that go on, and the policy asked about them every five seconds. */
function aRun(overrides: Parameters<typeof someSettings>[0] = {}) {
  const run = {
    state: freshAlertState.sla,
    now: noon,
    asked: 0,
    settings: someSettings(overrides),
    clocks: new Map<string, SlaAlertItem>(),
    inMaintenance: new Set<string>(),
    said: [] as ReturnType<typeof tellOfClocks>['notices'][number][],
    warn(...items: SlaAlertItem[]) {
      for (const item of items) run.clocks.set(`${item.slaCaseId}/${item.metric}`, item);
      run.state = withClocks(run.state, 'warning', items, run.now);
    },
    miss(...items: SlaAlertItem[]) {
      for (const item of items) run.clocks.set(`${item.slaCaseId}/${item.metric}`, item);
      run.state = withClocks(run.state, 'breach', items, run.now);
    },
    turn() {
      const { state, notices } = tellOfClocks(run.state, {
        now: run.now,
        settings: run.settings,
        inMaintenance: (id) => run.inMaintenance.has(id),
        current: (id, metric) => {
          run.asked += 1;
          return run.clocks.get(`${id}/${metric}`) ?? null;
        },
        newId: () => `notice-${run.said.length + 1}`,
      });
      // As after a restart: only what can be written down is remembered.
      run.state = AlertState.parse(JSON.parse(JSON.stringify({ ...freshAlertState, sla: state }))).sla;
      run.said.push(...notices);
    },
    pass(durationMs: number) {
      for (let passed = 0; passed < durationMs; passed += stepMs) {
        run.now += stepMs;
        run.turn();
      }
    },
    get kinds() {
      return run.said.map(({ kind, severity, sla }) => `${kind} ${severity} ${sla?.count ?? 'none'}`);
    },
  };
  return run;
}

describe('clocks that are told of', () => {
  it('within half a minute are one notice, with the most urgent named', () => {
    const run = aRun();
    run.warn(aClock('a'), aClock('b', { deadlineAt: noon + 5 * minuteMs, endUser: '…first', ...tours }));
    run.pass(gatherClocksMs - stepMs);
    run.warn(aClock('c'));
    expect(run.kinds).toEqual([]);
    run.pass(stepMs);
    expect(run.said).toHaveLength(1);
    expect(run.said[0]).toMatchObject({
      kind: 'sla_warning',
      severity: 'warning',
      channelIds: ['tours', 'shop-nl'],
      channelNames: ['Tours', 'Shop NL'],
      incidentIds: [],
      subject: '…first',
      sla: {
        count: 3,
        metric: 'first_response',
        deadlineAt: noon + 5 * minuteMs,
        cause: null,
        slaCaseId: 'b',
      },
    });
    run.pass(10 * minuteMs);
    expect(run.said).toHaveLength(1);
  });

  it('later of the same channel wait five minutes', () => {
    const run = aRun();
    run.warn(aClock('a'));
    run.pass(gatherClocksMs);
    run.warn(aClock('b'));
    run.pass(minuteMs);
    run.warn(aClock('c'));
    run.pass(nextClocksMs - minuteMs - stepMs);
    expect(run.kinds).toEqual(['sla_warning warning 1']);
    run.pass(stepMs);
    expect(run.kinds).toEqual(['sla_warning warning 1', 'sla_warning warning 2']);
  });

  it('of a channel that joins come after the gathering, and take along what waits', () => {
    const run = aRun();
    run.warn(aClock('a'));
    run.pass(gatherClocksMs);
    run.warn(aClock('b'));
    run.pass(minuteMs);
    run.warn(aClock('c', tours));
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_warning warning 1', 'sla_warning warning 2']);
    run.warn(aClock('d', tours));
    run.pass(2 * minuteMs);
    expect(run.kinds).toHaveLength(2);
  });

  it('missed and at risk do not hold one another up', () => {
    const run = aRun();
    run.warn(aClock('a'));
    run.pass(gatherClocksMs);
    run.miss(missed('b'));
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_warning warning 1', 'sla_breach urgent 1']);
  });

  it('missed because of an outage are not urgent: the incident was told', () => {
    const run = aRun();
    run.miss(missed('a', { cause: 'outage' }));
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_breach warning 1']);
    expect(run.said[0]?.sla?.cause).toBe('outage');
    expect(run.said[0]?.value).toBe('1');
  });

  it('missed by people and by an outage are one notice that names people first', () => {
    const run = aRun();
    run.miss(missed('a', { cause: 'outage', deadlineAt: noon - minuteMs }), missed('b'), missed('c'));
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_breach urgent 3']);
    expect(run.said[0]).toMatchObject({ value: '1', sla: { slaCaseId: 'b', cause: 'people' } });
  });

  it('in great numbers are counted, and not all kept', () => {
    const run = aRun();
    const items = Array.from({ length: 2_000 }, (_, index) =>
      missed(`case-${index}`, { deadlineAt: noon - index, cause: index % 2 === 0 ? 'people' : 'outage' }),
    );
    run.miss(...items);
    expect(run.state.breach.pending).toHaveLength(mostPendingClocks);
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_breach urgent 2000']);
    // Longest missed by people.
    expect(run.said[0]?.sla?.slaCaseId).toBe('case-1998');
    run.pass(10 * minuteMs);
    expect(run.said).toHaveLength(1);
  });
});

describe('clocks that are not told of', () => {
  it('are those that were answered meanwhile', () => {
    const run = aRun();
    run.warn(aClock('a'), aClock('b'));
    run.clocks.delete('a/first_response');
    run.pass(gatherClocksMs);
    expect(run.said.map(({ sla }) => sla)).toMatchObject([{ count: 1, slaCaseId: 'b' }]);
  });

  it('are warnings of what was missed meanwhile: that is told by itself', () => {
    const run = aRun();
    run.warn(aClock('a'));
    run.pass(gatherClocksMs - stepMs);
    run.miss(missed('a'));
    run.pass(gatherClocksMs);
    expect(run.kinds).toEqual(['sla_breach urgent 1']);
  });

  it('are misses after which a new round began', () => {
    const run = aRun();
    run.miss(missed('a', { metric: 'agent_follow_up' }));
    run.clocks.set('a/agent_follow_up', aClock('a', { metric: 'agent_follow_up' }));
    run.pass(minuteMs);
    expect(run.kinds).toEqual([]);
    expect(run.state.breach.pending).toEqual([]);
  });

  it('are customers taken for gone: that is nobody’s fault', () => {
    const run = aRun();
    run.warn(aClock('a', { metric: 'customer_idle' }));
    run.miss(missed('b', { metric: 'customer_idle' }));
    run.pass(minuteMs);
    expect(run.kinds).toEqual([]);
  });

  it('are those switched off, and they do not come when it is switched on', () => {
    const run = aRun({ sla: { warnings: false, breaches: true } });
    run.warn(aClock('a'));
    run.miss(missed('b'));
    run.pass(minuteMs);
    expect(run.kinds).toEqual(['sla_breach urgent 1']);
    run.settings = someSettings();
    run.pass(10 * minuteMs);
    expect(run.kinds).toHaveLength(1);
  });
});

describe('clocks wait', () => {
  it('until the channel’s office opens, and are dropped when they are over by then', () => {
    const run = aRun();
    const closed = { officeOpen: false } as const;
    run.miss(missed('a', closed), missed('b', closed), missed('c', tours));
    run.pass(8 * 60 * minuteMs);
    expect(run.kinds).toEqual(['sla_breach urgent 1']);
    run.clocks.delete('a/first_response');
    run.clocks.set('b/first_response', missed('b'));
    run.pass(2 * minuteMs);
    expect(run.said.at(-1)).toMatchObject({ sla: { count: 1, slaCaseId: 'b' } });
  });

  it('while it is closed without being asked about at every turn', () => {
    const run = aRun();
    run.warn(...Array.from({ length: 100 }, (_, index) => aClock(`case-${index}`, { officeOpen: false })));
    run.pass(10 * minuteMs);
    expect(run.asked).toBeLessThanOrEqual(11 * 100);
    expect(run.asked).toBeGreaterThan(5 * 100);
  });

  it('through quiet hours, but for those missed by people', () => {
    const run = aRun({ quietHours: { from: '12:00', until: '13:00', urgentToo: false } });
    run.warn(aClock('a'));
    run.miss(missed('b', { cause: 'outage' }), missed('c'));
    run.pass(10 * minuteMs);
    expect(run.kinds).toEqual(['sla_breach urgent 1']);
    expect(run.said[0]?.value).toBeNull();
    run.pass(60 * minuteMs);
    expect([...run.kinds].sort()).toEqual(['sla_breach urgent 1', 'sla_breach warning 1', 'sla_warning warning 1']);
  });

  it('through quiet hours whatever they are, when that was chosen', () => {
    const run = aRun({ quietHours: { from: '12:00', until: '13:00', urgentToo: true } });
    run.miss(missed('c'));
    run.pass(50 * minuteMs);
    expect(run.kinds).toEqual([]);
    run.pass(20 * minuteMs);
    expect(run.kinds).toEqual(['sla_breach urgent 1']);
  });

  it('while their channel is in maintenance', () => {
    const run = aRun();
    run.inMaintenance.add('shop-nl');
    run.miss(missed('a'), missed('b', tours));
    run.pass(10 * minuteMs);
    expect(run.said.map(({ channelIds }) => channelIds)).toEqual([['tours']]);
    run.inMaintenance.clear();
    run.pass(minuteMs);
    expect(run.said.at(-1)?.channelIds).toEqual(['shop-nl']);
  });

  it('no longer when the computer’s clock is set back', () => {
    const run = aRun();
    run.warn(aClock('a'));
    run.pass(gatherClocksMs);
    run.now -= 60 * minuteMs;
    run.warn(aClock('b'));
    run.pass(minuteMs);
    expect(run.kinds).toHaveLength(2);
  });
});
