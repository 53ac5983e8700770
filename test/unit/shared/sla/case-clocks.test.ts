import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { SlaReading } from '#shared/domain/sla.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { nextMoment, readClocks } from '#shared/sla/case-clocks.ts';
import { gradeOf } from '#shared/sla/grade.ts';
import { policyTimeline } from '#shared/sla/policy-timeline.ts';
import { fittingWarnings } from '#shared/sla/warnings.ts';
import { calendarOf, CaseTale, channelId, hourMs, minuteMs, minutes, settingsWith, timelineOf } from './sla-facts.ts';

const standard = timelineOf();

describe('the clocks of a case', () => {
  it('come in the order of the metrics, the newest round last, and are what the contract says', () => {
    const facts = new CaseTale()
      .writes(minutes(0))
      .assigned('Ann', minutes(1))
      .answers(minutes(3))
      .writes(minutes(20))
      .answers(minutes(21))
      .writes(minutes(30))
      .facts(minutes(40));
    const readings = readClocks(facts, standard, minutes(32));
    expect(readings.map(({ metric, round }) => [metric, round])).toEqual([
      ['first_response', 0],
      ['solution', 0],
      ['agent_first_response', 0],
      ['agent_follow_up', 0],
      ['agent_follow_up', 1],
      ['customer_idle', 0],
      ['customer_idle', 1],
    ]);
    const order = SlaMetric.options;
    const places = readings.map(({ metric }) => order.indexOf(metric));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const reading of readings) expect(() => SlaReading.parse(reading)).not.toThrow();
  });

  it('name the events that started and ended them', () => {
    const facts = new CaseTale()
      .writes(minutes(0))
      .answers(minutes(3))
      .becomes('resolved', minutes(9))
      .facts(minutes(10));
    const [first, solved] = readClocks(facts, standard, minutes(10));
    expect(first).toMatchObject({
      startedBy: { kind: 'message', messageId: 'wxin-1' },
      endedBy: { kind: 'message', messageId: 'wxout-2' },
    });
    expect(solved?.endedBy).toEqual({ kind: 'status', messageId: null });
  });

  it('leave out what is switched off', () => {
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(1));
    const none = timelineOf({ targets: { first_response: null, solution: null } });
    expect(readClocks(facts, none, minutes(1))).toEqual([]);
  });

  it('show a clock from the moment it is switched on, with the time before it counted', () => {
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(20));
    const late = timelineOf({ targets: { first_response: null } }, { from: minutes(10) });
    const of = (now: number) => readClocks(facts, late, now).filter(({ metric }) => metric === 'first_response');
    expect(of(minutes(9))).toEqual([]);
    expect(of(minutes(11))).toMatchObject([{ usedMs: { least: 11 * minuteMs }, deadlineAt: minutes(30) }]);
  });

  it('keep what was missed before a clock was switched off', () => {
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(60));
    const dropped = timelineOf({}, { from: minutes(40), targets: { first_response: null } });
    expect(readClocks(facts, dropped, minutes(50))[0]).toMatchObject({ state: 'breached', breachedAt: minutes(30) });
    const inTime = timelineOf({}, { from: minutes(20), targets: { first_response: null } });
    expect(readClocks(facts, inTime, minutes(50)).map(({ metric }) => metric)).toEqual(['solution']);
  });

  it('have no deadline where the hours never come', () => {
    const never = { ...calendarOf(), week: Array.from({ length: 7 }, () => []) };
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(60));
    const [reading] = readClocks(facts, timelineOf({ calendar: never }), minutes(60));
    expect(reading).toMatchObject({ state: 'closed', deadlineAt: null, warnAt: [], usedMs: { least: 0, most: 0 } });
    expect(
      nextMoment(
        [reading].flatMap((one) => one ?? []),
        minutes(60),
      ),
    ).toBeNull();
  });

  it('do not time a case of which no message is known, but for its solution', () => {
    const facts = new CaseTale({ contactNo: null, createdAt: minutes(0) })
      .becomes('open', minutes(1))
      .facts(minutes(9));
    expect(readClocks(facts, standard, minutes(9))).toMatchObject([
      { metric: 'solution', startedBy: { kind: 'case' }, startedAt: { earliest: minutes(0), latest: minutes(0) } },
    ]);
  });

  it('do not count what lies ahead, when the wall clock was set back', () => {
    const facts = new CaseTale().writes(minutes(10)).facts(minutes(10));
    expect(readClocks(facts, standard, minutes(0))[0]).toMatchObject({
      state: 'running',
      usedMs: { least: 0, most: 0 },
      deadlineAt: minutes(40),
    });
  });

  it('warn anew when a longer target took the warning back', () => {
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(200));
    const longer = timelineOf(
      { targets: { first_response: minutes(30) - minutes(0) } },
      { targets: { first_response: minutes(100) - minutes(0) }, from: minutes(20) },
    );
    expect(readClocks(facts, longer, minutes(15))[0]).toMatchObject({ grade: 'warning', warnAt: [minutes(15)] });
    expect(readClocks(facts, longer, minutes(20))[0]).toMatchObject({ grade: 'normal', warnAt: [minutes(50)] });
    expect(readClocks(facts, longer, minutes(50))[0]).toMatchObject({ grade: 'warning', warnAt: [minutes(50)] });
  });

  it('warn by share and by minutes, in order, each once', () => {
    const warnings = [
      { kind: 'minutes' as const, left: 5 },
      { kind: 'percent' as const, used: 50 },
      { kind: 'minutes' as const, left: 15 },
    ];
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(60));
    const [first] = readClocks(facts, timelineOf({ policy: { warnings } }), minutes(1));
    expect(first?.warnAt).toEqual([minutes(15), minutes(25)]);
    expect(first?.grade).toBe('normal');
    expect(readClocks(facts, timelineOf({ policy: { warnings } }), minutes(15))[0]?.grade).toBe('warning');
    expect(readClocks(facts, timelineOf({ policy: { warnings } }), minutes(30))[0]?.grade).toBe('critical');
  });
});

describe('the next moment of a case', () => {
  const friday = Date.UTC(2026, 0, 9, 16, 50);
  const facts = new CaseTale().writes(friday).facts(Number.MAX_SAFE_INTEGER);
  const timeline = timelineOf({ targets: { solution: null } });

  it('is the closing, the opening, the warning, the deadline, and then nothing', () => {
    const moments: string[] = [];
    let now = friday;
    for (;;) {
      const next = nextMoment(readClocks(facts, timeline, now), now);
      if (next === null) break;
      moments.push(new Date(next).toISOString().slice(5, 16));
      now = next;
      if (moments.length > 20) break;
    }
    // UTC: closed at 18:00 and open at 09:00 in Amsterdam; half time at 09:05, spent at 09:20.
    expect(moments).toEqual(['01-09T17:00', '01-12T08:00', '01-12T08:05', '01-12T08:20']);
  });

  it('is the moment at which other settings come', () => {
    const soon = timelineOf({ targets: { solution: null } }, { from: friday + minuteMs, targets: { solution: null } });
    expect(nextMoment(readClocks(facts, soon, friday), friday)).toBe(friday + minuteMs);
  });

  it('does not come for clocks that have ended, are held or are not known', () => {
    const resolved = new CaseTale().writes(minutes(0)).becomes('resolved', minutes(5)).facts(minutes(9));
    expect(nextMoment(readClocks(resolved, standard, minutes(9)), minutes(9))).toBeNull();
    const unheard = new CaseTale().writes(minutes(0)).facts(minutes(9));
    const now = minutes(130);
    const readings = readClocks(unheard, standard, now);
    expect(readings.map(({ state }) => state)).toEqual(['unsure', 'unsure']);
    expect(nextMoment(readings, now)).toBeNull();
  });
});

describe('a timeline of settings', () => {
  const own = ChannelId.parse('own');
  const settings = settingsWith();
  const timeline = policyTimeline([
    { id: 'v1', settings, appliesFrom: 500 },
    {
      id: 'v2',
      settings: { ...settings, channels: [{ channelId: own, policy: settings.global }] },
      appliesFrom: 1_000,
    },
  ]);

  it('gives the version in force, the first one for all time before', () => {
    expect(timeline.changes).toEqual([1_000]);
    expect([0, 499, 999, 1_000, 5_000].map((at) => timeline.at(channelId, at).versionId)).toEqual([
      'v1',
      'v1',
      'v1',
      'v2',
      'v2',
    ]);
  });

  it('says whose policy counts, and compiles the same calendar once', () => {
    expect(timeline.at(own, 999).from).toBe('global');
    expect(timeline.at(own, 1_000).from).toBe('channel');
    expect(timeline.at(channelId, 1_000).from).toBe('global');
    expect(timeline.at(own, 1_000).hours).toBe(timeline.at(channelId, 0).hours);
  });

  it('needs a version', () => {
    expect(() => policyTimeline([])).toThrow('needs a version');
  });

  it('takes a calendar that does not exist for always open, rather than never to warn', () => {
    const lost = policyTimeline([{ id: 'v1', settings: { ...settings, calendars: [] }, appliesFrom: 0 }]);
    expect(lost.at(channelId, 0).hours.openMs(0, hourMs)).toBe(hourMs);
  });
});

describe('warnings and grades', () => {
  it('leave out minutes that do not fit a short timer, with half time in their place', () => {
    const ten = { kind: 'minutes' as const, left: 10 };
    const most = { kind: 'percent' as const, used: 80 };
    expect(fittingWarnings([ten], 5 * minuteMs)).toEqual([{ kind: 'percent', used: 50 }]);
    expect(fittingWarnings([ten, most], 5 * minuteMs)).toEqual([most]);
    expect(fittingWarnings([ten], 30 * minuteMs)).toEqual([ten]);
    expect(fittingWarnings([], 5 * minuteMs)).toEqual([]);
  });

  it('grade by the earliest warning, and critical only when missed for certain', () => {
    const half = [{ kind: 'percent' as const, used: 50 }];
    expect(gradeOf('running', 14, 30, half)).toBe('normal');
    expect(gradeOf('running', 15, 30, half)).toBe('warning');
    expect(gradeOf('held', 29, 30, half)).toBe('warning');
    expect(gradeOf('unsure', 45, 30, half)).toBe('warning');
    expect(gradeOf('breached', 45, 30, half)).toBe('critical');
    expect(gradeOf('attained', 29, 30, half)).toBe('normal');
  });
});
