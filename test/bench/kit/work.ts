import { accounts, openIdOf, type Account } from './identities.ts';
import { plainPush, securityPush, textXml } from './wechat-push.ts';

/** What is asked of a system: pushes in either mode toward CXone, or an agent's replies toward WeChat. */
export const works = ['plain', 'security', 'outbound'] as const;
export type Work = (typeof works)[number];

export interface WorkSpec {
  readonly work: Work;
  /** Path of the system's address, without a query. */
  readonly path: string;
  readonly host: string;
  /** Authorization header of the replies; null for pushes. */
  readonly bearer: string | null;
  /** The number of the first message. Every message of a run has a number of its own. */
  readonly first: number;
  /** The number of the first conversation; the same in two runs means the same people. */
  readonly firstConversation: number;
  readonly count: number;
  readonly connections: number;
  readonly perConversation: number;
}

/** So many conversations of one connection are under way in turn. */
const conversationsAtOnce = 4;

/** The number stands in the text between brackets, so that the target can read it without parsing anything. */
export const numberDigits = 10;

/** Which conversation each message belongs to, by its place on its connection: four at a time, each of a few messages. */
export function conversationOf(spec: WorkSpec, connection: number, place: number): number {
  const perBlock = conversationsAtOnce * spec.perConversation;
  const block = Math.floor(place / perBlock);
  const within = place % conversationsAtOnce;
  return spec.firstConversation + (block * conversationsAtOnce + within) * spec.connections + connection;
}

/** The whole HTTP request of a message, ready to be written. */
export function requestOf(spec: WorkSpec, number: number, conversation: number, seconds: number): Buffer {
  const openId = openIdOf(conversation);
  const text = `[${String(number).padStart(numberDigits, '0')}] 你好，我的订单什么时候发货？ Order 20261122, size M, thank you!`;
  return spec.work === 'outbound' ? reply(spec, openId, text) : push(spec, number, openId, text, seconds);
}

function push(spec: WorkSpec, number: number, openId: string, text: string, seconds: number): Buffer {
  const account: Account = spec.work === 'plain' ? accounts.plain : accounts.security;
  const xml = textXml(account, openId, text, String(7_600_000_000_000_000n + BigInt(number)), seconds);
  const nonce = String(1_000_000_000 + ((number * 7_919) % 1_000_000_000));
  const { query, body } =
    spec.work === 'plain'
      ? plainPush(account, openId, xml, seconds, nonce)
      : securityPush(account, openId, xml, seconds, nonce, Buffer.from(nonce.padStart(16, 'n')));
  return httpPost(`${spec.path}?${query}`, spec.host, 'User-Agent: Mozilla/4.0\r\nContent-Type: text/xml\r\n', body);
}

/** CXone: `POST /2.0/channel/{id}/outbound`. */
function reply(spec: WorkSpec, openId: string, text: string): Buffer {
  const body = JSON.stringify({
    thread: { idOnExternalPlatform: `${accounts.security.originalId}:${openId}` },
    messageContent: { type: 'TEXT', payload: { text }, fallbackText: text },
    endUserRecipients: [{ idOnExternalPlatform: openId, name: '', isPrimary: true, isPrivate: false }],
    attachments: [],
  });
  const headers = `Authorization: Bearer ${spec.bearer ?? ''}\r\nContent-Type: application/json\r\n`;
  return httpPost(spec.path, spec.host, headers, body);
}

function httpPost(target: string, host: string, headers: string, body: string): Buffer {
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${target} HTTP/1.1\r\nHost: ${host}\r\n${headers}Accept: */*\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
}
