import type { ChannelId } from '#shared/domain/ids.ts';
import type { OfficeCalendar, SlaMetric, SlaPolicy, SlaSettings } from '#shared/domain/sla-settings.ts';
import { alwaysOpen, compileCalendar, type OfficeHours } from '#shared/sla/office-hours.ts';

/** Compiled once for each calendar as it was told. */
const compiled = new WeakMap<OfficeCalendar, OfficeHours>();

function hoursOf(calendar: OfficeCalendar): OfficeHours {
  const known = compiled.get(calendar);
  if (known !== undefined) return known;
  const hours = compileCalendar(calendar);
  compiled.set(calendar, hours);
  return hours;
}

const policyOf = (settings: SlaSettings, channelId: ChannelId): SlaPolicy =>
  settings.channels.find((one) => one.channelId === channelId)?.policy ?? settings.global;

const isTimer = (metric: SlaMetric): boolean => metric !== 'first_response' && metric !== 'solution';

/** The hours in which one clock of a channel runs. Without known settings it is taken to run round the clock. */
export function clockHours(settings: SlaSettings | null, channelId: ChannelId, metric: SlaMetric): OfficeHours {
  if (settings === null) return alwaysOpen;
  const policy = policyOf(settings, channelId);
  if (isTimer(metric) && !policy.timersInOfficeHours) return alwaysOpen;
  const calendar = settings.calendars.find((one) => one.id === policy.calendarId);
  return calendar === undefined ? alwaysOpen : hoursOf(calendar);
}

/** The zone in which the global calendar's days begin; null while it is not known. */
export function globalZone(settings: SlaSettings | null): string | null {
  const id = settings?.global.calendarId;
  return settings?.calendars.find((one) => one.id === id)?.timeZone ?? null;
}
