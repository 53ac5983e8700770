import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { dayMs, daysLeft, warningSteps } from './end-look.ts';

/** Months the axis shows from today on. */
const monthsShown = 12;

export interface TimeAxis {
  readonly from: number;
  readonly until: number;
  /** Firsts of the months in between, in the computer's own zone. */
  readonly months: readonly number[];
}

/** A year from now. `from` is now itself, so that "today" is the left edge. */
export function timeAxis(now: number): TimeAxis {
  const start = new Date(now);
  const end = new Date(now);
  end.setMonth(end.getMonth() + monthsShown);
  const months = Array.from({ length: monthsShown }, (_, index) =>
    new Date(start.getFullYear(), start.getMonth() + 1 + index, 1).getTime(),
  ).filter((at) => at < end.getTime());
  return { from: now, until: end.getTime(), months };
}

/** Part of the axis' width, 0 to 1. */
export const placeOn = ({ from, until }: TimeAxis, at: number): number =>
  Math.min(1, Math.max(0, (at - from) / (until - from)));

export interface AxisMark {
  readonly step: number;
  readonly at: number;
  /** Its day has come. */
  readonly isPast: boolean;
}

/** The warnings before an end that lie on the axis, the latest last. */
export const marksOf = (axis: TimeAxis, validUntil: number, now: number): readonly AxisMark[] =>
  warningSteps
    .map((step) => ({ step, at: validUntil - step * dayMs, isPast: daysLeft(validUntil, now) < step }))
    .filter(({ at }) => at >= axis.from && at <= axis.until);

/** What counts before what is only kept; then the nearest end first. */
export function byEnd(lines: readonly ExpiryLine[]): readonly ExpiryLine[] {
  return [...lines].sort(
    (a, b) =>
      Number(a.what === 'previous') - Number(b.what === 'previous') ||
      a.validUntil - b.validUntil ||
      a.name.localeCompare(b.name),
  );
}
