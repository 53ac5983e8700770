import { isObject } from '#shared/lib/is-object.ts';

/** WeChat's answer to an API call, as far as it is the same for all. */
export interface WeChatAnswer {
  /** 0: done. Null: the answer carries none, as answers with data do. */
  readonly errcode: number | null;
  readonly errmsg: string;
  /** WeChat's id of this call, for asking it about the call; null when the answer names none. */
  readonly rid: string | null;
  /** The whole answer; numbers beyond what JavaScript holds are text. */
  readonly body: Readonly<Record<string, unknown>>;
}

const utf8 = new TextDecoder('utf-8');

/**
 * Reads an answer of WeChat's API: JSON whatever its label says, raw control characters and long numbers included.
 * Null for anything that leaves doubt: no object, an errcode that is no whole number or is there twice.
 */
export function readAnswer(bytes: Uint8Array): WeChatAnswer | null {
  const text = utf8.decode(bytes);
  if (namesCodeTwice(text)) return null;
  const body = parseTolerantly(text);
  if (!isObject(body)) return null;
  const { errcode, errmsg = '' } = body;
  if ((errcode !== undefined && !Number.isSafeInteger(errcode)) || typeof errmsg !== 'string') return null;
  return { errcode: (errcode as number | undefined) ?? null, errmsg, rid: ridOf(errmsg), body };
}

function namesCodeTwice(text: string): boolean {
  const first = text.indexOf('"errcode"');
  if (text.indexOf('"errcode"', first + 1) < 0) return false;
  return (text.match(/"errcode"\s*:/gu)?.length ?? 0) > 1;
}

function parseTolerantly(text: string): unknown {
  try {
    return JSON.parse(longNumbersAsText(text));
  } catch {
    try {
      // Control characters are forbidden inside JSON strings and mean nothing outside them.
      return JSON.parse(longNumbersAsText(text.replace(/[\u0000-\u001f]/gu, ' ')));
    } catch {
      return undefined;
    }
  }
}

/** Quotes whole numbers of 16 digits and more. Strings are matched first, so that nothing inside one is touched. */
function longNumbersAsText(text: string): string {
  if (!/\d{16}/u.test(text)) return text;
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gu, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** WeChat: 'errmsg' ends in 'rid: 6920c0de-0a0b0c0d-11223344'. */
function ridOf(errmsg: string): string | null {
  return /rid:\s*([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})/iu.exec(errmsg)?.[1] ?? null;
}
