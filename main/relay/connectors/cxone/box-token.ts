import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import type { CountingSecret, LiveBoxSecrets } from '../../ports/box-secrets.ts';
import type { BoxClient } from './box-client.ts';

/** No token of ours lives longer or shorter, seconds. */
export const tokenLifeSeconds = { shortest: 60, longest: 3_600 } as const;

/** For clocks that differ a little: a token is good for so long after its end. */
const leewayMs = 5_000;
const longestTokenLength = 4_096;
const cacheSize = 1_000;

const issuer = 'veerpont';
const audience = 'veerpont-box';

/** The only header we write and the only one we read: the algorithm is never the token's to choose. */
export const tokenHeader = encode({ alg: 'HS256', typ: 'JWT' });

const Claims = z.object({
  iss: z.literal(issuer),
  aud: z.literal(audience),
  sub: z.string(),
  /** Seconds since 1970. */
  exp: z.number().int(),
  nbf: z.number().optional(),
  /** SHA-256 thumbprint of the client certificate the token is bound to (RFC 8705). */
  cnf: z.object({ 'x5t#S256': z.string() }).optional(),
});
export type TokenClaims = z.infer<typeof Claims>;

export type TokenVerdict =
  | { readonly kind: 'valid'; readonly client: BoxClient }
  /** Ours, and over: the caller fetches a new one. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

/** The access tokens we give to CXone. Self-contained: they outlive a restart and end with the client's secret. */
export interface BoxTokens {
  /**
   * `secretId`: the one it was asked with; the token ends with it. `certificate`: thumbprint of the caller's client
   * certificate, or null; the token then works only with it.
   */
  issue(client: BoxClient, secretId: string, lifeSeconds: number, certificate: string | null): string;
  verify(token: string, certificate: string | null): TokenVerdict;
}

interface Known {
  readonly client: BoxClient;
  /** Signed under it. */
  readonly secret: CountingSecret;
  readonly endsAt: number;
  readonly certificate: string | null;
}

/** `keyMaterial`: at least 32 random bytes that stay the same from one start to the next. */
export function createBoxTokens(options: {
  readonly keyMaterial: Uint8Array;
  readonly clients: readonly BoxClient[];
  readonly secrets: Pick<LiveBoxSecrets, 'of'>;
  readonly clock: Clock;
}): BoxTokens {
  const { keyMaterial, clients, secrets, clock } = options;
  const clientOf = new Map(clients.map((client) => [client.clientId, client]));
  const keys = new WeakMap<CountingSecret, Buffer>();
  const keyOf = (clientId: string, secret: CountingSecret): Buffer => {
    const key = keys.get(secret) ?? signingKey(keyMaterial, clientId, secret);
    keys.set(secret, key);
    return key;
  };
  const known = new Map<string, Known>();

  const read = (token: string): Known | null => {
    if (token.length > longestTokenLength) return null;
    const [header, payload, signature, ...more] = token.split('.');
    if (header !== tokenHeader || !payload || !signature || more.length > 0) return null;
    const claims = claimsOf(payload);
    const client = claims && clientOf.get(claims.sub);
    if (!claims || !client) return null;
    const secret = secrets
      .of(client.clientId)
      .find((one) => isSignature(signature, payload, keyOf(client.clientId, one)));
    if (secret === undefined) return null;
    if (claims.nbf !== undefined && claims.nbf * 1_000 > clock.now() + leewayMs) return null;
    return { client, secret, endsAt: claims.exp * 1_000, certificate: claims.cnf?.['x5t#S256'] ?? null };
  };

  return {
    issue: (client, secretId, lifeSeconds, certificate) => {
      const now = Math.floor(clock.now() / 1_000);
      const secret = secrets.of(client.clientId).find(({ id }) => id === secretId);
      if (secret === undefined) throw new Error('a token for a client without a secret');
      const key = keyOf(client.clientId, secret);
      return signToken(
        {
          iss: issuer,
          aud: audience,
          sub: client.clientId,
          iat: now,
          exp: now + lifeSeconds,
          jti: randomBytes(9).toString('base64url'),
          ...(certificate !== null && { cnf: { 'x5t#S256': certificate } }),
        },
        key,
      );
    },
    verify: (token, certificate) => {
      const entry = known.get(token) ?? read(token);
      if (entry === null) return { kind: 'invalid' };
      known.delete(token);
      // Ended by an operator since it was read.
      if (!secrets.of(entry.client.clientId).some(({ id }) => id === entry.secret.id)) return { kind: 'invalid' };
      if (clock.now() > entry.endsAt + leewayMs) return { kind: 'expired' };
      // Kept in order of use, so that what falls out is what nobody shows any more.
      known.set(token, entry);
      if (known.size > cacheSize) known.delete(known.keys().next().value ?? '');
      if (entry.certificate !== null && entry.certificate !== certificate) return { kind: 'invalid' };
      return { kind: 'valid', client: entry.client };
    },
  };
}

/** One key for each secret of a client: when a secret goes, the tokens made under it go with it. */
export function signingKey(keyMaterial: Uint8Array, clientId: string, { digest }: CountingSecret): Buffer {
  return Buffer.from(hkdfSync('sha256', keyMaterial, digest, `veerpont box token|${clientId}`, 32));
}

export function signToken(claims: object, key: Uint8Array): string {
  const payload = encode(claims);
  return `${tokenHeader}.${payload}.${signatureOf(payload, key)}`;
}

function signatureOf(payload: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(`${tokenHeader}.${payload}`, 'ascii').digest('base64url');
}

function isSignature(signature: string, payload: string, key: Uint8Array): boolean {
  const expected = Buffer.from(signatureOf(payload, key), 'ascii');
  const given = Buffer.from(signature, 'ascii');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function claimsOf(payload: string): TokenClaims | null {
  if (!/^[A-Za-z0-9_-]+$/u.test(payload)) return null;
  try {
    const parsed = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: no token of ours.
    return null;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
