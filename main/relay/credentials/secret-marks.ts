import { createHmac, hkdfSync } from 'node:crypto';
import type { SecretMark } from '#shared/domain/credential.ts';

const fingerprintDigits = 8;
/** Of a shorter secret four characters would be too much of it. */
const shortestShown = 20;
/** Access keys of CXone are filled up so: it tells none from another. */
const padding = '====';

/** What may be known of a secret outside the relay. */
export interface SecretMarks {
  fingerprint(secret: string): string;
  mark(secret: string): SecretMark;
}

/** `storeKey`: Base64. Equal secrets have equal marks in this installation, and others elsewhere. */
export function createSecretMarks(storeKey: string): SecretMarks {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(storeKey, 'base64'), '', 'veerpont credential marks', 32));
  const fingerprint = (secret: string): string =>
    createHmac('sha256', key).update(secret, 'utf8').digest('hex').slice(0, fingerprintDigits);
  return {
    fingerprint,
    mark: (secret) => ({
      fingerprint: fingerprint(secret),
      lastFour: secret.length >= shortestShown && !secret.endsWith(padding) ? secret.slice(-4) : null,
    }),
  };
}
