import type { SlaProblem } from '../domain/sla.ts';
import type { OfficeCalendar, SlaPolicy, SlaSettings, SlaTarget, SlaWarning } from '../domain/sla-settings.ts';
import { checkSpans, type Path, type Report } from './check-spans.ts';
import { targetNames } from './policy-timeline.ts';
import { warningAtMs } from './warnings.ts';
import { dayNoOf, isKnownZone } from './zone-time.ts';

const minuteMs = 60_000;
const longestTargetMs = 366 * 24 * 60 * minuteMs;
const mostProblems = 100;

/**
 * What is wrong with settings beyond their form, each at its field; empty: they may come into force. At most 100, in the
 * order of the settings.
 */
export function checkSlaSettings(settings: SlaSettings): SlaProblem[] {
  const problems: SlaProblem[] = [];
  const report: Report = (path, code, value) => {
    if (problems.length < mostProblems) problems.push({ path, code, value });
  };
  const ids = new Set<string>();
  const names = new Set<string>();
  settings.calendars.forEach((calendar, index) => {
    const path: Path = ['calendars', index];
    if (ids.has(calendar.id)) report([...path, 'id'], 'SLA_CALENDAR_TWICE', calendar.id);
    ids.add(calendar.id);
    const name = calendar.name.trim();
    if (name === '') report([...path, 'name'], 'SLA_NAME_MISSING', null);
    else if (names.has(name.toLowerCase())) report([...path, 'name'], 'SLA_NAME_TWICE', name);
    names.add(name.toLowerCase());
    checkCalendar(calendar, path, report);
  });
  checkPolicy(settings.global, ['global'], ids, report);
  const channels = new Set<string>();
  settings.channels.forEach(({ channelId, policy }, index) => {
    if (channels.has(channelId)) report(['channels', index, 'channelId'], 'SLA_CHANNEL_TWICE', channelId);
    channels.add(channelId);
    checkPolicy(policy, ['channels', index, 'policy'], ids, report);
  });
  return problems;
}

function checkCalendar(calendar: OfficeCalendar, path: Path, report: Report): void {
  if (!isKnownZone(calendar.timeZone)) report([...path, 'timeZone'], 'SLA_TIME_ZONE_UNKNOWN', calendar.timeZone);
  const hasHours = calendar.week.some((spans) => spans.some((span) => span.from !== span.until));
  if (!hasHours) report([...path, 'week'], 'SLA_CALENDAR_NEVER_OPEN', null);
  checkSpans(calendar, path, report);
  const dates = new Set<string>();
  calendar.exceptions.forEach(({ date }, index) => {
    const at = [...path, 'exceptions', index, 'date'];
    if (dayNoOf(date) === null) report(at, 'SLA_DATE_INVALID', date);
    else if (dates.has(date)) report(at, 'SLA_DATE_TWICE', date);
    dates.add(date);
  });
}

function checkPolicy(policy: SlaPolicy, path: Path, calendarIds: ReadonlySet<string>, report: Report): void {
  if (!calendarIds.has(policy.calendarId)) {
    report([...path, 'calendarId'], 'SLA_CALENDAR_UNKNOWN', policy.calendarId === '' ? null : policy.calendarId);
  }
  for (const name of Object.values(targetNames)) checkTarget(policy[name], [...path, name, 'targetMs'], report);
  checkWarnings(policy, [...path, 'warnings'], report);
}

/** A target that is switched off is not looked at. */
function checkTarget(target: SlaTarget, path: Path, report: Report): void {
  if (!target.enabled) return;
  if (target.targetMs === 0) report(path, 'SLA_TARGET_ZERO', null);
  else if (target.targetMs > longestTargetMs) report(path, 'SLA_TARGET_TOO_LONG', null);
  else if (target.targetMs % minuteMs !== 0) report(path, 'SLA_TARGET_NOT_WHOLE_MINUTES', null);
}

/**
 * Minutes left have to fit the first response and the solution. The short response timers are asked only where neither of
 * the two is on: a warning that does not fit one of them is left out there, and half time stands in.
 */
function checkWarnings(policy: SlaPolicy, path: Path, report: Report): void {
  const slas = [policy.firstResponse, policy.solution].filter(isUsable);
  const timers = [policy.agentFirst, policy.agentFollowUp, policy.customerIdle].filter(isUsable);
  const limitMs =
    slas.length > 0
      ? Math.min(...slas.map(({ targetMs }) => targetMs))
      : Math.max(0, ...timers.map(({ targetMs }) => targetMs));
  const seen = new Set<string>();
  policy.warnings.forEach((warning, index) => {
    const key = keyOf(warning);
    if (seen.has(key)) report([...path, index], 'SLA_WARNING_TWICE', null);
    seen.add(key);
    if (warning.kind === 'percent' || limitMs === 0 || warningAtMs(warning, limitMs) > 0) return;
    report(
      [...path, index, 'left'],
      'SLA_WARNING_TOO_EARLY',
      `${String(warning.left)} ≥ ${String(limitMs / minuteMs)}`,
    );
  });
}

function isUsable(target: SlaTarget): boolean {
  return target.enabled && target.targetMs > 0;
}

function keyOf(warning: SlaWarning): string {
  return warning.kind === 'percent' ? `percent ${String(warning.used)}` : `minutes ${String(warning.left)}`;
}
