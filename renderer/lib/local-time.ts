const two = (value: number): string => String(value).padStart(2, '0');

/** Epoch ms as the value of a date-and-time field, in this computer's zone: "2026-11-22T14:30". */
export function toLocalInput(at: number): string {
  const day = new Date(at);
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date}T${two(day.getHours())}:${two(day.getMinutes())}`;
}

/** The value of a date-and-time field as epoch ms, or null while it is not whole. */
export function fromLocalInput(text: string): number | null {
  if (!/^\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text)) return null;
  const at = new Date(text).getTime();
  return Number.isFinite(at) ? at : null;
}
