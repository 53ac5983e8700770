import { isKnownZone, offsetAt } from '#shared/sla/zone-time.ts';

/** Moments (epoch ms) as ISO 8601 with milliseconds, on the clock of a zone and with its offset; in UTC where it is not known. */
export function isoTimes(timeZone: string): (at: number) => string {
  const isKnown = isKnownZone(timeZone);
  return (at) => {
    const offsetMs = isKnown ? offsetAt(timeZone, at) : 0;
    return `${new Date(at + offsetMs).toISOString().slice(0, -1)}${offsetText(offsetMs)}`;
  };
}

function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const digits = (count: number): string => String(count).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}
