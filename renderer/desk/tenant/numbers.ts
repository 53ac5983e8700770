/** A whole number as typed; what is none stays as it is, for the tenant to refuse at its field. */
export function numberIn(text: string): number | string {
  return /^\d+$/u.test(text.trim()) ? Number(text) : text;
}

export function numberOrNone(text: string): number | string | null {
  return text.trim() === '' ? null : numberIn(text);
}
