import type { Account } from './accounts.ts';
import { decryptMessage, signParts } from './message-crypto.ts';
import { childText, readXml, XmlError } from './xml.ts';
import type { XmlNode } from './xml.ts';

/** What the account's server answered to a push. */
export type Acknowledgement =
  { kind: 'accepted'; reply: PassiveReply | null; warnings: string[] } | { kind: 'illegal'; problem: string };

/** A message the account sent within its answer; it uses none of the counted replies. */
export interface PassiveReply {
  type: string;
  text: string;
}

/**
 * Judges an answer as the platform does (WeChat: passive user reply): HTTP 200 with `success`, nothing at all, or
 * valid reply XML. Everything else is an illegal response.
 */
export function judgeAcknowledgement(account: Account, openid: string, status: number, body: string): Acknowledgement {
  if (status !== 200) return illegal(`HTTP ${status}`);
  if (body === '' || body === 'success') return { kind: 'accepted', reply: null, warnings: [] };
  if (/^\s+</.test(body)) return illegal('blanks before <xml>');
  if (/^\s*[{["]/.test(body)) return illegal('JSON instead of XML');
  if (/<!DOCTYPE|<!ENTITY/i.test(body)) return illegal('document type declaration');
  try {
    const root = readXml(body);
    if (root.name !== 'xml') return illegal(`root element <${root.name}>`);
    const isEncrypted = childText(root, 'Encrypt') !== undefined;
    if (!isEncrypted && account.options.mode === 'security') return illegal('plain reply in security mode');
    const inner = isEncrypted ? openReply(account, root) : root;
    return typeof inner === 'string' ? illegal(inner) : judgeReply(account, openid, inner);
  } catch (thrown) {
    if (thrown instanceof XmlError) return illegal(thrown.message);
    throw thrown;
  }
}

const illegal = (problem: string): Acknowledgement => ({ kind: 'illegal', problem });

/** The decrypted reply, or what is wrong with its envelope. */
function openReply(account: Account, root: XmlNode): XmlNode | string {
  const encrypted = childText(root, 'Encrypt') ?? '';
  const timestamp = childText(root, 'TimeStamp') ?? '';
  const nonce = childText(root, 'Nonce') ?? '';
  const expected = signParts([account.options.token, timestamp, nonce, encrypted]);
  if (childText(root, 'MsgSignature') !== expected) return 'MsgSignature does not fit';
  const opened = decryptMessage(account.aesKey, encrypted);
  if (!opened.ok) return `reply cannot be decrypted: ${opened.problem}`;
  if (opened.appId !== account.options.appId) return 'reply is encrypted for another app id';
  return readXml(opened.message);
}

function judgeReply(account: Account, openid: string, reply: XmlNode): Acknowledgement {
  const type = childText(reply, 'MsgType');
  if (childText(reply, 'ToUserName') !== openid) return illegal('ToUserName is not the sender');
  if (childText(reply, 'FromUserName') !== account.options.originalId)
    return illegal('FromUserName is not the account');
  if (type === undefined) return illegal('MsgType is missing');
  const text = childText(reply, 'Content');
  if (type === 'text' && (text === undefined || text === '')) return illegal('empty Content');
  const warnings: string[] = [];
  const created = Number(childText(reply, 'CreateTime'));
  if (!Number.isFinite(created)) return illegal('CreateTime is missing');
  // Some servers write milliseconds and are understood all the same.
  if (created > 100_000_000_000) warnings.push('CreateTime is in milliseconds');
  return { kind: 'accepted', reply: { type, text: text ?? `[${type}]` }, warnings };
}
