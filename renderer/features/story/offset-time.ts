/** "+01:00" of "GMT+01:00"; universal time itself is written without an offset. */
function offsetOf(name: string): string {
  const offset = name.replace('GMT', '');
  return offset === '' ? '+00:00' : offset;
}

function partsOf(at: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

/** Epoch ms as a zone's own time with its distance from universal time: "2026-11-22T14:20:58.114+01:00". */
export function offsetTime(at: number, timeZone: string): string {
  const part = partsOf(at, timeZone);
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}`;
  return `${date}T${time}${offsetOf(part('timeZoneName'))}`;
}

/** A zone's distance from universal time at a moment: "+01:00". */
export const zoneOffset = (at: number, timeZone: string): string => offsetOf(partsOf(at, timeZone)('timeZoneName'));
