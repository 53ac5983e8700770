import { createCipheriv, createHash } from 'node:crypto';
import type { Account } from './identities.ts';

/** A push as WeChat sends it: the query of its address and its body. */
export interface BuiltPush {
  readonly query: string;
  readonly body: string;
}

/** WeChat: receiving standard messages. */
export function textXml(account: Account, openId: string, text: string, messageId: string, seconds: number): string {
  return (
    `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>` +
    `<FromUserName><![CDATA[${openId}]]></FromUserName><CreateTime>${seconds}</CreateTime>` +
    `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${messageId}</MsgId></xml>`
  );
}

export function plainPush(account: Account, openId: string, xml: string, seconds: number, nonce: string): BuiltPush {
  const signature = sha1Of([account.token, String(seconds), nonce]);
  return { query: `signature=${signature}&timestamp=${seconds}&nonce=${nonce}&openid=${openId}`, body: xml };
}

/** WeChat: message encryption. `random16` opens the frame; here it need not be secret. */
export function securityPush(
  account: Account,
  openId: string,
  xml: string,
  seconds: number,
  nonce: string,
  random16: Buffer,
): BuiltPush {
  const encrypt = encrypted(account, xml, random16);
  const plain = plainPush(account, openId, '', seconds, nonce).query;
  const messageSignature = sha1Of([account.token, String(seconds), nonce, encrypt]);
  return {
    query: `${plain}&encrypt_type=aes&msg_signature=${messageSignature}`,
    body: `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  };
}

function encrypted(account: Account, xml: string, random16: Buffer): string {
  const key = Buffer.from(`${account.encodingAesKey}=`, 'base64');
  const content = Buffer.from(xml);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const frame = Buffer.concat([random16, length, content, Buffer.from(account.appId)]);
  const padBytes = 32 - (frame.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(frame),
    cipher.update(Buffer.alloc(padBytes, padBytes)),
    cipher.final(),
  ]).toString('base64');
}

function sha1Of(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}
