import type { OpenId } from '#shared/domain/ids.ts';
import { maskId } from '#shared/lib/mask.ts';
import { maskWritten } from './mask-written.ts';

/** Shows a text without what is personal in it. */
export type Hide = (text: string) => string;

export interface Hiding {
  /** For bodies and payloads: ids, addresses and long numbers. What tells of the message itself stays readable. */
  readonly body: Hide;
  /** For a text somebody wrote. */
  readonly said: Hide;
  /** For addresses and names of members: ids only. */
  readonly ids: Hide;
}

const same: Hide = (text) => text;

/** Hides nothing. */
export const revealed: Hiding = { body: same, said: same, ids: same };

/** Behind what is shown so much more is looked at, so that nothing personal is shown because it was cut in two. */
const marginChars = 1_000;

/** At most `longest` UTF-16 units of the text as it is shown, ending on a whole character. */
export function shown(text: string, hide: Hide, longest: number): { readonly text: string; readonly isCut: boolean } {
  const looked = text.slice(0, longest + marginChars);
  const clean = hide(looked);
  const isPart = looked.length < text.length;
  const kept = hide === same || !isPart ? longest : Math.min(longest, Math.max(0, clean.length - marginChars));
  const cut = clean.slice(0, kept);
  const isCut = isPart || clean.length > kept;
  return { text: isCut && /[\ud800-\udbff]$/u.test(cut) ? cut.slice(0, -1) : cut, isCut };
}

/**
 * Hides what is personal about one end user. `raw`: a text of one of the platforms, which may name the end user by another
 * id (WeChat: unionid, the same for all accounts of one company).
 */
export function hidingFor(openId: OpenId | null, raw: string): Hiding {
  const names = [openId, unionIdIn(raw)].filter((id) => id !== null && id.length > 4);
  const patterns = names.map((id) => [inAnyForm(id ?? ''), maskId(id ?? '')] as const);
  const ids: Hide = (text) => patterns.reduce((left, [pattern, masked]) => left.replace(pattern, masked), text);
  const said: Hide = (text) => maskWritten(ids(text));
  return { ids, said, body: (text) => exceptTechnical(ids(text)) };
}

function unionIdIn(raw: string): string | null {
  const found = /(?:"union_?id"\s*:\s*"|<UnionId>\s*(?:<!\[CDATA\[)?)([\w-]{6,64})/iu.exec(raw.slice(0, 1_000_000));
  return found?.[1] ?? null;
}

/** Each character as itself or as a reference of XML or JSON to it: the platforms read both alike. */
function inAnyForm(id: string): RegExp {
  const character = (one: string): string => {
    const code = one.charCodeAt(0);
    const hex = code.toString(16);
    const itself = one.replace(/[^\w]/u, '\\$&');
    return `(?:${itself}|&#0{0,6}${code};|&#x0{0,6}${hex};|\\\\+u${hex.padStart(4, '0')})`;
  };
  // Letters of references may be of either case; those of ids may not, but whoever writes them otherwise means the same.
  return new RegExp(id.split('').map(character).join(''), 'gi');
}

const moment = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const ours = 'wx(?:in|out)-[\\w-]{1,60}';
const xmlMembers = 'MsgId|MsgID|MsgDataId|Idx|CreateTime|SendTime|AgentID|TotalCount|SentCount|FilterCount';
const jsonMembers =
  'msgid|msg_id|errcode|id|contactId|caseId|threadId|postId|createdAt|updatedAt|expires_in|expireAt|sizeBytes|size';
/** Numbers that tell of the message and of nobody: when they fill the whole member. WeChat: 'rid' is its name of a call. */
const technical = new RegExp(
  `"(?:${moment}|${uuid}|${ours})"` +
    `|<(${xmlMembers})>(?:<!\\[CDATA\\[)?\\d{1,20}(?:\\]\\]>)?</\\1>` +
    `|"(?:${jsonMembers})"\\s{0,9}:\\s{0,9}(?:"\\d{1,20}"|\\d{1,20}(?=[\\s,}\\]]))` +
    '|\\brid: ?[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}',
  'giu',
);

function exceptTechnical(text: string): string {
  let clean = '';
  let end = 0;
  for (const { 0: match, index } of text.matchAll(technical)) {
    clean += maskWritten(text.slice(end, index)) + match;
    end = index + match.length;
  }
  return clean + maskWritten(text.slice(end));
}

const technicalName = new RegExp(`(?:^|\\.)(?:${xmlMembers}|${jsonMembers})(?:\\[\\d+\\])?$`, 'iu');
const technicalValue = new RegExp(`^(?:\\d{1,20}|${moment}|${uuid}|${ours})$`, 'iu');
const technicalAnywhere = new RegExp(`^(?:${moment}|${uuid}|${ours})$`, 'iu');

/** True for the value of a decoded member that tells of the message and of nobody. */
export function isTechnical(path: string, value: string): boolean {
  return technicalAnywhere.test(value) || (technicalName.test(path) && technicalValue.test(value));
}
