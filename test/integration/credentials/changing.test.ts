import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';
import { by, CredentialRelay, randomKey } from './credential-relay.ts';

let kit: CredentialRelay;

beforeEach(async () => {
  kit = await CredentialRelay.start();
});
afterEach(async () => {
  await kit.stop();
});

/** The machine may be busy with other things. */
const patienceMs = 60_000;

const secretOf = () => randomBytes(16).toString('hex');
/** Messages both ways until it is ended: then more of them have come after the change, and all are where they belong. */
function traffic() {
  const { sandbox, channelId } = kit;
  const report = () => sandbox.witness.report(0);
  const load = sandbox.load.run({
    perSecond: 30,
    seconds: 600,
    direction: 'both',
    conversations: 60,
    maxInFlight: 64,
    channels: [channelId],
    rules: { wechat: { markFailAfter: 0 }, cxone: { limitFactor: 0 } },
  });
  return {
    flows: () => waitUntil(() => report().appliedIn > 20 && report().appliedOut > 20, patienceMs),
    end: async () => {
      const { appliedIn, appliedOut } = report();
      await waitUntil(() => report().appliedIn > appliedIn + 20 && report().appliedOut > appliedOut + 20, patienceMs);
      load.stop();
      await load.done;
      await waitUntil(() => report().lost === 0 && report().waitingIn === 0 && report().waitingOut === 0, patienceMs);
      return report();
    },
  };
}
const nothingLost = {
  lost: 0,
  duplicates: 0,
  unexpectedIn: 0,
  unexpectedOut: 0,
  orderBreaksIn: 0,
  orderBreaksOut: 0,
  notAckedIn: 0,
  reportedFailedOut: 0,
};

describe('a secret changed while messages flow', () => {
  it('AppSecret: replies wait for it and none is lost or doubled', async () => {
    const { wechat } = kit.sandbox;
    const load = traffic();
    await load.flows();
    const next = secretOf();
    // Reset at WeChat: the old one, and what was gained with it, ends at once.
    wechat.accounts.change(kit.channelId, { appSecret: next });
    wechat.tokens.expireAll(wechat.accounts.get(kit.channelId).options.appId, Date.now());
    const outbound = async () =>
      (await kit.relay.handlers['channels.list'](null)).find(({ id }) => id === kit.channelId)?.legs.wechatOut;
    await waitUntil(async () => (await outbound())?.fault?.code === 'WECHAT_SECRET_INVALID', patienceMs);
    expect((await kit.of('wechat_app_secret')).lastProof).toMatchObject({ result: 'failed', platformCode: '40125' });

    await kit.set('wechat_app_secret', next);
    const report = await load.end();
    expect(report).toMatchObject(nothingLost);
    expect(report.appliedOut).toBe(report.ackedOut);
    expect(await kit.of('wechat_app_secret')).toMatchObject({
      source: 'desk',
      changedBy: by,
      lastProof: { result: 'token_issued' },
    });
    expect(kit.log.names()).toContain('wechat.token_dropped');
  }, 200_000);

  it('EncodingAESKey and token: pushes of both are taken, and the old ones no longer than was said', async () => {
    const { wechat } = kit.sandbox;
    const load = traffic();
    await load.flows();
    const [encodingAesKey, token] = [randomKey(), 'nextToken1'];
    await kit.set('wechat_encoding_aes_key', encodingAesKey);
    await kit.set('wechat_token', token);
    // The old ones go on for a while, as at WeChat somebody has yet to type the new ones.
    await waitUntil(() => kit.log.names().includes('wechat.previous_key_used'), patienceMs);
    expect((await kit.of('wechat_encoding_aes_key')).lastProof).toBeNull();
    wechat.accounts.change(kit.channelId, { encodingAesKey, token });
    expect(await load.end()).toMatchObject(nothingLost);
    for (const name of ['wechat_encoding_aes_key', 'wechat_token'] as const) {
      const credential = await kit.of(name);
      expect(credential.lastProof).toMatchObject({ result: 'push_verified' });
      expect(credential.previous?.lastUsedAt).toBeGreaterThan(0);
      expect(await kit.test(name, name === 'wechat_token' ? token : encodingAesKey)).toEqual(credential.lastProof);
    }

    await kit.set('wechat_token', token, 0);
    wechat.accounts.change(kit.channelId, { token: kit.config.channels[0]?.wechat.token ?? '' });
    const openid = await kit.customer('Refused');
    const outcome = await wechat.customers.send(kit.channelId, openid, { type: 'text', text: 'hello' }).settled;
    expect(outcome.kind).toBe('lost');
  }, 200_000);

  it('access key: messages to CXone wait for it and none is lost or doubled', async () => {
    const { integration } = kit.sandbox.identities;
    const load = traffic();
    await load.flows();
    const next = `${randomBytes(24).toString('hex')}====`;
    const { accessKeys } = kit.sandbox.cxone.store.book;
    const before = accessKeys.get(integration.accessKeyId);
    if (before === undefined) throw new Error('the tenant knows the access key');
    accessKeys.delete(before.id);
    accessKeys.set('NEXTKEY====', { ...before, id: 'NEXTKEY====', secret: next });
    kit.sandbox.cxone.faults.set({ target: integration.key, fault: 'tokenRevoked' });
    kit.sandbox.cxone.faults.clear({ target: integration.key, fault: 'tokenRevoked' });
    const inbound = async () =>
      (await kit.relay.handlers['channels.list'](null)).find(({ id }) => id === kit.channelId)?.legs.cxoneOut;
    await waitUntil(async () => (await inbound())?.fault?.code === 'CXONE_CREDENTIALS_REFUSED', patienceMs);
    expect((await kit.of('cxone_access_key')).lastProof).toMatchObject({ result: 'failed', value: 'invalid_grant' });

    await kit.set('cxone_access_key', next, 24, 'NEXTKEY====');
    expect(await load.end()).toMatchObject(nothingLost);
    expect(await kit.of('cxone_access_key')).toMatchObject({
      identifier: 'NEXTKEY====',
      source: 'desk',
      previous: null,
      lastProof: { result: 'token_issued' },
    });
    expect((await kit.of('cxone_client')).lastProof).toMatchObject({ result: 'token_issued' });
  }, 200_000);
});
