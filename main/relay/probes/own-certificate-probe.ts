import { X509Certificate } from 'node:crypto';
import type { Clock } from '#shared/lib/clock.ts';
import { cannotTell, failed, passed, warning } from '../core/probe-findings.ts';
import { probeRations } from '../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../ports/leg-probe.ts';

/** A new certificate takes people days to get. */
const warnBeforeMs = 14 * 86_400_000;

/**
 * What a certificate chain says at `now`. The certificate of the chain that ends first counts: without it, nobody can
 * follow the chain. The value is the day it ends.
 */
export function judgeCertificate(pem: string, now: number): ProbeFinding {
  const chain = certificatesIn(pem);
  if (chain === null) return cannotTell({ platformCode: 'unreadable' });
  const endsAt = Math.min(...chain.map(({ validTo }) => Date.parse(validTo)));
  const beginsAt = Math.max(...chain.map(({ validFrom }) => Date.parse(validFrom)));
  if (!Number.isFinite(endsAt) || !Number.isFinite(beginsAt)) return cannotTell({ platformCode: 'unreadable' });
  const value = new Date(endsAt).toISOString().slice(0, 10);
  if (endsAt <= now) return failed('OWN_CERTIFICATE_EXPIRED', { value });
  // By a clock that is wrong, or one made for later: others judge it by their own clocks.
  if (beginsAt > now) return cannotTell({ platformCode: 'CERT_NOT_YET_VALID', value });
  return endsAt - now < warnBeforeMs ? warning('OWN_CERTIFICATE_EXPIRING', { value }) : passed(value);
}

/**
 * The certificate our own listener shows now: what it read last, which need not be what lies in the file by now. Null: the
 * listener has none (a proxy in front of it has, or it is reached over loopback only).
 */
export function ownCertificateProbe(deps: { readonly pem: () => string | null; readonly clock: Clock }): LegProbe {
  const { pem, clock } = deps;
  const { leg, everyMs } = probeRations.own_certificate;
  return {
    name: 'own_certificate',
    leg,
    everyMs,
    run: () => {
      const shown = pem();
      return Promise.resolve(shown === null ? cannotTell() : judgeCertificate(shown, clock.now()));
    },
  };
}

function certificatesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu);
  if (blocks === null) return null;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    // What the listener could not use either; it would not have started.
    return null;
  }
}
