import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import { daysLeft } from './end-look.ts';

/** Days before an end from which it is counted beside the page's name. */
const soonDays = 14;
const urgentDays = 3;

export interface CareCount {
  readonly count: number;
  /** One has ended or is about to, or came back by itself. */
  readonly urgent: boolean;
}

/** What needs somebody: certificates that count and end soon, and places whose new certificate was taken back by itself. */
export function careCount(desk: CertificateDesk | null, now: number): CareCount {
  if (desk === null) return { count: 0, urgent: false };
  const ends = new Map<string, number>();
  for (const line of desk.timeLine) {
    if (line.what === 'next' || line.what === 'previous') continue;
    const left = daysLeft(line.validUntil, now);
    if (left <= soonDays) ends.set(line.sha256, left);
  }
  const returned = desk.places.filter(({ next }) => next?.takenBack != null && next.takenBack.by === null).length;
  const urgent = returned > 0 || [...ends.values()].some((left) => left <= urgentDays);
  return { count: ends.size + returned, urgent };
}
