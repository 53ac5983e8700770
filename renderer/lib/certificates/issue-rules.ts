/** A name that fits into a certificate's subject. */
export const isShortName = (text: string): boolean => text.trim() !== '' && [...text.trim()].length <= 64;

/** A whole number from 1 to `most`; null when the text is none. */
export function wholeNumber(text: string, most: number): number | null {
  const number = /^\d{1,6}$/u.test(text.trim()) ? Number(text.trim()) : 0;
  return number >= 1 && number <= most ? number : null;
}
