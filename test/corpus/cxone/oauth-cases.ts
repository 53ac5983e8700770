import { signToken, tokenHeader } from '#relay/connectors/cxone/box-token.ts';

export const rightSecret = 'secret of demo ✓';
export const right = { grant_type: 'client_credentials', client_id: 'client-demo', client_secret: rightSecret };

export interface TokenRequestCase {
  readonly name: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly expected: { readonly status: number; readonly error?: string; readonly expiresIn?: number };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`, 'utf8').toString('base64')}`,
});
const granted = (expiresIn = 3_600) => ({ status: 200, expiresIn });
const refused = (status: number, error: string) => ({ status, error });
const wrongClient = refused(401, 'invalid_client');

/** Calls of the token endpoint. */
export const tokenRequestCases: readonly TokenRequestCase[] = [
  { name: 'JSON', body: right, expected: granted() },
  {
    name: 'JSON without a content type',
    body: Buffer.from(JSON.stringify(right)),
    headers: { 'content-type': '' },
    expected: granted(),
  },
  { name: 'a form', body: new URLSearchParams(right).toString(), headers: form, expected: granted() },
  {
    name: 'HTTP Basic with a form',
    body: 'grant_type=client_credentials',
    headers: { ...form, ...basic('client-demo', rightSecret) },
    expected: granted(),
  },
  {
    name: 'HTTP Basic, percent-encoded as the standard asks',
    body: { grant_type: 'client_credentials' },
    headers: basic('client-demo', encodeURIComponent(rightSecret)),
    expected: granted(),
  },
  {
    name: 'grant type password',
    body: { ...right, grant_type: 'password' },
    expected: refused(400, 'unsupported_grant_type'),
  },
  { name: 'an empty grant type', body: { ...right, grant_type: '' }, expected: refused(400, 'invalid_request') },
  {
    name: 'a grant type in an array',
    body: { ...right, grant_type: ['client_credentials'] },
    expected: refused(400, 'invalid_request'),
  },
  {
    name: 'no grant type',
    body: { client_id: 'client-demo', client_secret: rightSecret },
    expected: refused(400, 'invalid_request'),
  },
  { name: 'an unknown client', body: { ...right, client_id: 'nobody' }, expected: wrongClient },
  { name: 'the client id __proto__', body: { ...right, client_id: '__proto__' }, expected: wrongClient },
  {
    name: 'the secret of another client',
    body: { ...right, client_secret: 'secret of other ✓' },
    expected: wrongClient,
  },
  { name: 'a wrong secret', body: { ...right, client_secret: 'canary-wrong-secret' }, expected: wrongClient },
  {
    name: 'a secret with a space behind it',
    body: { ...right, client_secret: `${rightSecret} ` },
    expected: wrongClient,
  },
  { name: 'a secret that is an object', body: { ...right, client_secret: { $ne: '' } }, expected: wrongClient },
  { name: 'an empty secret', body: { ...right, client_secret: '' }, expected: wrongClient },
  { name: 'no secret', body: { grant_type: 'client_credentials', client_id: 'client-demo' }, expected: wrongClient },
  { name: 'a secret with NUL', body: { ...right, client_secret: `${rightSecret}\u0000` }, expected: wrongClient },
  { name: 'a secret of 1 MB', body: { ...right, client_secret: 'x'.repeat(1_000_000) }, expected: { status: 413 } },
  {
    name: 'a wrong Basic beside a right body',
    body: right,
    headers: basic('client-demo', 'wrong'),
    expected: wrongClient,
  },
  {
    name: 'credentials in the address',
    body: right,
    query: `?grant_type=client_credentials&client_id=client-demo&client_secret=canary-in-query`,
    expected: refused(400, 'invalid_request'),
  },
  {
    name: 'a secret twice',
    body: '{"grant_type":"client_credentials","client_id":"client-demo","client_secret":"a","client_secret":"b"}',
    expected: refused(400, 'invalid_request'),
  },
  {
    name: 'a form with a client id twice',
    body: 'grant_type=client_credentials&client_id=a&client_id=b',
    headers: form,
    expected: refused(400, 'invalid_request'),
  },
  { name: 'no JSON', body: 'hello', expected: refused(400, 'invalid_request') },
  { name: 'an array', body: [right], expected: refused(400, 'invalid_request') },
  { name: 'XML', body: '<token/>', headers: { 'content-type': 'text/xml' }, expected: { status: 415 } },
  { name: 'a life of 0', body: { ...right, expires_in: 0 }, expected: granted(60) },
  { name: 'a life of -1', body: { ...right, expires_in: -1 }, expected: granted(60) },
  { name: 'a life of 600', body: { ...right, expires_in: 600 }, expected: granted(600) },
  { name: 'a life of 600 as text', body: { ...right, expires_in: '600' }, expected: granted(600) },
  { name: 'a life of a thousand million', body: { ...right, expires_in: 1_000_000_000 }, expected: granted() },
  { name: 'a life in words', body: { ...right, expires_in: 'an hour' }, expected: granted() },
  { name: 'a life that is an object', body: { ...right, expires_in: { s: 60 } }, expected: granted() },
];

/** What a forger has to work with: a good token, our clock, and the keys where the case says so. */
export interface BearerWorkshop {
  readonly good: string;
  readonly goodOfOther: string;
  /** Epoch seconds. */
  readonly now: number;
  readonly key: Uint8Array;
  readonly keyOfOther: Uint8Array;
}

export interface BearerCase {
  readonly name: string;
  /** The whole Authorization header; null for none. */
  readonly header: (workshop: BearerWorkshop) => string | null;
  readonly accepted: boolean;
}

const base64url = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const claims = (now: number) => ({
  iss: 'veerpont',
  aud: 'veerpont-box',
  sub: 'client-demo',
  iat: now,
  exp: now + 600,
});
const parts = (token: string): [string, string, string] => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
};
const reheaded = (token: string, header: object): string => {
  const [, payload, signature] = parts(token);
  return `Bearer ${base64url(header)}.${payload}.${signature}`;
};

/** Authorization headers of an API call. */
export const bearerCases: readonly BearerCase[] = [
  { name: 'a good token', header: ({ good }) => `Bearer ${good}`, accepted: true },
  { name: 'a good token, scheme in small letters', header: ({ good }) => `bearer ${good}`, accepted: true },
  { name: 'none', header: () => null, accepted: false },
  { name: 'an empty one', header: () => '', accepted: false },
  { name: 'the scheme alone', header: () => 'Bearer', accepted: false },
  { name: 'another scheme', header: ({ good }) => `Token ${good}`, accepted: false },
  {
    name: 'the client’s credentials',
    header: () => `Basic ${Buffer.from(`client-demo:${rightSecret}`).toString('base64')}`,
    accepted: false,
  },
  { name: 'two tokens', header: ({ good }) => `Bearer ${good} ${good}`, accepted: false },
  {
    name: 'a token over by 1 s',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), exp: now - 1 }, key)}`,
    accepted: true,
  },
  {
    name: 'a token over by 6 s',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), exp: now - 6 }, key)}`,
    accepted: false,
  },
  {
    name: 'a token for another audience',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), aud: 'x' }, key)}`,
    accepted: false,
  },
  {
    name: 'a token of another issuer',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), iss: 'x' }, key)}`,
    accepted: false,
  },
  {
    name: 'a token in another client’s name',
    header: ({ now, keyOfOther }) => `Bearer ${signToken(claims(now), keyOfOther)}`,
    accepted: false,
  },
  {
    name: 'a token for a client that does not exist',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), sub: 'nobody' }, key)}`,
    accepted: false,
  },
  { name: 'algorithm none', header: ({ good }) => reheaded(good, { alg: 'none', typ: 'JWT' }), accepted: false },
  {
    name: 'algorithm none without a signature',
    header: ({ good }) => `Bearer ${base64url({ alg: 'none' })}.${parts(good)[1]}.`,
    accepted: false,
  },
  { name: 'algorithm HS384', header: ({ good }) => reheaded(good, { alg: 'HS384', typ: 'JWT' }), accepted: false },
  { name: 'algorithm RS256', header: ({ good }) => reheaded(good, { alg: 'RS256', typ: 'JWT' }), accepted: false },
  {
    name: 'a changed payload',
    header: ({ good, now }) =>
      `Bearer ${tokenHeader}.${base64url({ ...claims(now), exp: now + 99_999 })}.${parts(good)[2]}`,
    accepted: false,
  },
  { name: 'a cut signature', header: ({ good }) => `Bearer ${good.slice(0, -1)}`, accepted: false },
  { name: 'a longer signature', header: ({ good }) => `Bearer ${good}A`, accepted: false },
  { name: 'parts swapped', header: ({ good }) => `Bearer ${[...parts(good)].reverse().join('.')}`, accepted: false },
  { name: 'four parts', header: ({ good }) => `Bearer ${good}.x`, accepted: false },
  {
    name: 'a payload that is no JSON',
    header: ({ good }) => `Bearer ${tokenHeader}.${base64url('hello')}.${parts(good)[2]}`,
    accepted: false,
  },
  {
    name: 'not valid before an hour',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), nbf: now + 3_600 }, key)}`,
    accepted: false,
  },
  {
    name: 'no end',
    header: ({ now, key }) =>
      `Bearer ${signToken({ iss: 'veerpont', aud: 'veerpont-box', sub: 'client-demo', iat: now }, key)}`,
    accepted: false,
  },
  {
    name: 'an end in words',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), exp: 'never' }, key)}`,
    accepted: false,
  },
  {
    name: 'an end without end',
    header: ({ key, now }) => `Bearer ${signToken({ ...claims(now), exp: null }, key)}`,
    accepted: false,
  },
  {
    name: 'bound to a client certificate',
    header: ({ now, key }) => `Bearer ${signToken({ ...claims(now), cnf: { 'x5t#S256': 'A' } }, key)}`,
    accepted: false,
  },
  {
    name: 'a WeChat access token',
    header: () => 'Bearer 88_canaryWeChatToken-AbCdEf0123456789_xyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    accepted: false,
  },
];
