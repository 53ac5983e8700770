import { createDecipheriv, createHash } from 'node:crypto';
import { accounts, boxToken, cxoneToken, wechatToken, type Account } from '../kit/identities.ts';

/** What all references do alike: verify, decrypt, parse, and write what goes on. Nothing more than has to be. */
export interface Incoming {
  /** Of the message, for recognising a repeat. */
  readonly key: string;
  readonly openId: string;
  /** Where it goes and what is sent there. */
  readonly path: string;
  readonly bearer: string | null;
  readonly body: string;
  /** What the sender wants to read. */
  readonly answer: string;
}

/** One POST as it came: `url` with its query. Null when it is not to be taken. */
export function readIncoming(url: string, authorization: string | undefined, body: Buffer): Incoming | null {
  if (url.startsWith('/outbound')) return authorization === `Bearer ${boxToken}` ? readReply(body) : null;
  const [path = '', query = ''] = url.split('?', 2);
  const account = path === '/wechat/plain' ? accounts.plain : accounts.security;
  const xml = openPush(account, new URLSearchParams(query), body.toString('utf8'));
  return xml === null ? null : readPush(account, xml);
}

function openPush(account: Account, query: URLSearchParams, xml: string): string | null {
  const stamp = [account.token, query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  if (account === accounts.plain) return sha1(stamp) === query.get('signature') ? xml : null;
  const encrypt = member(xml, 'Encrypt');
  return sha1([...stamp, encrypt]) === query.get('msg_signature') ? decrypted(account, encrypt) : null;
}

function sha1(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

const keys = new Map(
  Object.values(accounts).map((account) => [account.id, Buffer.from(`${account.encodingAesKey}=`, 'base64')]),
);

function decrypted(account: Account, encrypt: string): string | null {
  const key = keys.get(account.id) ?? Buffer.alloc(32);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const frame = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()]);
  const end = 20 + frame.readUInt32BE(16);
  const appId = frame.toString('latin1', end, frame.length - (frame.at(-1) ?? 0));
  return appId === account.appId ? frame.toString('utf8', 20, end) : null;
}

/** The value of a member of WeChat's flat XML. */
function member(xml: string, name: string): string {
  const from = xml.indexOf(`<${name}>`) + name.length + 2;
  const value = xml.slice(from, xml.indexOf(`</${name}>`, from));
  return value.startsWith('<![CDATA[') ? value.slice(9, -3) : value;
}

function readPush(account: Account, xml: string): Incoming {
  const openId = member(xml, 'FromUserName');
  const messageId = member(xml, 'MsgId');
  const text = member(xml, 'Content');
  const name = openId.slice(-6);
  return {
    key: `${account.appId}|${messageId}|${openId}`,
    openId,
    path: `/dfo/3.0/channels/${account.cxoneChannelId}/messages`,
    bearer: cxoneToken,
    body: JSON.stringify({
      idOnExternalPlatform: messageId,
      direction: 'inbound',
      createdAtWithMilliseconds: new Date(Number(member(xml, 'CreateTime')) * 1_000).toISOString(),
      thread: { idOnExternalPlatform: `${account.originalId}:${openId}`, threadName: name },
      messageContent: { type: 'TEXT', payload: { text }, fallbackText: text },
      authorEndUserIdentity: { idOnExternalPlatform: openId, nickname: name },
      recipients: [{ idOnExternalPlatform: account.originalId, name: 'Bench', isPrimary: true, isPrivate: true }],
    }),
    answer: 'success',
  };
}

interface Reply {
  readonly thread: { readonly idOnExternalPlatform: string };
  readonly messageContent: { readonly payload: { readonly text: string } };
}

function readReply(body: Buffer): Incoming {
  const text = body.toString('utf8');
  const { thread, messageContent } = JSON.parse(text) as Reply;
  const openId = thread.idOnExternalPlatform.split(':')[1] ?? '';
  const key = createHash('sha256').update(text).digest('base64url');
  return {
    key,
    openId,
    path: `/cgi-bin/message/custom/send?access_token=${wechatToken}`,
    bearer: null,
    body: JSON.stringify({ touser: openId, msgtype: 'text', text: { content: messageContent.payload.text } }),
    answer: JSON.stringify({ message: { idOnExternalPlatform: key }, thread }),
  };
}
