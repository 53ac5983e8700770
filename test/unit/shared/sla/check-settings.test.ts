import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { SlaSettings, type OfficeSpan, type SlaMetric, type SlaPolicy } from '#shared/domain/sla-settings.ts';
import { slaCatalogue } from '#shared/errors/sla-codes.ts';
import { checkSlaSettings } from '#shared/sla/check-settings.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { targetNames } from '#shared/sla/policy-timeline.ts';
import { minuteMs } from './sla-facts.ts';

const dayMs = 86_400_000;
/** Ways to spoil good settings, and what is found: 'path: CODE', in order. */
type Row = readonly [title: string, spoil: (settings: SlaSettings) => void, ...found: string[]];

function office(settings: SlaSettings): SlaSettings['calendars'][number] {
  const [calendar] = settings.calendars;
  if (calendar === undefined) throw new Error('The defaults have a calendar');
  return calendar;
}

function span(text: string): OfficeSpan {
  const [from = '', until = ''] = text.split('-');
  return { from, until };
}

/** 'Mon 09:00-12:00 13:00-17:00, Sun …': the other days are closed. */
function week(text: string): (settings: SlaSettings) => void {
  return (settings) => {
    const days = new Map(text.split(', ').map((part) => [part.slice(0, 3), part.slice(4).split(' ').map(span)]));
    office(settings).week = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) => days.get(day) ?? []);
  };
}

function exceptions(...lines: readonly string[]): (settings: SlaSettings) => void {
  return (settings) => {
    office(settings).exceptions = lines.map((line) => {
      const [date = '', ...spans] = line.split(' ');
      return { date, name: '', spans: spans.map(span) };
    });
  };
}

function zone(timeZone: string): (settings: SlaSettings) => void {
  return (settings) => {
    office(settings).timeZone = timeZone;
  };
}

function target(metric: SlaMetric, targetMs: number, enabled = true): (settings: SlaSettings) => void {
  return (settings) => {
    settings.global[targetNames[metric]] = { enabled, targetMs };
  };
}

function warnings(...texts: readonly string[]): (settings: SlaSettings) => void {
  return (settings) => {
    settings.global.warnings = texts.map((text): SlaPolicy['warnings'][number] => {
      const count = Number.parseInt(text, 10);
      return text.endsWith('%') ? { kind: 'percent', used: count } : { kind: 'minutes', left: count };
    });
  };
}

function all(...spoils: readonly ((settings: SlaSettings) => void)[]): (settings: SlaSettings) => void {
  return (settings) => {
    for (const spoil of spoils) spoil(settings);
  };
}

function calendars(...named: readonly (readonly [id: string, name: string])[]): (settings: SlaSettings) => void {
  return (settings) => {
    const { week: hours } = office(settings);
    settings.calendars = named.map(([id, name]) => ({ id, name, timeZone: 'UTC', week: hours, exceptions: [] }));
  };
}

function channels(...ids: readonly string[]): (settings: SlaSettings) => void {
  return (settings) => {
    settings.channels = ids.map((id) => ({
      channelId: ChannelId.parse(id),
      policy: structuredClone(settings.global),
    }));
  };
}

const day = 'calendars.0.week';
const other = 'calendars.0.exceptions';

const rows: readonly Row[] = [
  ['the defaults', () => undefined],

  // Spans
  ['two spans with a break', week('Mon 09:00-12:00 13:00-17:00')],
  ['two spans that touch', week('Mon 09:00-12:00 12:00-17:00')],
  ['a whole day', week('Mon 00:00-24:00')],
  ['whole days one after another', week('Mon 00:00-24:00, Tue 00:00-24:00, Sun 00:00-24:00')],
  ['a span without a length', week('Mon 09:00-09:00, Tue 09:00-17:00'), `${day}.0.0: SLA_SPAN_EMPTY`],
  ['midnight to midnight has no length', week('Mon 00:00-00:00, Tue 09:00-17:00'), `${day}.0.0: SLA_SPAN_EMPTY`],
  [
    'each empty span by itself',
    week('Mon 09:00-09:00 10:00-11:00 12:00-12:00'),
    `${day}.0.0: SLA_SPAN_EMPTY`,
    `${day}.0.2: SLA_SPAN_EMPTY`,
  ],
  ['an overlap', week('Mon 09:00-12:00 11:59-17:00'), `${day}.0.1: SLA_SPANS_OVERLAP`],
  ['an overlap typed in another order', week('Mon 13:00-17:00 09:00-13:30'), `${day}.0.0: SLA_SPANS_OVERLAP`],
  ['the same span twice', week('Mon 09:00-17:00 09:00-17:00'), `${day}.0.1: SLA_SPANS_OVERLAP`],
  ['a span inside another', week('Mon 09:00-17:00 10:00-11:00'), `${day}.0.1: SLA_SPANS_OVERLAP`],
  [
    'two spans inside another',
    week('Mon 09:00-17:00 10:00-11:00 12:00-13:00'),
    `${day}.0.1: SLA_SPANS_OVERLAP`,
    `${day}.0.2: SLA_SPANS_OVERLAP`,
  ],
  [
    'on two days',
    week('Mon 09:00-12:00 11:00-13:00, Fri 09:00-12:00 11:00-13:00'),
    `${day}.0.1: SLA_SPANS_OVERLAP`,
    `${day}.4.1: SLA_SPANS_OVERLAP`,
  ],
  ['a night shift', week('Fri 22:00-06:00')],
  ['a night shift until midnight', week('Fri 22:00-00:00, Sat 00:00-06:00')],
  ['a night shift that ends as the next day begins to work', week('Fri 22:00-06:00, Sat 06:00-14:00')],
  ['Friday night into Saturday morning', week('Fri 22:00-06:00, Sat 05:00-14:00'), `${day}.5.0: SLA_SPANS_OVERLAP`],
  [
    'Friday night into a Saturday that begins at midnight',
    week('Fri 22:00-06:00, Sat 00:00-24:00'),
    `${day}.5.0: SLA_SPANS_OVERLAP`,
  ],
  ['Sunday night into Monday morning', week('Sun 22:00-06:00, Mon 05:59-14:00'), `${day}.0.0: SLA_SPANS_OVERLAP`],
  [
    'nights of every day',
    week(
      'Mon 22:00-06:00, Tue 22:00-06:00, Wed 22:00-06:00, Thu 22:00-06:00, Fri 22:00-06:00, Sat 22:00-06:00, Sun 22:00-06:00',
    ),
  ],
  ['a night shift over its own evening', week('Mon 20:00-06:00 22:00-23:00'), `${day}.0.1: SLA_SPANS_OVERLAP`],
  ['two night shifts', week('Mon 20:00-02:00 22:00-06:00'), `${day}.0.1: SLA_SPANS_OVERLAP`],
  ['almost a day and a night', week('Mon 09:00-08:59, Tue 08:00-09:00'), `${day}.1.0: SLA_SPANS_OVERLAP`],
  ['an empty span overlaps nothing', week('Mon 09:00-17:00 10:00-10:00'), `${day}.0.1: SLA_SPAN_EMPTY`],

  // A calendar as a whole
  ['never open', week('Xyz 00:00-24:00'), `${day}: SLA_CALENDAR_NEVER_OPEN`],
  ['only empty spans', week('Mon 09:00-09:00'), `${day}: SLA_CALENDAR_NEVER_OPEN`, `${day}.0.0: SLA_SPAN_EMPTY`],
  [
    'open on one day of one year is never',
    all(week('Xyz 00:00-24:00'), exceptions('2026-05-02 09:00-17:00')),
    `${day}: SLA_CALENDAR_NEVER_OPEN`,
  ],
  ['an unknown zone', zone('Europe/Amsterdan'), 'calendars.0.timeZone: SLA_TIME_ZONE_UNKNOWN'],
  ['no zone', zone(''), 'calendars.0.timeZone: SLA_TIME_ZONE_UNKNOWN'],
  ['a distance is no zone', zone('+01:00'), 'calendars.0.timeZone: SLA_TIME_ZONE_UNKNOWN'],
  ['a half-hour zone', zone('Australia/Lord_Howe')],
  ['no name', calendars(['office', ' ']), 'calendars.0.name: SLA_NAME_MISSING'],
  [
    'two nameless',
    calendars(['office', ''], ['b', '']),
    'calendars.0.name: SLA_NAME_MISSING',
    'calendars.1.name: SLA_NAME_MISSING',
  ],
  ['a name twice', calendars(['office', 'Office'], ['b', 'office ']), 'calendars.1.name: SLA_NAME_TWICE'],
  ['an id twice', calendars(['office', 'A'], ['office', 'B']), 'calendars.1.id: SLA_CALENDAR_TWICE'],
  ['the policy names no such calendar', calendars(['b', 'B']), 'global.calendarId: SLA_CALENDAR_UNKNOWN'],
  ['no calendar at all', calendars(), 'global.calendarId: SLA_CALENDAR_UNKNOWN'],

  // Days that are unlike their weekday
  ['a holiday', exceptions('2026-12-25')],
  ['a make-up Saturday', exceptions('2026-02-28 09:00-17:30')],
  ['a day that does not exist', exceptions('2026-02-29'), `${other}.0.date: SLA_DATE_INVALID`],
  ['the leap day of a leap year', exceptions('2028-02-29')],
  ['the 13th month', exceptions('2026-13-01'), `${other}.0.date: SLA_DATE_INVALID`],
  ['day zero', exceptions('2026-01-00'), `${other}.0.date: SLA_DATE_INVALID`],
  ['a date twice', exceptions('2026-12-25', '2026-12-26', '2026-12-25'), `${other}.2.date: SLA_DATE_TWICE`],
  [
    'a wrong date twice is wrong twice',
    exceptions('2026-02-30', '2026-02-30'),
    `${other}.0.date: SLA_DATE_INVALID`,
    `${other}.1.date: SLA_DATE_INVALID`,
  ],
  ['an empty span', exceptions('2026-12-24 09:00-09:00'), `${other}.0.spans.0: SLA_SPAN_EMPTY`],
  ['an overlap on one day', exceptions('2026-12-24 09:00-12:00 11:00-13:00'), `${other}.0.spans.1: SLA_SPANS_OVERLAP`],
  ['a night into the next normal day', exceptions('2026-12-23 20:00-10:00'), `${other}.0.spans.0: SLA_SPANS_OVERLAP`],
  ['a night into a day that is closed', exceptions('2026-12-24 20:00-10:00', '2026-12-25')],
  [
    'a night into the next exception',
    exceptions('2026-12-24 20:00-10:00', '2026-12-25 09:00-12:00'),
    `${other}.1.spans.0: SLA_SPANS_OVERLAP`,
  ],
  [
    'two exceptions typed the wrong way round',
    exceptions('2026-12-25 09:00-12:00', '2026-12-24 20:00-10:00'),
    `${other}.0.spans.0: SLA_SPANS_OVERLAP`,
  ],
  [
    'the night before reaches into it',
    all(week('Thu 22:00-06:00'), exceptions('2026-12-25 05:00-09:00')),
    `${other}.0.spans.0: SLA_SPANS_OVERLAP`,
  ],
  ['a closed day between two nights', all(week('Wed 22:00-06:00, Thu 22:00-06:00'), exceptions('2026-12-24'))],

  // Targets
  ['zero', target('first_response', 0), 'global.firstResponse.targetMs: SLA_TARGET_ZERO'],
  ['zero, switched off', target('first_response', 0, false)],
  ['zero for a timer', target('customer_idle', 0), 'global.customerIdle.targetMs: SLA_TARGET_ZERO'],
  ['a minute', all(target('agent_follow_up', minuteMs))],
  [
    'half a minute',
    target('agent_first_response', minuteMs / 2),
    'global.agentFirst.targetMs: SLA_TARGET_NOT_WHOLE_MINUTES',
  ],
  [
    'a minute and a millisecond',
    target('agent_follow_up', minuteMs + 1),
    'global.agentFollowUp.targetMs: SLA_TARGET_NOT_WHOLE_MINUTES',
  ],
  ['366 days', target('solution', 366 * dayMs)],
  ['a minute more', target('solution', 366 * dayMs + minuteMs), 'global.solution.targetMs: SLA_TARGET_TOO_LONG'],
  ['absurd', target('solution', Number.MAX_SAFE_INTEGER), 'global.solution.targetMs: SLA_TARGET_TOO_LONG'],
  ['absurd, switched off', target('solution', Number.MAX_SAFE_INTEGER, false)],
  ['everything off', all(...(Object.keys(targetNames) as SlaMetric[]).map((metric) => target(metric, 0, false)))],

  // Warnings
  ['several', warnings('50%', '80%', '5 min', '10 min')],
  ['none', warnings()],
  ['a share twice', warnings('50%', '80%', '50%'), 'global.warnings.2: SLA_WARNING_TWICE'],
  ['minutes twice', warnings('5 min', '5 min'), 'global.warnings.1: SLA_WARNING_TWICE'],
  ['50 % and 50 minutes are two things', all(warnings('50%', '50 min'), target('first_response', 60 * minuteMs))],
  ['as many minutes as the target has', warnings('30 min'), 'global.warnings.0.left: SLA_WARNING_TOO_EARLY'],
  ['a minute fewer', warnings('29 min')],
  [
    'too early for the first response, not for the solution',
    warnings('60 min'),
    'global.warnings.0.left: SLA_WARNING_TOO_EARLY',
  ],
  ['the first response is off', all(warnings('60 min'), target('first_response', 0, false))],
  ['too early for a short timer only', all(warnings('10 min'), target('agent_follow_up', 5 * minuteMs))],
  [
    'too early for every timer there is',
    all(
      warnings('20 min'),
      target('first_response', 0, false),
      target('solution', 0, false),
      target('customer_idle', 15 * minuteMs),
      target('agent_first_response', 5 * minuteMs),
    ),
    'global.warnings.0.left: SLA_WARNING_TOO_EARLY',
  ],

  // Channels
  ['a channel with its own policy', channels('a', 'b')],
  ['a channel twice', channels('a', 'b', 'a'), 'channels.2.channelId: SLA_CHANNEL_TWICE'],
  [
    'faults of a channel, at the channel',
    all(target('first_response', 0), channels('a')),
    'global.firstResponse.targetMs: SLA_TARGET_ZERO',
    'channels.0.policy.firstResponse.targetMs: SLA_TARGET_ZERO',
  ],
  [
    'the calendar of a channel',
    all(channels('a'), ({ channels: [first] }) => {
      if (first !== undefined) first.policy.calendarId = 'gone';
    }),
    'channels.0.policy.calendarId: SLA_CALENDAR_UNKNOWN',
  ],
];

function spoilt(spoil: (settings: SlaSettings) => void): SlaSettings {
  const settings = structuredClone(defaultSlaSettings('Europe/Amsterdam'));
  spoil(settings);
  return settings;
}

describe('the check of SLA settings', () => {
  it.each(rows.map(([title, spoil, ...found]) => ({ title, spoil, found })))('$title', ({ spoil, found }) => {
    const problems = checkSlaSettings(spoilt(spoil));
    expect(problems.map(({ path, code }) => `${path.join('.')}: ${code}`)).toEqual(found);
  });

  it('knows every code that a field can have', () => {
    const told = new Set(rows.flatMap(([, , ...found]) => found.map((line) => line.split(': ')[1])));
    const ofFields = Object.keys(slaCatalogue).filter(
      (code) => code.startsWith('SLA_') && !/^SLA_(CASE|LINK|NOT_POSSIBLE|PERIOD|SETTINGS)/u.test(code),
    );
    expect([...told].sort()).toEqual(ofFields.sort());
  });

  it('names what is wrong', () => {
    const values = (spoil: (settings: SlaSettings) => void): (string | null)[] =>
      checkSlaSettings(spoilt(spoil)).map(({ value }) => value);
    expect(values(week('Fri 22:00-06:00, Sat 05:00-14:00'))).toEqual(['22:00-06:00, 05:00-14:00']);
    expect(values(exceptions('2026-12-23 20:00-10:00'))).toEqual(['2026-12-23, 20:00-10:00, 09:00-17:30']);
    expect(values(zone('Mars/Olympus'))).toEqual(['Mars/Olympus']);
    expect(values(warnings('45 min'))).toEqual(['45 ≥ 30']);
    expect(values(exceptions('2026-02-30'))).toEqual(['2026-02-30']);
  });

  it('tells a hundred faults and no more', () => {
    const dates = Array.from({ length: 2_000 }, () => '2026-02-30');
    expect(checkSlaSettings(spoilt(exceptions(...dates)))).toHaveLength(100);
  });

  it('lets the defaults through in any zone, as what they claim to be', () => {
    const settings = defaultSlaSettings('Asia/Shanghai');
    expect(SlaSettings.parse(settings)).toEqual(settings);
    expect(settings.global).toMatchObject({
      firstResponse: { enabled: true, targetMs: 30 * minuteMs },
      solution: { enabled: true, targetMs: 480 * minuteMs },
      agentFirst: { enabled: false, targetMs: 5 * minuteMs },
      agentFollowUp: { enabled: false, targetMs: 5 * minuteMs },
      customerIdle: { enabled: false, targetMs: 15 * minuteMs },
      warnings: [{ kind: 'percent', used: 50 }],
      rules: {
        requestFrom: 'customer_message',
        botAnswersCount: false,
        unknownAuthorCounts: true,
        answeredWhen: 'agent_sent',
        waitingForCustomer: 'runs_on',
        reopening: 'resume',
        closedWithoutAnswer: 'no_reply',
        closedWithoutResolved: 'ends',
        brandBegan: 'from_customer_message',
        followUpFrom: 'last_message',
      },
    });
    expect(office(settings)).toMatchObject({ id: 'office', timeZone: 'Asia/Shanghai' });
    expect(defaultSlaSettings('UTC').global.warnings).not.toBe(settings.global.warnings);
  });
});
