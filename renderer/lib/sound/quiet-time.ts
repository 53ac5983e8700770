import type { AlertSettings, AlertSeverity } from '#shared/domain/alerts.ts';

function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** Minutes since midnight in a zone; an unknown zone counts as this computer's own. */
function minutesIn(timeZone: string, at: number): number {
  const write = (zone?: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at);
  try {
    return minutesOf(write(timeZone));
  } catch {
    return minutesOf(write());
  }
}

/** Is it a quiet hour for a matter this grave? Hours may pass midnight; equal ends mean none. */
export function isQuiet(
  settings: Pick<AlertSettings, 'quietHours' | 'timeZone'>,
  severity: AlertSeverity,
  at: number,
): boolean {
  const { quietHours, timeZone } = settings;
  if (quietHours === null || (severity === 'urgent' && !quietHours.urgentToo)) return false;
  const now = minutesIn(timeZone, at);
  const from = minutesOf(quietHours.from);
  const until = minutesOf(quietHours.until);
  return from <= until ? now >= from && now < until : now >= from || now < until;
}
