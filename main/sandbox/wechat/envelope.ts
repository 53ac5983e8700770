import type { Random } from '../kit/random.ts';
import { digits } from '../kit/random.ts';
import type { PushMode } from './accounts.ts';
import { encryptMessage, signParts } from './message-crypto.ts';
import { writeXmlFields } from './xml.ts';
import type { XmlFields } from './xml.ts';

/** One delivery of a push, ready to be sent. */
export interface SealedPush {
  query: Record<string, string>;
  body: string;
}

export interface SealOptions {
  mode: PushMode;
  token: string;
  aesKey: Buffer;
  appId: string;
  originalId: string;
  openid: string;
  fields: XmlFields;
  /** What the plain copy of compatible mode says; normally the same fields. */
  copyFields?: XmlFields | undefined;
  timestampSeconds: number;
  random: Random;
}

/** Signs, and in compatible and security mode encrypts, one push (WeChat: message encryption). */
export function sealPush(options: SealOptions): SealedPush {
  const { mode, token, openid, fields, random } = options;
  const timestamp = String(options.timestampSeconds);
  const nonce = random.pick([...digits.slice(1)]) + random.text(9, digits);
  const query: Record<string, string> = { signature: signParts([token, timestamp, nonce]), timestamp, nonce, openid };
  const plainNodes = writeXmlFields(fields);
  if (mode === 'plain') return { query, body: `<xml>${plainNodes}</xml>` };

  const encrypted = encryptMessage({
    aesKey: options.aesKey,
    appId: options.appId,
    message: `<xml>${plainNodes}</xml>`,
    random: Buffer.from(random.text(16, 'abcdefghijklmnopqrstuvwxyz0123456789')),
  });
  query.encrypt_type = 'aes';
  query.msg_signature = signParts([token, timestamp, nonce, encrypted]);
  const encryptNode = writeXmlFields([['Encrypt', encrypted]]);
  if (mode === 'security') {
    return { query, body: `<xml>${writeXmlFields([['ToUserName', options.originalId]])}${encryptNode}</xml>` };
  }
  const copy = options.copyFields === undefined ? plainNodes : writeXmlFields(options.copyFields);
  return { query, body: `<xml>${copy}${encryptNode}</xml>` };
}
