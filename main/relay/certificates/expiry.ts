import { z } from 'zod';

/** Days before the end at which people are told. */
export const expirySteps = [60, 30, 14, 7, 3, 1] as const;

/** 0: it has ended. */
export const ExpiryStep = z.literal([...expirySteps, 0]);
export type ExpiryStep = z.infer<typeof ExpiryStep>;

export interface WatchedCertificate {
  /** SHA-256, hexadecimal, lower case: a renewed certificate is another one. */
  readonly sha256: string;
  /** Epoch ms. */
  readonly validUntil: number;
}

/** The narrowest step told for each certificate so far, by its SHA-256. */
export type ToldSteps = Readonly<Record<string, ExpiryStep>>;

export interface ExpiryNotice<Certificate extends WatchedCertificate> {
  readonly certificate: Certificate;
  readonly step: ExpiryStep;
  /** Whole days left, rounded down; negative after the end. */
  readonly daysLeft: number;
}

const dayMs = 86_400_000;

export function daysLeft({ validUntil }: WatchedCertificate, now: number): number {
  return Math.floor((validUntil - now) / dayMs);
}

/** The narrowest step a certificate has reached; null: none yet. */
export function expiryStep({ validUntil }: WatchedCertificate, now: number): ExpiryStep | null {
  const left = validUntil - now;
  if (left <= 0) return 0;
  return expirySteps.findLast((days) => left <= days * dayMs) ?? null;
}

/**
 * What to tell now, nearest end first: once per certificate and step. Steps that were passed while nobody looked are not told
 * one by one; only the narrowest counts. Nothing is told again when the clock was set back a little.
 */
export function dueNotices<Certificate extends WatchedCertificate>(
  certificates: readonly Certificate[],
  told: ToldSteps,
  now: number,
): readonly ExpiryNotice<Certificate>[] {
  return timeLine(certificates).flatMap((certificate) => {
    const step = expiryStep(certificate, now);
    const last = told[certificate.sha256];
    if (step === null || (last !== undefined && last <= step)) return [];
    return [{ certificate, step, daysLeft: daysLeft(certificate, now) }];
  });
}

/** When the next of the certificates reaches its next step, epoch ms; null: none will. */
export function nextStepAt(certificates: readonly WatchedCertificate[], now: number): number | null {
  const moments = certificates.flatMap(({ validUntil }) =>
    [...expirySteps, 0].map((days) => validUntil - days * dayMs).filter((at) => at > now),
  );
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Nearest end first; each certificate once. */
export function timeLine<Certificate extends WatchedCertificate>(
  certificates: readonly Certificate[],
): readonly Certificate[] {
  const each = new Map(certificates.map((certificate) => [certificate.sha256, certificate]));
  return [...each.values()].sort((a, b) => a.validUntil - b.validUntil || (a.sha256 < b.sha256 ? -1 : 1));
}
