import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerRefused } from '#relay/http/outbound/answer-head.ts';
import { AnswerParser } from '#relay/http/outbound/answer-parser.ts';

interface Read {
  readonly complete: boolean;
  readonly status: number | null;
  readonly body: string;
  readonly surplus: boolean;
}

/** Feeds the text cut at the given places, each byte as one Latin-1 character. */
function read(text: string, cuts: readonly number[] = [], method = 'POST', limitBytes = 1_000): Read {
  const bytes = Buffer.from(text, 'latin1');
  const parser = new AnswerParser(method, limitBytes);
  const borders = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  let complete = false;
  for (const [index, from] of borders.entries()) {
    const piece = bytes.subarray(from, borders[index + 1] ?? bytes.length);
    if (piece.length > 0) complete = parser.feed(piece);
  }
  return { complete, status: parser.head?.status ?? null, body: parser.body().toString(), surplus: parser.hasSurplus };
}

function refusalOf(text: string, method?: string): string {
  try {
    const result = read(text, [], method);
    return `taken: ${JSON.stringify(result)}`;
  } catch (thrown) {
    return thrown instanceof AnswerRefused ? thrown.reason : `threw ${String(thrown)}`;
  }
}

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;

describe('reading an answer', () => {
  it.each([
    ['a length', `${ok}Content-Length: 5\r\n\r\nhello`, 'hello'],
    ['no body', `${ok}content-length: 0\r\n\r\n`, ''],
    ['chunks', `${chunked}5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n`, 'hello world'],
    ['chunks and trailers', `${chunked}1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n`, 'a'],
    ['a provisional answer first', `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok}Content-Length: 1\r\n\r\na`, 'a'],
    ['an empty reason', 'HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na', 'a'],
  ])('takes %s, however it is cut', (_name, text, body) => {
    expect(read(text)).toEqual({ complete: true, status: 200, body, surplus: false });
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        expect(read(text, cuts)).toEqual({ complete: true, status: 200, body, surplus: false });
      }),
    );
  });

  it('takes none of the body of an answer that has none', () => {
    expect(read('HTTP/1.1 204 No Content\r\n\r\n')).toMatchObject({ complete: true, status: 204, body: '' });
    expect(read(`${ok}Content-Length: 5\r\n\r\n`, [], 'HEAD')).toMatchObject({ complete: true, body: '' });
  });

  it('reads without a length until the connection ends', () => {
    const parser = new AnswerParser('GET', 1_000);
    expect(parser.feed(Buffer.from(`${ok}\r\nhel`))).toBe(false);
    expect(parser.feed(Buffer.from('lo'))).toBe(false);
    expect([parser.ended(), parser.body().toString()]).toEqual([true, 'hello']);
  });

  it('does not take the end of the connection for the end of an answer with a length', () => {
    for (const text of [`${ok}Content-Length: 5\r\n\r\nhel`, `${chunked}5\r\nhello\r\n`, `${ok}Content-`]) {
      const parser = new AnswerParser('GET', 1_000);
      parser.feed(Buffer.from(text));
      expect(parser.ended()).toBe(false);
    }
  });

  it('notices what comes after the answer', () => {
    expect(read(`${ok}Content-Length: 1\r\n\r\nab`)).toMatchObject({ complete: true, body: 'a', surplus: true });
    expect(read(`${chunked}1\r\na\r\n0\r\n\r\nHTTP/1.1`)).toMatchObject({ complete: true, body: 'a', surplus: true });
  });

  it('says whether another request may follow', () => {
    const keeps = (head: string): boolean | undefined => {
      const parser = new AnswerParser('GET', 10);
      parser.feed(Buffer.from(`${head}\r\nContent-Length: 0\r\n\r\n`));
      return parser.head?.keepsAlive;
    };
    expect(keeps('HTTP/1.1 200 OK')).toBe(true);
    expect(keeps('HTTP/1.1 200 OK\r\nConnection: Close')).toBe(false);
    expect(keeps('HTTP/1.1 200 OK\r\nConnection: keep-alive, close')).toBe(false);
    expect(keeps('HTTP/1.0 200 OK')).toBe(false);
  });

  it.each([
    ['two lengths', `${ok}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`],
    ['a length and chunks', `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', `${ok}Content-Length: -1\r\n\r\n`],
    ['a length with a sign', `${ok}Content-Length: +1\r\n\r\na`],
    ['a length in hex', `${ok}Content-Length: 0x1\r\n\r\na`],
    ['a length nobody can count', `${ok}Content-Length: 99999999999999999999\r\n\r\n`],
    ['another transfer encoding', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['two transfer encodings', `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['a folded header', `${ok}X-A: 1\r\n 2\r\nContent-Length: 0\r\n\r\n`],
    ['a blank before the colon', `${ok}Content-Length : 1\r\n\r\na`],
    ['a header without a name', `${ok}: 1\r\n\r\n`],
    ['a header without a colon', `${ok}Content-Length\r\n\r\n`],
    ['a line feed alone', `${ok}X-A: 1\nX-B: 2\r\nContent-Length: 0\r\n\r\n`],
    ['a carriage return alone', `${ok}X-A: 1\rX-B: 2\r\nContent-Length: 0\r\n\r\n`],
    ['a NUL', `${ok}X-A: \u0000\r\nContent-Length: 0\r\n\r\n`],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    ['another version', 'HTTP/2.0 200 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 99 OK\r\n\r\n'],
    ['headers without end', `${ok}${'X-A: 1\r\n'.repeat(3_000)}`],
    ['provisional answers without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20)],
    ['a chunk without a size', `${chunked}\r\n`],
    ['a chunk size with a sign', `${chunked}-1\r\n`],
    ['a chunk size with a prefix', `${chunked}0x5\r\nhello\r\n0\r\n\r\n`],
    ['a chunk longer than its size', `${chunked}2\r\nabc\r\n0\r\n\r\n`],
    ['a line feed alone between chunks', `${chunked}1\na\r\n0\r\n\r\n`],
    ['a carriage return in an extension', `${chunked}1;a\rb\r\na\r\n0\r\n\r\n`],
    ['an extension without end', `${chunked}1;${'a'.repeat(5_000)}`],
    ['trailers without end', `${chunked}0\r\n${'X-A: 1\r\n'.repeat(3_000)}`],
  ])('refuses %s', (_name, text) => {
    expect(refusalOf(text)).toBe('protocol');
  });

  it.each([
    ['announced', `${ok}Content-Length: 1001\r\n\r\n`],
    ['found on the way', `${ok}\r\n${'a'.repeat(1_001)}`],
    ['in chunks', `${chunked}3e9\r\n${'a'.repeat(1_001)}`],
  ])('refuses an answer that is too long, %s', (_name, text) => {
    expect(refusalOf(text)).toBe('too_large');
  });

  it('takes a switch of protocols for an end without an answer', () => {
    expect(refusalOf('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n')).toBe('reset');
  });

  it('joins repeated headers and lists cookies', () => {
    const parser = new AnswerParser('GET', 10);
    parser.feed(Buffer.from(`${ok}X-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nset-cookie: b\r\nContent-Length: 0\r\n\r\n`));
    expect(parser.head?.headers).toMatchObject({ 'x-a': '1, 2', 'set-cookie': ['a', 'b'] });
  });
  it('takes the first of headers that have one value only', () => {
    const parser = new AnswerParser('GET', 10);
    parser.feed(Buffer.from(`${ok}Retry-After: 90\r\nretry-after: 95\r\nContent-Length: 0\r\n\r\n`));
    expect(parser.head?.headers).toMatchObject({ 'retry-after': '90' });
  });
});
