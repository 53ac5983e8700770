import { createSign, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../kit/random.ts';

interface IssuedToken {
  integration: string;
  expiresAt: number;
}

/** RS256 access tokens of the tenant; what is valid is what was issued here and has not ended. */
export interface AccessTokens {
  issue(integration: string, claims: Record<string, unknown>, now: number, lifeSeconds: number): string;
  /** The integration the token was issued to; undefined when unknown, revoked or over. */
  check(token: string, now: number): string | undefined;
  /** Ends the tokens of one integration, or all. */
  revoke(integration?: string): void;
  /** For `jwks_uri`. */
  publicKey(): Record<string, unknown>;
}

export interface SigningKeys {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

let keysOfThisProcess: Promise<SigningKeys> | undefined;

/** Made once per process and off the main thread: a key pair costs a noticeable part of a second. */
export function signingKeys(): Promise<SigningKeys> {
  keysOfThisProcess ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return keysOfThisProcess;
}

export function createAccessTokens(random: Random, keys: SigningKeys): AccessTokens {
  const issued = new Map<string, IssuedToken>();
  const keyId = random.hex(16);

  return {
    issue(integration, claims, now, lifeSeconds) {
      const header = { alg: 'RS256', typ: 'JWT', kid: keyId };
      const seconds = Math.floor(now / 1000);
      const payload = { ...claims, iat: seconds, exp: seconds + lifeSeconds, jti: random.uuid() };
      const signed = `${encode(header)}.${encode(payload)}`;
      const token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(keys.privateKey, 'base64url')}`;
      issued.set(token, { integration, expiresAt: now + lifeSeconds * 1000 });
      for (const [old, entry] of issued) {
        if (issued.size <= 1_000) break;
        if (entry.expiresAt < now) issued.delete(old);
      }
      return token;
    },
    check(token, now) {
      const entry = issued.get(token);
      return entry && entry.expiresAt > now ? entry.integration : undefined;
    },
    revoke(integration) {
      for (const [token, entry] of issued) {
        if (integration === undefined || entry.integration === integration) issued.delete(token);
      }
    },
    publicKey: () => ({ ...keys.publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }),
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
