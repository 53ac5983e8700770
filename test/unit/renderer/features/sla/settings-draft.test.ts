import { describe, expect, it } from 'vitest';
import {
  draftOf,
  freshCalendarId,
  sameDraft,
  targetDraft,
  targetMsOf,
  wholeNumber,
} from '#renderer/features/sla/settings/draft.ts';
import { problemAt, problemsUnder, readDraft, relayProblems } from '#renderer/features/sla/settings/draft-settings.ts';
import { candidates, setDays, yearsOf } from '#renderer/features/sla/settings/holiday-candidates.ts';
import {
  mergedExceptions,
  nextSpan,
  runsOvernight,
  spanMinutes,
  tidyTime,
} from '#renderer/features/sla/settings/office-time.ts';
import { placeOf } from '#renderer/features/sla/settings/place-of-problem.ts';
import { ruleNames, ruleOptions, ruleValue, usualRule, withRule } from '#renderer/lib/sla/rule-options.ts';
import { SlaRules, SlaSettings } from '#shared/domain/sla-settings.ts';
import { defaultRules, defaultSlaSettings } from '#shared/sla/defaults.ts';
import { channelId, hour, minute } from '../../fake-data.ts';
import { aCalendar, aPolicy, someSlaSettings } from '../../fake-sla.ts';

const settings = someSlaSettings({
  calendars: [aCalendar(), aCalendar({ id: 'night', name: 'Night' })],
  channels: [
    { channelId: channelId('delta'), policy: aPolicy() },
    { channelId: channelId('tulip'), policy: aPolicy({ calendarId: 'night' }) },
  ],
});
const draft = draftOf(settings);

describe('settings in fields', () => {
  it('come out as they went in', () => {
    expect(readDraft(draft)).toEqual({ settings, problems: [] });
    const usual = defaultSlaSettings('Asia/Kolkata');
    expect(readDraft(draftOf(usual))).toEqual({ settings: usual, problems: [] });
    expect(SlaSettings.parse(readDraft(draft).settings)).toEqual(settings);
  });

  it('show a target as days, hours and minutes of office time', () => {
    const target = targetDraft({ enabled: true, targetMs: 26 * hour + 90 * minute });
    expect(target).toEqual({ enabled: true, days: '1', hours: '3', minutes: '30' });
    expect(targetMsOf({ ...target, days: '', hours: '', minutes: ' 90 ' })).toBe(90 * minute);
    expect([wholeNumber('1.5'), wholeNumber('-1'), wholeNumber('1e3'), wholeNumber('')]).toEqual([null, null, null, 0]);
  });

  it('say at the field what has no form, once, and check the rest', () => {
    const { problems } = readDraft({
      ...draft,
      calendars: [
        { ...aCalendar(), week: [[{ from: '25:00', until: '17:00' }], [], [], [], [], [], []] },
        aCalendar({ id: 'night', name: ' ' }),
      ],
      global: {
        ...draft.global,
        firstResponse: { enabled: true, days: '0', hours: 'x', minutes: '0' },
        solution: { enabled: true, days: '0', hours: '0', minutes: '0' },
        customerIdle: { enabled: false, days: 'x', hours: '', minutes: '' },
        warnings: [{ kind: 'percent', value: '100' }],
      },
    });
    expect(problemAt(problems, ['calendars', 0, 'week', 0, 0])?.form).toBe('time');
    expect(problemAt(problems, ['calendars', 1, 'name'])?.code).toBe('SLA_NAME_MISSING');
    expect(problemAt(problems, ['global', 'firstResponse', 'targetMs'])?.form).toBe('number');
    expect(problemAt(problems, ['global', 'solution', 'targetMs'])?.code).toBe('SLA_TARGET_ZERO');
    expect(problemAt(problems, ['global', 'warnings', 0])?.form).toBe('percent');
    expect(problemsUnder(problems, ['global'])).toBe(3);
    expect(new Set(problems.map(({ path }) => path.join('/'))).size).toBe(problems.length);
  });

  it('name a channel’s problems by the channel, though those that follow are not sent', () => {
    const [delta, tulip] = draft.channels;
    if (delta === undefined || tulip === undefined) throw new Error('two channels');
    const one = {
      ...draft,
      channels: [
        { ...delta, follows: true },
        { ...tulip, policy: { ...tulip.policy, calendarId: 'gone' } },
      ],
    };
    const read = readDraft(one);
    expect(read.settings.channels.map((own) => own.channelId)).toEqual(['tulip']);
    expect(read.problems.map(({ path }) => path)).toEqual([['channels', 'tulip', 'policy', 'calendarId']]);
    const told = relayProblems(
      [{ path: ['channels', 0, 'policy', 'warnings', 0], code: 'SLA_WARNING_TWICE', value: null }],
      one,
    );
    expect(told[0]?.path).toEqual(['channels', 'tulip', 'policy', 'warnings', 0]);
  });

  it('are changed only by what would be saved', () => {
    const channel = { channelId: channelId('zee'), follows: true, policy: draft.global };
    expect(sameDraft({ ...draft, channels: [...draft.channels, channel] }, draft)).toBe(true);
    expect(sameDraft({ ...draft, channels: [...draft.channels, { ...channel, follows: false }] }, draft)).toBe(false);
    expect(freshCalendarId([{ id: 'office' }, { id: 'calendar-3' }])).toBe('calendar-4');
  });

  it('lead to the part that shows a problem', () => {
    expect(placeOf(['calendars', 1, 'week', 0, 0], draft, [])).toEqual({ section: 'calendars', calendarId: 'night' });
    expect(placeOf(['channels', 'tulip', 'policy', 'solution'], draft, [])).toEqual({
      section: 'channels',
      openChannels: ['tulip'],
    });
    expect(placeOf(['global', 'solution', 'targetMs'], draft, [])).toEqual({ section: 'targets' });
  });
});

describe('rules', () => {
  it('offer every option there is, the usual one as settings begin', () => {
    for (const name of ruleNames) {
      for (const option of ruleOptions[name]) {
        const changed = withRule(defaultRules, name, option);
        expect(SlaRules.parse(changed)).toEqual(changed);
        expect(ruleValue(changed, name)).toBe(option);
      }
      const shape = SlaRules.shape[name];
      expect(ruleOptions[name]).toHaveLength('options' in shape ? shape.options.length : 2);
      expect(ruleOptions[name]).toContain(usualRule(name));
      expect(usualRule(name)).toBe(ruleOptions[name][0]);
    }
    expect([...ruleNames].sort()).toEqual(Object.keys(SlaRules.shape).sort());
  });
});

describe('hours', () => {
  it('are understood as people type them', () => {
    expect(['9', '930', '0930', '9:30', '17.30', '17u30', '24', '24:00', ' 7:05 '].map(tidyTime)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '17:30',
      '17:30',
      '24:00',
      '24:00',
      '07:05',
    ]);
    expect(['25:00', '24:30', 'noon', '9:5', '12:60', ''].map(tidyTime)).toEqual([
      '25:00',
      '24:30',
      'noon',
      '9:5',
      '12:60',
      '',
    ]);
  });

  it('may run into the next day', () => {
    expect(runsOvernight({ from: '22:00', until: '06:00' })).toBe(true);
    expect(runsOvernight({ from: '22:00', until: '24:00' })).toBe(false);
    expect(runsOvernight({ from: '22:00', until: '00:00' })).toBe(false);
    expect(runsOvernight({ from: '25:00', until: '06:00' })).toBe(false);
    expect(spanMinutes({ from: '22:00', until: '06:00' })).toBe(480);
    expect(spanMinutes({ from: '22:00', until: '00:00' })).toBe(120);
    expect(spanMinutes({ from: '09:00', until: '09:00' })).toBe(0);
    expect(nextSpan([{ from: '09:00', until: '12:00' }])).toEqual({ from: '13:00', until: '14:00' });
    expect(nextSpan([{ from: '22:00', until: '06:00' }])).toEqual({ from: '', until: '' });
  });
});

describe('holidays', () => {
  const monday = [{ from: '08:00', until: '16:00' }];
  const calendar = aCalendar({
    week: [monday, monday, [], [], [], [], []],
    exceptions: [
      { date: '2026-12-25', name: 'Christmas', spans: [] },
      { date: '2026-12-26', name: 'Half', spans: [{ from: '09:00', until: '12:00' }] },
      { date: '', name: 'typed', spans: [] },
    ],
  });

  it('of a set come for the years asked, make-up days with Monday’s hours', () => {
    const chinese = setDays('cn', { from: 2026, until: 2026 }, calendar);
    expect(chinese.length).toBeGreaterThan(20);
    expect(chinese.every(({ date }) => date.startsWith('2026') || date.startsWith('2025-12'))).toBe(true);
    expect(chinese.filter(({ spans }) => spans.length > 0).map(({ spans }) => spans)).toContainEqual(monday);
    expect(
      setDays('nl', { from: 2026, until: 2027 }, calendar).filter(({ date }) => date.startsWith('2027')),
    ).not.toEqual([]);
    expect(yearsOf('file', 2026)).toContain(2026);
    expect(yearsOf('nl', 2026)).toEqual([2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032]);
    expect(yearsOf('cn', 2026)).toContain(2026);
  });

  it('say what is entered already, and replace only what is chosen', () => {
    const found = candidates(setDays('nl', { from: 2026, until: 2026 }, calendar), calendar);
    expect(found.find(({ day }) => day.date === '2026-12-25')).toMatchObject({ same: true });
    expect(found.find(({ day }) => day.date === '2026-12-26')).toMatchObject({ same: false, known: { name: 'Half' } });
    expect(found.find(({ day }) => day.date === '2026-01-01')?.known).toBeNull();
    const merged = mergedExceptions(calendar.exceptions, [
      { date: '2026-12-26', name: 'Second', spans: [] },
      { date: '2026-01-01', name: 'New Year', spans: [] },
    ]);
    expect(merged.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-01-01 New Year',
      '2026-12-25 Christmas',
      '2026-12-26 Second',
      ' typed',
    ]);
  });
});
