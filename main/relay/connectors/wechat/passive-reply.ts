import { randomBytes } from 'node:crypto';
import { sendableText } from './outgoing-text.ts';
import { messageSignature, sealEnvelope, type AesKey } from './wechat-crypto.ts';

/** A text sent as the answer to a push (WeChat: passive user reply). It uses none of the counted replies. */
export interface PassiveText {
  /** The end user who sent the push. */
  readonly openId: string;
  /** The account's own name, as the push addressed it. */
  readonly originalId: string;
  readonly text: string;
  /** Corrected wall clock, epoch ms. */
  readonly now: number;
}

/** In plain mode, and for a push that came unencrypted. */
export function passiveReply({ openId, originalId, text, now }: PassiveText): string {
  return (
    `<xml><ToUserName>${cdata(openId)}</ToUserName><FromUserName>${cdata(originalId)}</FromUserName>` +
    `<CreateTime>${seconds(now)}</CreateTime><MsgType>${cdata('text')}</MsgType>` +
    `<Content>${cdata(sendableText(text))}</Content></xml>`
  );
}

/** For a push that came encrypted. `key`: the one it was encrypted with, which is the one WeChat has. */
export function sealedPassiveReply(
  reply: PassiveText,
  sealing: { readonly key: AesKey; readonly appId: string; readonly token: string; readonly nonce: string },
): string {
  const { key, appId, token, nonce } = sealing;
  const encrypt = sealEnvelope(key, appId, passiveReply(reply), randomBytes(16));
  const timestamp = seconds(reply.now);
  const signature = messageSignature(token, timestamp, nonce, encrypt);
  return (
    `<xml><Encrypt>${cdata(encrypt)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  );
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function seconds(epochMs: number): string {
  return String(Math.floor(epochMs / 1_000));
}
