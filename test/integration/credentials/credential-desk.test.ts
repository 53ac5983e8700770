import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CredentialName } from '#shared/domain/credential.ts';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';
import { by, CredentialRelay, randomKey } from './credential-relay.ts';

let kit: CredentialRelay;

beforeEach(async () => {
  kit = await CredentialRelay.start();
});
afterEach(async () => {
  await kit.stop();
});

const credentialNames: readonly CredentialName[] = [
  'wechat_app_secret',
  'wechat_token',
  'wechat_encoding_aes_key',
  'cxone_client',
  'cxone_access_key',
];
const rejection = (code: string, value?: string) =>
  expect.objectContaining({ code, ...(value !== undefined && { value }) }) as Error;

describe('testing a secret', () => {
  it('the present ones are shown to work by the platforms themselves', async () => {
    for (const name of ['wechat_app_secret', 'cxone_client', 'cxone_access_key'] as const) {
      expect(await kit.test(name, null)).toMatchObject({ result: 'token_issued', code: null });
    }
    const openid = await kit.customer('Li');
    expect(await kit.test('wechat_encoding_aes_key', null)).toMatchObject({ result: 'waiting' });
    await kit.sandbox.wechat.customers.send(kit.channelId, openid, { type: 'text', text: 'hello' }).settled;
    const sentBy = Date.now();
    const proof = await kit.test('wechat_encoding_aes_key', null);
    expect(proof.result).toBe('push_verified');
    expect(proof.at).toBeLessThanOrEqual(sentBy);
    // A value that no push came with is not proved by the pushes of another.
    expect(await kit.test('wechat_encoding_aes_key', randomKey())).toMatchObject({ result: 'waiting' });
  });

  it('WeChat’s verification of the address proves the token; our own look at it does not', async () => {
    expect(await kit.test('wechat_token', null)).toMatchObject({ result: 'waiting' });
    await kit.relay.handlers['channels.check']({ channelId: kit.channelId });
    expect(kit.log.names()).toContain('wechat.url_verified');
    expect(await kit.test('wechat_token', null)).toMatchObject({ result: 'waiting' });
    await kit.sandbox.wechat.verify(kit.channelId);
    expect(await kit.test('wechat_token', null)).toMatchObject({ result: 'push_verified' });
  });

  it.each<[CredentialName, object]>([
    ['wechat_app_secret', { code: 'WECHAT_SECRET_INVALID', platformCode: '40125' }],
    ['cxone_client', { code: 'CXONE_CREDENTIALS_REFUSED', platformCode: 'HTTP 401', value: 'invalid_client' }],
    ['cxone_access_key', { code: 'CXONE_CREDENTIALS_REFUSED', platformCode: 'HTTP 400', value: 'invalid_grant' }],
  ])('a wrong %s is told in the platform’s words, and nothing is changed', async (name, words) => {
    const tokenInUse = async () => {
      const openid = await kit.customer('Li');
      await kit.sandbox.wechat.customers.send(kit.channelId, openid, { type: 'text', text: 'hi' }).settled;
    };
    await tokenInUse();
    const before = await kit.of(name);
    expect(await kit.test(name, 'wrong-wrong-wrong-wrong')).toMatchObject({ result: 'failed', ...words });
    const { lastProof, ...after } = await kit.of(name);
    expect(after).toEqual({ ...before, lastProof: undefined });
    expect(lastProof?.result).not.toBe('failed');
    expect(kit.log.names()).not.toContain('wechat.token_dropped');
    expect((await kit.audit()).find(({ action }) => action === 'credential_tested')).toMatchObject({ by });
  });

  it('says so when the platform cannot be reached', async () => {
    const { integration } = kit.sandbox.identities;
    kit.sandbox.cxone.faults.set({ target: integration.key, fault: 'reset' });
    const proof = await kit.test('cxone_access_key', null);
    expect(proof.result).toBe('failed');
    expect(proof.code).not.toBe('CXONE_CREDENTIALS_REFUSED');
  });

  it.each<[CredentialName, string, string | null, string]>([
    ['wechat_token', 'ab', null, 'secret'],
    ['wechat_token', 'a'.repeat(33), null, 'secret'],
    ['wechat_token', 'with blank', null, 'secret'],
    ['wechat_token', 'goodToken', 'x', 'identifier'],
    ['wechat_encoding_aes_key', 'a'.repeat(42), null, 'secret'],
    ['wechat_encoding_aes_key', `${'a'.repeat(42)}=`, null, 'secret'],
    ['wechat_app_secret', ' 0123456789abcdef', null, 'secret'],
    ['wechat_app_secret', '0123456789abcdef\n', null, 'secret'],
    ['cxone_client', 'sec\u0000ret', null, 'secret'],
    ['cxone_access_key', 'secret', ' ID', 'identifier'],
    ['cxone_access_key', 'secret\u2028x', null, 'secret'],
  ])('%s %j (%s) is refused at the field, tested or set', async (name, secret, identifier, field) => {
    const input = { key: kit.key(name), value: { identifier, secret }, by };
    const { handlers } = kit.relay;
    await expect(async () => handlers['credentials.test'](input)).rejects.toThrow(
      rejection('CREDENTIAL_INVALID', field),
    );
    await expect(async () => handlers['credentials.set']({ ...input, keepPreviousHours: 1 })).rejects.toThrow(
      rejection('CREDENTIAL_INVALID', field),
    );
  });

  it('knows no others', async () => {
    const { handlers } = kit.relay;
    for (const key of [
      { owner: 'channel', ownerId: 'nobody', name: 'wechat_token' },
      { owner: 'channel', ownerId: kit.channelId, name: 'cxone_client' },
      { owner: 'integration', ownerId: kit.integrationId, name: 'wechat_token' },
      { owner: 'integration', ownerId: '__proto__', name: 'cxone_client' },
    ] as const) {
      const value = { identifier: null, secret: 'goodToken' };
      const unknown = rejection('CREDENTIAL_UNKNOWN');
      await expect(async () => handlers['credentials.test']({ key, value, by })).rejects.toThrow(unknown);
      await expect(async () => handlers['credentials.useConfig']({ key, by })).rejects.toThrow(unknown);
      await expect(async () => handlers['credentials.set']({ key, value, keepPreviousHours: 0, by })).rejects.toThrow(
        unknown,
      );
    }
  });
});

describe('a Box client secret', () => {
  it('is made, counts beside the old one, and outlives it and its tokens', async () => {
    const configured = kit.config.integrations[0]?.box.clientSecret ?? '';
    const old = await kit.boxToken(configured);
    expect(old.status).toBe(200);
    const { secret, desk } = await kit.makeBoxSecret();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(desk)).not.toContain(secret);
    const [made] = desk.boxSecrets;
    expect(made).toMatchObject({ source: 'desk', lastUsedAt: null, endedAt: null, createdBy: by });
    expect(made?.mark.lastFour).toBe(secret.slice(-4));
    await expect(kit.makeBoxSecret()).rejects.toThrow(rejection('BOX_SECRETS_FULL'));

    const fresh = await kit.boxToken(secret);
    expect([fresh.status, await kit.boxCall(old.token), await kit.boxCall(fresh.token)]).toEqual([200, 404, 404]);
    expect((await kit.boxSecrets()).map(({ lastUsedAt }) => lastUsedAt !== null)).toEqual([true, true]);

    await kit.endBoxSecret('config');
    expect((await kit.boxToken(configured)).status).toBe(401);
    expect([await kit.boxCall(old.token), await kit.boxCall(fresh.token)]).toEqual([401, 404]);
    expect((await kit.boxSecrets()).map(({ id, endedAt }) => [id === 'config', endedAt !== null])).toEqual([
      [false, false],
      [true, true],
    ]);
    await expect(kit.endBoxSecret(made?.id ?? '')).rejects.toThrow(rejection('DESK_LAST_ONE'));
    await expect(kit.endBoxSecret('config')).rejects.toThrow(rejection('DESK_NOT_FOUND'));

    await kit.end();
    await kit.begin();
    expect([(await kit.boxToken(configured)).status, (await kit.boxToken(secret)).status]).toEqual([401, 200]);
    expect([await kit.boxCall(old.token), await kit.boxCall(fresh.token)]).toEqual([401, 404]);

    const second = await kit.makeBoxSecret();
    await kit.endBoxSecret(made?.id ?? '');
    expect([(await kit.boxToken(secret)).status, (await kit.boxToken(second.secret)).status]).toEqual([401, 200]);
    expect(await kit.boxCall(fresh.token)).toBe(401);
    expect(kit.foundIn(secret)).toEqual([]);
    expect(kit.foundIn(second.secret)).toEqual([]);
    const acts = (await kit.audit()).map(({ action, detail }) => [action, detail]);
    expect(acts).toContainEqual(['box_secret_made', expect.stringMatching(/^[0-9a-f]{8}, own_endpoint$/u)]);
    expect(acts.filter(([action]) => action === 'box_secret_ended')).toHaveLength(2);
  }, 60_000);

  it('that we tried ourselves proves nothing of CXone', async () => {
    const cxoneIn = async () =>
      (await kit.relay.handlers['channels.list'](null)).find(({ id }) => id === kit.channelId)?.legs.cxoneIn?.proof;
    const before = await cxoneIn();
    await kit.makeBoxSecret();
    expect(await cxoneIn()).toEqual(before);
  });
});

describe('what was set', () => {
  it('outlives a restart, can be taken back, and is nowhere to be read', async () => {
    const canaries = {
      wechat_app_secret: `canary${randomBytes(13).toString('hex')}`,
      wechat_token: 'canaryToken12345678',
      wechat_encoding_aes_key: `canary${randomKey().slice(6)}`,
      cxone_client: `canary-client-${randomBytes(20).toString('hex')}`,
      cxone_access_key: `canary-key-${randomBytes(20).toString('hex')}`,
    };
    const old = await kit.of('wechat_token');
    for (const name of credentialNames) await kit.set(name, canaries[name]);
    await kit.end();
    await kit.begin();
    for (const name of credentialNames) {
      const one = await kit.of(name);
      const lastFour = canaries[name].length >= 20 ? canaries[name].slice(-4) : null;
      expect(one).toMatchObject({ source: 'desk', changedBy: by, mark: { lastFour } });
      expect(one.previous === null).toBe(!['wechat_token', 'wechat_encoding_aes_key'].includes(name));
      expect(one.mark?.fingerprint).toMatch(/^[0-9a-f]{8}$/u);
    }
    expect((await kit.of('wechat_token')).previous?.mark).toEqual(old.mark);
    // What counts is what was set: the platforms know nothing of it.
    expect(await kit.test('wechat_app_secret', null)).toMatchObject({ result: 'failed', platformCode: '40125' });

    for (const name of credentialNames) await kit.useConfig(name);
    expect(await kit.of('wechat_token')).toMatchObject({ source: 'config', mark: old.mark });
    for (const name of ['wechat_app_secret', 'cxone_client', 'cxone_access_key'] as const) {
      expect(await kit.test(name, null)).toMatchObject({ result: 'token_issued' });
    }
    const openid = await kit.customer('Li');
    const sent = kit.sandbox.wechat.customers.send(kit.channelId, openid, { type: 'text', text: 'hello' });
    expect((await sent.settled).kind).toBe('accepted');
    await waitUntil(() => kit.sandbox.witness.report(0).appliedIn > 0);

    await kit.audit();
    await kit.end();
    for (const secret of Object.values(canaries)) expect(kit.foundIn(secret)).toEqual([]);
    // The search itself finds what is there.
    expect(kit.foundIn(kit.channelId)).not.toEqual([]);
  }, 60_000);
});
