import type { InboundChannel } from './wechat-channel.ts';
import { messageSignature, openEnvelope, plainSignature, signaturesMatch } from './wechat-crypto.ts';
import type { WeChatQuery } from './wechat-query.ts';
import type { Refusal, RefusalReason } from './wechat-refusal.ts';
import { decodeUtf8, readXml, XmlRefused, type ReadXml, type XmlFields } from './wechat-xml.ts';

/** A push whose time lies further from ours is not taken, seconds either way. */
export const freshnessSeconds = 300;

const longestPeekBytes = 65_536;

export type Verdict =
  | {
      readonly kind: 'authentic';
      /** The XML the sender signed for: the body itself, or what was encrypted in it. */
      readonly message: Uint8Array;
      /** What was read of it already; null when `message` is still unread. */
      readonly read: ReadXml | null;
      /** The Token it was signed with. */
      readonly token: string;
      /** Which of the channel's keys it was encrypted with; null for one that came plain. */
      readonly keyIndex: number | null;
    }
  /** Answered 400: the sender proved that it knows the token, so the answer tells a stranger nothing. */
  | { readonly kind: 'malformed'; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Judges a URL verification (GET). `now`: corrected wall clock, epoch ms. Null when it is good. */
export function refuseVerification(channel: InboundChannel, query: WeChatQuery, now: number): Refusal | null {
  return query.echo === null ? refusal('query') : refuseUnread(channel, query, now);
}

/**
 * Judges a push by its address alone, for senders that wait for our word before they send the body. WeChat signs the
 * address of every push, so there is no reason to let a body come that has none. Null when the body may come.
 */
export function refuseUnread(channel: InboundChannel, query: WeChatQuery, now: number): Refusal | null {
  if (query.signature === null) return refusal('query');
  const tokenKnown = signingToken(channel, query) !== null;
  return refuseTime(query, now, tokenKnown) ?? (tokenKnown ? null : refusal('signature'));
}

/** Judges a push (POST) in the channel's mode. Pure: `now` is the corrected wall clock, epoch ms. */
export function authenticatePush(channel: InboundChannel, query: WeChatQuery, body: Uint8Array, now: number): Verdict {
  const token = signingToken(channel, query);
  const tokenKnown = token !== null;
  const badTime = refuseTime(query, now, tokenKnown);
  if (badTime !== null) return refused(badTime);
  // WeChat sends it in every mode. In the encrypted modes it is no proof of the body, but a wrong one is still wrong.
  if (query.signature !== null && !tokenKnown)
    return refused(refusal('signature', { addressedTo: peek(channel, body) }));
  if (query.encryption === 'none' && query.signature === null) return refused(refusal('query'));
  if (query.encryption === 'aes' && query.messageSignature === null) return refused(refusal('query', { tokenKnown }));
  // Without a proof in the address a long body is not worth the reading.
  if (!tokenKnown && body.length > longestPeekBytes) return refused(refusal('signature'));

  const envelope = readEnvelope(body);
  if (envelope === null) {
    const bad = refusal('malformed', { tokenKnown });
    return tokenKnown ? { kind: 'malformed', refusal: bad } : refused({ ...bad, reason: 'signature' });
  }
  const encrypted = query.encryption === 'aes' && envelope.fields.has('Encrypt');
  if (encrypted && channel.mode !== 'plain') return openEncrypted(channel, query, envelope.fields, token);
  return takePlain(channel, query, body, envelope, token);
}

/** `addressToken`: the one that signed the address, or null when the address carries no signature. */
function openEncrypted(
  channel: InboundChannel,
  query: WeChatQuery,
  envelope: XmlFields,
  addressToken: string | null,
): Verdict {
  const encrypt = envelope.get('Encrypt') ?? '';
  const addressedTo = envelope.get('ToUserName') === channel.originalId;
  // One push is signed with one Token: address and body must agree.
  const candidates = addressToken === null ? channel.secrets.tokens : [addressToken];
  const token = candidates.find((one) =>
    signaturesMatch(messageSignature(one, query.timestamp, query.nonce, encrypt), query.messageSignature ?? ''),
  );
  if (token === undefined) {
    return refused(refusal('signature', { tokenKnown: addressToken !== null, addressedTo }));
  }
  const opened = openEnvelope(channel.keys, channel.appId, encrypt);
  if (opened.ok) {
    return { kind: 'authentic', message: opened.message, read: null, token, keyIndex: opened.keyIndex };
  }
  const reason = opened.reason === 'base64' ? 'frame' : opened.reason;
  return refused(refusal(reason, { tokenKnown: true, addressedTo, value: opened.foundAppId }));
}

/**
 * The members as they stand, covered by nothing but the address's signature: never in security mode. In compatible mode
 * only when there is no encrypted copy at all, so that nobody can take the copy's protection away by renaming a
 * parameter. In plain mode the plain half of a compatible push will do.
 */
function takePlain(
  channel: InboundChannel,
  query: WeChatQuery,
  body: Uint8Array,
  envelope: ReadXml,
  token: string | null,
): Verdict {
  const { fields } = envelope;
  const nothingEncrypted = query.encryption === 'none' && !fields.has('Encrypt');
  const hasMessage = fields.has('MsgType') && fields.has('FromUserName');
  const allowed = channel.mode === 'plain' ? hasMessage : channel.mode === 'compatible' && nothingEncrypted;
  if (allowed && token !== null) return { kind: 'authentic', message: body, read: envelope, token, keyIndex: null };
  const value = hasMessage ? 'plain' : 'security';
  const addressedTo = fields.get('ToUserName') === channel.originalId;
  return refused(refusal('mode', { tokenKnown: token !== null, addressedTo, value }));
}

/** Which of the channel's Tokens signed the address; null for none, and for an address without a signature. */
export function signingToken(channel: InboundChannel, query: WeChatQuery): string | null {
  const { signature, timestamp, nonce } = query;
  if (signature === null) return null;
  const signs = (token: string): boolean => signaturesMatch(plainSignature(token, timestamp, nonce), signature);
  return channel.secrets.tokens.find(signs) ?? null;
}

function refuseTime(query: WeChatQuery, now: number, tokenKnown: boolean): Refusal | null {
  const aheadSeconds = Number(query.timestamp) - Math.floor(now / 1_000);
  if (Math.abs(aheadSeconds) <= freshnessSeconds) return null;
  return refusal(aheadSeconds > 0 ? 'ahead' : 'stale', { tokenKnown, value: `${aheadSeconds} s` });
}

function readEnvelope(body: Uint8Array): ReadXml | null {
  const text = decodeUtf8(body);
  if (text === null) return null;
  try {
    return { text, fields: readXml(text) };
  } catch (thrown) {
    if (thrown instanceof XmlRefused) return null;
    throw thrown;
  }
}

/**
 * Does an unproven body name our account? Decides only how the refusal is judged, never whether it is one, so a body
 * far longer than WeChat's is not worth the reading.
 */
function peek(channel: InboundChannel, body: Uint8Array): boolean {
  return body.length <= longestPeekBytes && readEnvelope(body)?.fields.get('ToUserName') === channel.originalId;
}

function refusal(
  reason: RefusalReason,
  known: { readonly tokenKnown?: boolean; readonly addressedTo?: boolean; readonly value?: string | null } = {},
): Refusal {
  return {
    reason,
    tokenKnown: known.tokenKnown ?? false,
    addressedToUs: known.addressedTo ?? false,
    value: known.value ?? null,
  };
}

function refused(bad: Refusal): Verdict {
  return { kind: 'refused', refusal: bad };
}
