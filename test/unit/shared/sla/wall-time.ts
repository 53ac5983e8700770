const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function wallText(zone: string, at: number): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  return format.format(at);
}

/**
 * Moments at which a clock on the wall of this zone shows 'YYYY-MM-DD HH:MM', oldest first: tried out against every
 * distance from UTC there is, by quarters of an hour.
 */
export function momentsShowing(zone: string, date: string, time: string): number[] {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const found: number[] = [];
  for (let offset = 14 * 60; offset >= -12 * 60; offset -= 15) {
    const at = asUtc - offset * minuteMs;
    if (wallText(zone, at) === `${date} ${time}`) found.push(at);
  }
  return found;
}

export function weekdayName(date: string): string {
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}
