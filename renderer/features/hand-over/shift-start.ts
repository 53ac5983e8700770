const minute = 60_000;

export type ShiftChoice = '4' | '8' | '12' | 'other';

/** Hours of a shift that can be chosen without typing. */
export const shiftChoices: readonly Exclude<ShiftChoice, 'other'>[] = ['4', '8', '12'];

/** When a shift of so many hours began, epoch ms, on a whole minute. */
export function beganBefore(hours: number, now: number): number {
  return Math.floor((now - hours * 60 * minute) / minute) * minute;
}
