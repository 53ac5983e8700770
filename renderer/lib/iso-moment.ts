/** A moment written in ISO form as epoch ms; null for any other text. */
export function isoMoment(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u.test(text)) return null;
  const at = Date.parse(text);
  return Number.isFinite(at) ? at : null;
}
