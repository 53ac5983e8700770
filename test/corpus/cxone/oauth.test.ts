import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boxSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { sendRaw } from '#test/fakes/raw-http.ts';
import { boxClientsOf } from '#relay/connectors/cxone/box-client.ts';
import { signingKey } from '#relay/connectors/cxone/box-token.ts';
import { keyMaterial, startBoxKit, type BoxKit } from '#test/integration/cxone/box-kit.ts';
import { relayConfig, tulipCxoneId } from '#test/integration/cxone/relay-fixture.ts';
import { bearerCases, right, rightSecret, tokenRequestCases, type BearerWorkshop } from './oauth-cases.ts';

const outboundPath = `/2.0/channel/${tulipCxoneId}/outbound`;
const message = { endUserRecipients: [{ idOnExternalPlatform: 'oAbc' }], content: 'hi' };

let kit: BoxKit;

beforeEach(async () => {
  kit = await startBoxKit();
});
afterEach(async () => {
  const log = kit.log.lines.join('\n');
  expect(log).not.toContain('canary');
  expect(log).not.toContain(rightSecret);
  await kit.stop();
});

describe('the token endpoint', () => {
  it.each(tokenRequestCases)('$name', async ({ body, headers, query = '', expected }) => {
    for (const path of ['/1.0/token', '/oauth/token/']) {
      const answer = await kit.call(`${path}${query}`, { token: null, body, ...(headers && { headers }) });

      expect(answer.status).toBe(expected.status);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      if (expected.error) expect(answer.json).toEqual({ error: expected.error });
      if (expected.expiresIn !== undefined) {
        expect(answer.json).toEqual({
          access_token: expect.any(String) as string,
          token_type: 'Bearer',
          expires_in: expected.expiresIn,
        });
        const used = await kit.call(outboundPath, { token: String(answer.json.access_token), body: message });
        expect(used.status).toBe(200);
      }
    }
  });

  it('proves to every channel of the client that CXone reaches us', async () => {
    await kit.call('/1.0/token', { token: null, body: right });

    expect(kit.legs.proofs).toEqual([
      ['tulip', 'cxoneIn', 'other_side'],
      ['lotus', 'cxoneIn', 'other_side'],
    ]);
  });

  it('tells the operator of a wrong secret, but not of a stranger', async () => {
    await kit.call('/1.0/token', { token: null, body: { ...right, client_id: 'nobody' } });
    expect(kit.legs.faults).toEqual([]);
    await kit.call('/1.0/token', { token: null, body: { ...right, client_secret: 'wrong' } });

    expect(kit.legs.faults.map(([id, leg, { code, retryable }]) => [id, leg, code, retryable])).toEqual([
      ['tulip', 'cxoneIn', 'BOX_CREDENTIALS_WRONG', false],
      ['lotus', 'cxoneIn', 'BOX_CREDENTIALS_WRONG', false],
    ]);
    expect(kit.legs.refused).toHaveLength(2);
  });

  it('asks for patience from the eleventh wrong secret of a minute on, and serves the right one all the while', async () => {
    const wrong = { ...right, client_secret: 'wrong' };
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect((await kit.call('/1.0/token', { token: null, body: wrong })).status).toBe(401);
    }
    kit.clock.wind(20_000);

    const limited = await kit.call('/1.0/token', { token: null, body: wrong });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '40']);
    expect((await kit.call('/1.0/token', { token: null, body: right })).status).toBe(200);
    kit.clock.wind(40_000);
    expect((await kit.call('/1.0/token', { token: null, body: wrong })).status).toBe(401);
  });

  it('counts wrong secrets for each of a hundred peers by itself', async () => {
    const bare = await startBoxKit({}, { bare: true });
    const wrong = JSON.stringify({ ...right, client_secret: 'wrong' });
    const headers = { 'content-type': 'application/json' };
    const statuses = new Map<number, number>();
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, peer) =>
          bare.app.inject({
            method: 'POST',
            url: '/integration/box/1.0/token',
            remoteAddress: `198.51.100.${peer}`,
            headers,
            payload: wrong,
          }),
        ),
      );
      for (const { statusCode } of answers) statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }

    expect(Object.fromEntries(statuses)).toEqual({ 401: 1_000, 429: 1_000 });
    expect(bare.legs.refused).toHaveLength(2_000);
    expect((await bare.call('/1.0/token', { token: null, body: right })).status).toBe(200);
    await bare.stop();
  });

  it('takes the old secret and its tokens during a change, and neither afterwards', async () => {
    const secrets = boxSecretsOf(relayConfig);
    const changing = await startBoxKit({ secrets });
    const ask = (secret: string) =>
      changing.call('/1.0/token', { token: null, body: { ...right, client_secret: secret } });
    const send = async () => (await changing.call(outboundPath, { token, body: message })).status;

    secrets.set(right.client_id, 'old');
    const token = String((await ask('old')).json.access_token);
    expect([(await ask('new')).status, await send()]).toEqual([401, 200]);
    secrets.set(right.client_id, 'new', 'old');
    expect([(await ask('old')).status, (await ask('new')).status, await send()]).toEqual([200, 200, 200]);
    secrets.set(right.client_id, 'new');
    expect([(await ask('old')).status, (await ask('new')).status, await send()]).toEqual([401, 200, 401]);
    expect(secrets.uses).toEqual(['old', 'old', 'new', 'new'].map((secret) => `${right.client_id} ${secret}`));
    await changing.stop();
  });

  it('proves nothing of CXone when we ask it ourselves, and our mark is good once', async () => {
    const secrets = boxSecretsOf(relayConfig);
    const own = await startBoxKit({ secrets });
    const ask = (mark: string) =>
      own.call('/1.0/token', { token: null, body: right, headers: { 'x-veerpont-check': mark } });
    secrets.ownMarks.add('ours');

    expect((await ask('ours')).status).toBe(200);
    expect([secrets.uses, own.legs.proofs]).toEqual([[], []]);
    expect((await ask('ours')).status).toBe(200);
    expect(secrets.uses).toHaveLength(1);
    expect(own.legs.proofs).not.toEqual([]);
    await own.stop();
  });
});

describe('the bearer token', () => {
  it.each(bearerCases)('$name', async ({ header, accepted }) => {
    const keyOf = (id: string): Uint8Array => {
      const [secret] = boxSecretsOf(relayConfig).of(id);
      if (!secret) throw new Error(`no secret of ${id}`);
      return signingKey(keyMaterial, id, secret);
    };
    const workshop: BearerWorkshop = {
      good: kit.token(),
      goodOfOther: kit.token('client-other'),
      now: Math.floor(kit.clock.now() / 1_000),
      key: keyOf('client-demo'),
      keyOfOther: keyOf('client-other'),
    };
    const authorization = header(workshop);

    // Twice: a verdict that is remembered must be the same verdict.
    for (let time = 0; time < 2; time += 1) {
      const answer = await kit.call(outboundPath, {
        token: null,
        body: message,
        ...(authorization !== null && { headers: { authorization } }),
      });
      expect(answer.status).toBe(accepted ? 200 : 401);
      if (!accepted) {
        expect(answer.text).toBe('{"error":"Invalid token"}');
        expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      }
    }
    expect(kit.intake.accepted).toHaveLength(accepted ? 2 : 0);
  });

  it('is good for the calls of its own client only', async () => {
    const answer = await kit.call(outboundPath, { token: kit.token('client-other'), body: message });

    expect([answer.status, answer.json.errorCode]).toEqual([404, 'channelNotFound']);
  });

  it('ends when its client is removed', async () => {
    const token = kit.token();
    const without = await startBoxKit({ clients: boxClientsOf(relayConfig).slice(1) });

    expect((await without.call(outboundPath, { token, body: message })).status).toBe(401);
    await without.stop();
  });

  it('works with the client certificate it was given under, and with no other', async () => {
    let certificate: string | null = 'thumbprint-A';
    const bound = await startBoxKit({ certificates: { thumbprintOf: () => certificate, mayCall: () => true } });
    const granted = await bound.call('/1.0/token', { token: null, body: right });
    const token = String(granted.json.access_token);
    const statuses: number[] = [];
    for (certificate of ['thumbprint-A', 'thumbprint-B', null, 'thumbprint-A']) {
      statuses.push((await bound.call(outboundPath, { token, body: message })).status);
    }

    expect(statuses).toEqual([200, 401, 401, 200]);
    await bound.stop();
  });

  it('of 100 KB does not get past the header limit', async () => {
    const answer = await sendRaw(kit.port, [
      `POST /integration/box${outboundPath} HTTP/1.1\r\nHost: 127.0.0.1:${kit.port}\r\nAuthorization: Bearer ${'x'.repeat(100_000)}\r\nContent-Length: 0\r\n\r\n`,
    ]);

    expect(answer.status).toBe(431);
  });

  it('is counted when it is false, not when it is merely over or missing', async () => {
    const token = kit.token();
    kit.clock.wind(3_600_000 + 6_000);
    await kit.call(outboundPath, { token, body: message });
    await kit.call(outboundPath, { token: null, body: message });
    expect(kit.legs.refused).toEqual([]);
    await kit.call(outboundPath, { token: `${token}x`, body: message });

    expect(kit.legs.refused).toEqual([[null, 'BOX_TOKEN_INVALID']]);
  });
});

describe('the time a refusal takes', () => {
  let one: BoxKit;
  beforeAll(async () => {
    one = await startBoxKit({}, { bare: true });
  });
  afterAll(() => one.stop());

  it('does not tell a known client id from an unknown one', async () => {
    const samples = { known: [] as number[], unknown: [] as number[] };
    const bodies = {
      known: JSON.stringify({ ...right, client_secret: 'wrong' }),
      unknown: JSON.stringify({ ...right, client_id: 'client-nope', client_secret: 'wrong' }),
    };
    for (let round = 0; round < 600; round += 1) {
      for (const which of ['known', 'unknown'] as const) {
        const startedAt = performance.now();
        await one.app.inject({
          method: 'POST',
          url: '/integration/box/1.0/token',
          remoteAddress: `198.51.${round >> 8}.${round & 255}`,
          headers: { 'content-type': 'application/json' },
          payload: bodies[which],
        });
        if (round >= 100) samples[which].push(performance.now() - startedAt);
      }
    }
    const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

    const ratio = median(samples.known) / median(samples.unknown);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});
