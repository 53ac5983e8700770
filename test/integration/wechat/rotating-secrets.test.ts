import { decrypt, getSignature } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CredentialUse } from '#relay/ports/credential-use.ts';
import type { ChannelSecrets } from '#relay/ports/live-secrets.ts';
import { channels, plainPush, securePush, verification } from '#test/corpus/wechat/row.ts';
import { channelSecretsOf } from '#test/fakes/fixed-secrets.ts';
import {
  account,
  aChannel,
  aTextPush,
  encrypted,
  encryptedQuery,
  envelopeOf,
  otherAesKey,
  plainQuery,
} from '#test/unit/relay/wechat/support/account.ts';
import { startCallbackServer, type CallbackServer } from './callback-server.ts';
import { ask } from './raw-http.ts';

const configs = [aChannel(channels.security), aChannel(channels.plain, { mode: 'plain' })];
const newToken = 'newToken1';
let secrets: ChannelSecrets;
let server: CallbackServer;
let uses: string[];
let lastId = 1_000_000_000_000_000;

beforeEach(async () => {
  uses = [];
  secrets = channelSecretsOf(aChannel(channels.security));
  const watching: Pick<CredentialUse, 'pushVerified' | 'urlVerified'> = {
    pushVerified: (channelId, { token, encodingAesKey }) => {
      uses.push(`push ${channelId} ${token} ${encodingAesKey?.slice(0, 4) ?? 'plain'}`);
    },
    urlVerified: (channelId, { token, echo }) => {
      uses.push(`url ${channelId} ${token} ${echo}`);
    },
  };
  server = await startCallbackServer(configs, undefined, {
    secrets: { channel: () => secrets },
    uses: watching,
    textFor: () => Promise.resolve('said'),
  });
});
afterEach(async () => {
  await server.close();
});

const push = () => aTextPush({ MsgId: String((lastId += 1)) });
const sent = (token: string, key: string) => ask(server.url, securePush(push(), { signing: { token }, key }));
const both = (): ChannelSecrets => ({
  ...secrets,
  tokens: [newToken, account.token],
  encodingAesKeys: [otherAesKey, account.encodingAesKey],
});
const member = (xml: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|(.*?))</${name}>`, 'su').exec(xml)?.slice(1).join('') ?? '';

describe('secrets of pushes that change while pushes come in', () => {
  it('count from the next push on', async () => {
    expect((await sent(newToken, otherAesKey)).status).not.toBe(200);
    secrets = both();
    expect((await sent(newToken, otherAesKey)).status).toBe(200);
    secrets = { ...secrets, tokens: [newToken], encodingAesKeys: [otherAesKey] };
    expect((await sent(account.token, account.encodingAesKey)).status).not.toBe(200);
    expect(server.intake.pushes).toHaveLength(1);
  });

  it.each([
    ['both new', newToken, otherAesKey],
    ['both old', account.token, account.encodingAesKey],
    ['the token new, the key old', newToken, account.encodingAesKey],
    ['the token old, the key new', account.token, otherAesKey],
  ])('are answered with what the push came with: %s', async (_which, token, key) => {
    secrets = both();
    const { status, body } = await sent(token, key);
    expect(status).toBe(200);
    const xml = body.toString();
    const sealed = member(xml, 'Encrypt');
    expect(decrypt(key, sealed).message).toContain('said');
    expect(member(xml, 'MsgSignature')).toBe(
      getSignature(token, member(xml, 'TimeStamp'), member(xml, 'Nonce'), sealed),
    );
    expect(uses).toEqual([`push ${channels.security} ${token} ${key.slice(0, 4)}`]);
  });

  it('must be the same token for the address and for the body', async () => {
    secrets = both();
    const sealed = encrypted(push());
    const query = encryptedQuery(sealed, { token: newToken });
    query.set('signature', plainQuery().get('signature') ?? '');
    const request = {
      method: 'POST',
      target: `/wechat/${channels.security}?${query.toString()}`,
      body: envelopeOf(sealed),
    };
    expect((await ask(server.url, request)).status).not.toBe(200);
    query.delete('signature');
    const bare = { ...request, target: `/wechat/${channels.security}?${query.toString()}` };
    expect((await ask(server.url, bare)).status).toBe(200);
    expect(uses).toEqual([`push ${channels.security} ${newToken} ${account.encodingAesKey.slice(0, 4)}`]);
  });

  it('serve plain pushes and the check of the address, too', async () => {
    secrets = both();
    for (const token of [newToken, account.token]) {
      expect((await ask(server.url, plainPush(push(), { signing: { token } }))).status).toBe(200);
      expect((await ask(server.url, verification(`echo ${token}`, { signing: { token } }))).status).toBe(200);
    }
    expect((await ask(server.url, verification('echo', { signing: { token: 'stranger' } }))).status).not.toBe(200);
    expect(uses).toEqual(
      [newToken, account.token].flatMap((token) => [
        `push ${channels.plain} ${token} plain`,
        `url ${channels.security} ${token} echo ${token}`,
      ]),
    );
  });
});
