import { describe, expect, it } from 'vitest';
import { CredentialProofs } from '#relay/credentials/credential-proofs.ts';
import { createSecretMarks } from '#relay/credentials/secret-marks.ts';
import type { CredentialKey } from '#shared/domain/credential.ts';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { recordingLogger } from '#test/integration/storage/sqlite-harness.ts';

const marks = createSecretMarks(Buffer.alloc(32, 5).toString('base64'));
const tulip = ChannelId.parse('tulip');
const demo = IntegrationId.parse('demo');
const key = (name: CredentialKey['name']): CredentialKey =>
  name.startsWith('cxone') ? { owner: 'integration', ownerId: demo, name } : { owner: 'channel', ownerId: tulip, name };
const secrets = { clientId: 'c', clientSecret: 'client', accessKeyId: 'a', accessKeySecret: 'access' };

class Facts {
  value: string | null = null;
  writes = 0;
  isBroken = false;

  async readFact(): Promise<string | null> {
    await Promise.resolve();
    if (this.isBroken) throw new RelayError('STORE_WRITE_FAILED', 'disk');
    return this.value;
  }

  async writeFact(_name: string, value: string): Promise<void> {
    await Promise.resolve();
    this.writes += 1;
    if (this.isBroken) throw new RelayError('STORE_WRITE_FAILED', 'disk');
    this.value = value;
  }
}

function start(store = new Facts(), clock = new HandClock()) {
  const { logger, names } = recordingLogger();
  const proofs = new CredentialProofs({ store, marks, clock, log: logger });
  let news = 0;
  proofs.onNews = () => {
    news += 1;
  };
  return { proofs, store, clock, names, news: () => news };
}

describe('what was seen of a secret', () => {
  it('is of exactly that value', () => {
    const { proofs } = start();
    proofs.pushVerified(tulip, { token: 'one', encodingAesKey: 'key1' });
    expect(proofs.of(key('wechat_token'), 'one')?.result).toBe('push_verified');
    expect(proofs.of(key('wechat_token'), 'two')).toBeNull();
    expect(proofs.of(key('wechat_encoding_aes_key'), 'key1')?.result).toBe('push_verified');
    expect(proofs.of(key('wechat_encoding_aes_key'), 'one')).toBeNull();
  });

  it('reaches the disk once a minute, however many pushes come, and holds no secret', async () => {
    const { proofs, store, clock, news } = start();
    for (let push = 0; push < 1_000; push += 1) {
      proofs.pushVerified(tulip, { token: 'one-canary', encodingAesKey: 'key-canary' });
      clock.wind(100);
    }
    await settled();
    expect(store.writes).toBe(1);
    expect(store.value).not.toContain('canary');
    // The first of each is news; those after it are not.
    expect(news()).toBe(2);
    await proofs.stop();
    expect(store.writes).toBe(2);
    expect(start(store).proofs.of(key('wechat_token'), 'one-canary')).toBeNull();
    const again = start(store);
    await again.proofs.load();
    expect(again.proofs.of(key('wechat_token'), 'one-canary')).toMatchObject({ result: 'push_verified' });
  });

  it('is told of refusals that speak of it, and of no others', () => {
    const { proofs } = start();
    const answered = (code: 'WECHAT_SECRET_INVALID' | 'WECHAT_UNREACHABLE' | 'WECHAT_IP_NOT_LISTED') => {
      proofs.appSecretAnswered(tulip, 's', { ok: false, code, platformCode: '40125', value: null });
      return proofs.of(key('wechat_app_secret'), 's')?.result ?? null;
    };
    expect([answered('WECHAT_UNREACHABLE'), answered('WECHAT_IP_NOT_LISTED')]).toEqual([null, null]);
    expect(answered('WECHAT_SECRET_INVALID')).toBe('failed');
    proofs.appSecretAnswered(tulip, 's', { ok: true });
    expect(answered('WECHAT_UNREACHABLE')).toBe('token_issued');
  });

  it.each([
    ['invalid_client', 'failed', null],
    ['invalid_grant', null, 'failed'],
    [null, 'failed', 'failed'],
  ])('at signing in is of the half that was refused: %s', (value, client, accessKey) => {
    const { proofs } = start();
    const code = 'CXONE_CREDENTIALS_REFUSED';
    proofs.signInAnswered(demo, secrets, { ok: false, code, platformCode: 'HTTP 401', value });
    expect(proofs.of(key('cxone_client'), 'client')?.result ?? null).toBe(client);
    expect(proofs.of(key('cxone_access_key'), 'access')?.result ?? null).toBe(accessKey);
  });

  it('does not count our own look at our callback', () => {
    const { proofs } = start();
    const over = proofs.ownEcho('ours');
    proofs.urlVerified(tulip, { token: 't', echo: 'ours' });
    expect(proofs.of(key('wechat_token'), 't')).toBeNull();
    over();
    proofs.urlVerified(tulip, { token: 't', echo: 'ours' });
    expect(proofs.of(key('wechat_token'), 't')?.result).toBe('push_verified');
  });

  it('is of the last few values only', () => {
    const { proofs } = start();
    for (let value = 0; value < 100; value += 1) {
      proofs.pushVerified(tulip, { token: `t${value}`, encodingAesKey: null });
    }
    const known = Array.from({ length: 100 }, (_, value) => proofs.of(key('wechat_token'), `t${value}`));
    expect(known.findIndex((proof) => proof !== null)).toBe(94);
  });

  it('stops nothing when the disk fails or holds something else', async () => {
    const { proofs, store, clock, names } = start();
    store.isBroken = true;
    await proofs.load();
    proofs.boxSecretUsed(demo, 'config');
    clock.wind(60_000);
    await settled();
    expect(names()).toEqual(['credentials.proofs_unreadable', 'credentials.proofs_not_written']);
    expect(proofs.boxSecretUsedAt(demo, 'config')).toBeGreaterThan(0);
    for (const value of ['{', '[]', '{"proofs":{"x":{"y":1}},"used":{}}']) {
      const other = new Facts();
      other.value = value;
      await expect(start(other).proofs.load()).resolves.toBeUndefined();
    }
  });
});

describe('a mark', () => {
  it('is the same for the same secret, differs elsewhere, and shows four characters of long ones only', () => {
    const elsewhere = createSecretMarks(Buffer.alloc(32, 6).toString('base64'));
    const long = 'abcdefghijklmnopqrst';
    expect(marks.mark(long)).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/u) as string,
      lastFour: 'qrst',
    });
    expect(marks.mark(long.slice(1)).lastFour).toBeNull();
    expect(marks.mark(`${long}====`).lastFour).toBeNull();
    expect(marks.mark(long)).toEqual(marks.mark(long));
    expect(elsewhere.mark(long).fingerprint).not.toBe(marks.mark(long).fingerprint);
  });
});
