import { encrypt, getSignature } from '@wecom/crypto';
import { createHash } from 'node:crypto';
import { RelayConfig, type ChannelConfig } from '#shared/contract/relay-config.ts';
import { vector } from '../vectors.ts';

/** The invented account all tests of the callback speak for. Secrets here open nothing. */
export const account = {
  token: vector('a follow by scan').token,
  encodingAesKey: vector('a follow by scan').encodingAesKey,
  appId: vector('a follow by scan').appId,
  originalId: 'gh_0a1b2c3d4e5f',
  openId: 'oABCD1234567890abcdefghijkl',
  appSecret: '0123456789abcdef0123456789abcdef',
} as const;

export const otherAesKey = vector('the classic sample kit').encodingAesKey;

/** A channel of that account, as the relay's configuration gives it. */
export function aChannel(id: string, wechat: Partial<ChannelConfig['wechat']> = {}): ChannelConfig {
  const config = RelayConfig.parse({
    storeKey: 'x',
    integrations: [],
    channels: [
      {
        id,
        name: id,
        integration: 'demo',
        cxoneChannelId: id,
        wechat: {
          appId: account.appId,
          originalId: account.originalId,
          appSecret: account.appSecret,
          token: account.token,
          encodingAesKey: account.encodingAesKey,
          ...wechat,
        },
      },
    ],
  });
  const [channel] = config.channels;
  if (channel === undefined) throw new Error('one channel was given');
  return channel;
}

export type Members = Readonly<Record<string, string>>;

const member = (name: string, value: string): string =>
  /^\d+$/u.test(value)
    ? `<${name}>${value}</${name}>`
    : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;

export const xmlOf = (members: Members): string =>
  `<xml>${Object.entries(members)
    .map(([name, value]) => member(name, value))
    .join('')}</xml>`;

/** A text push of the account's end user; members can be changed or, with undefined, left out. */
export function aTextPush(changes: Readonly<Record<string, string | undefined>> = {}): string {
  return xmlOf(given({ ...envelope('text'), Content: 'hello', MsgId: '7597338240771457024', ...changes }));
}

export function anEventPush(event: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
  return xmlOf(given({ ...envelope('event'), Event: event, ...changes }));
}

function envelope(type: string): Members {
  return {
    ToUserName: account.originalId,
    FromUserName: account.openId,
    CreateTime: '1767225600',
    MsgType: type,
  };
}

function given(members: Readonly<Record<string, string | undefined>>): Members {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Signs like WeChat does: three strings in byte order. */
export function signatureOf(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
}

export interface Signing {
  readonly token?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
}

/** The query of a plain push or of the URL verification. */
export function plainQuery({
  token = account.token,
  timestamp = '1767225700',
  nonce = '42',
}: Signing = {}): URLSearchParams {
  return new URLSearchParams({ signature: signatureOf(token, timestamp, nonce), timestamp, nonce });
}

/** The query of an encrypted push, signed by a public library. */
export function encryptedQuery(encryptText: string, signing: Signing = {}): URLSearchParams {
  const query = plainQuery(signing);
  query.set('encrypt_type', 'aes');
  query.set(
    'msg_signature',
    getSignature(signing.token ?? account.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encryptText),
  );
  return query;
}

/** Encrypted by a public library, not by our own code. */
export function encrypted(
  message: string,
  key: string = account.encodingAesKey,
  appId: string = account.appId,
): string {
  return encrypt(key, message, appId);
}

export function envelopeOf(encryptText: string): string {
  return `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName><Encrypt><![CDATA[${encryptText}]]></Encrypt></xml>`;
}
