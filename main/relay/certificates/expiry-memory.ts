import { z } from 'zod';
import { ExpiryStep, type ExpiryNotice, type ToldSteps, type WatchedCertificate } from './expiry.ts';

const dayMs = 86_400_000;
/** Zones mixed up and small corrections set a clock back by less than this: then nothing is told a second time. */
const clockToleranceMs = dayMs;
/** One that went out of use may come back until then. */
const keptAfterEndMs = 30 * dayMs;
const mostGone = 500;

/** Which steps people were told of, and when, by the certificate's SHA-256. */
export const ExpiryMemory = z.record(
  z.string(),
  z.object({ validUntil: z.number(), told: z.array(z.object({ step: ExpiryStep, at: z.number() })) }),
);
export type ExpiryMemory = z.infer<typeof ExpiryMemory>;

/**
 * The narrowest step of each certificate that counts as told. What was told by a clock far ahead of the present one does not
 * count until its time comes: a wrong clock shows every certificate as ended, and must not silence the true warnings.
 */
export function countedSteps(memory: ExpiryMemory, now: number): ToldSteps {
  return Object.fromEntries(
    Object.entries(memory).flatMap(([sha256, { told }]) => {
      const counted = told.filter(({ at }) => at <= now + clockToleranceMs).map(({ step }) => step);
      const [first, ...rest] = counted;
      if (first === undefined) return [];
      return [[sha256, rest.reduce((least, step) => (step < least ? step : least), first)] as const];
    }),
  );
}

/** What is remembered after these notices. Certificates long ended that are gone are forgotten. */
export function withTold(
  memory: ExpiryMemory,
  notices: readonly ExpiryNotice<WatchedCertificate>[],
  present: readonly WatchedCertificate[],
  now: number,
): ExpiryMemory {
  const here = new Set(present.map(({ sha256 }) => sha256));
  const after = new Map(Object.entries(memory));
  for (const { certificate, step } of notices) {
    const { sha256, validUntil } = certificate;
    const before = after.get(sha256)?.told.filter((one) => one.step !== step) ?? [];
    after.set(sha256, { validUntil, told: [...before, { step, at: now }] });
  }
  const gone = [...after]
    .filter(([sha256, { validUntil }]) => !here.has(sha256) && validUntil + keptAfterEndMs >= now)
    .sort(([, one], [, other]) => other.validUntil - one.validUntil)
    .slice(0, mostGone);
  return Object.fromEntries([...[...after].filter(([sha256]) => here.has(sha256)), ...gone]);
}
