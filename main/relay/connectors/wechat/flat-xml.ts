import type { XmlFields } from './wechat-xml.ts';

const name = /^[A-Z][A-Za-z0-9_]{0,99}$/u;
/** What XML forbids beside halves of characters, and the carriage return, which it folds. */
const unusual = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/u;
const [open, close, cdata, endOfCdata] = ['<xml>', '</xml>', '<![CDATA[', ']]>'];
/** No more than the full reader takes. */
const longestValue = 65_536;
const mostMembers = 64;

/**
 * Reads the form nearly every push has: flat members, each of plain text or one CDATA section, with nothing but blank
 * space between them. Null for anything else: that is for the full reader to judge. Where it answers, it answers the same,
 * in a tenth of the time.
 */
export function readFlatXml(text: string): XmlFields | null {
  if (!text.startsWith(open) || !text.endsWith(close) || !text.isWellFormed() || unusual.test(text)) return null;
  const end = text.length - close.length;
  const fields = new Map<string, string>();
  for (let at = afterBlank(text, open.length); at < end; at = afterBlank(text, at)) {
    const nameEnd = text.indexOf('>', at);
    const member = text.slice(at + 1, nameEnd);
    if (text[at] !== '<' || !name.test(member) || member === 'List' || fields.has(member)) return null;
    const inCdata = text.startsWith(cdata, nameEnd + 1);
    const from = nameEnd + 1 + (inCdata ? cdata.length : 0);
    const to = text.indexOf(inCdata ? endOfCdata : '<', from);
    const value = text.slice(from, to);
    at = to + (inCdata ? endOfCdata.length : 0);
    if (to < 0 || !closes(member, text, at)) return null;
    if (!inCdata && (value.includes('&') || value.includes(endOfCdata))) return null;
    if (value.length > longestValue && member !== 'Encrypt') return null;
    if (fields.size >= mostMembers) return null;
    fields.set(member, value);
    at += member.length + '</>'.length;
    if (at > end) return null;
  }
  return fields;
}

function closes(member: string, text: string, at: number): boolean {
  return text.startsWith('</', at) && text.startsWith(member, at + 2) && text[at + 2 + member.length] === '>';
}

function afterBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n' || text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
