import { ChunkedBody } from './chunked-body.ts';
import { AnswerRefused, longestHeadBytes, readAnswerHead, type AnswerHead } from './answer-head.ts';

const endOfHead = '\r\n\r\n';
const everyAnswerBegins = Buffer.from('HTTP/1.');
/** Provisional answers (1xx) before the real one. */
const mostProvisional = 8;

/**
 * Reads one HTTP/1.1 answer, piece by piece as it comes. Throws an AnswerRefused for whatever is not exactly as HTTP
 * has it, and when the body grows beyond its limit: what is judged leniently here, another program on the way may read
 * as two answers.
 */
export class AnswerParser {
  readonly #longestBodyBytes: number;
  readonly #hasNoBody: boolean;
  #unread: Buffer | null = null;
  #head: AnswerHead | null = null;
  #provisional = 0;
  #chunked: ChunkedBody | null = null;
  /** Bytes of the body still to come; null: it ends with the connection. */
  #missingBytes: number | null = 0;
  #parts: Buffer[] = [];
  #sizeBytes = 0;
  #surplus = false;

  /** `method` is the request's: an answer to HEAD has no body, whatever its head says. */
  constructor(method: string, longestBodyBytes: number) {
    this.#hasNoBody = method === 'HEAD';
    this.#longestBodyBytes = longestBodyBytes;
  }

  /** The head, once it is read. */
  get head(): AnswerHead | null {
    return this.#head;
  }

  /** More came than the answer has: the connection cannot be trusted with another. */
  get hasSurplus(): boolean {
    return this.#surplus;
  }

  /** True when the answer is complete. */
  feed(piece: Buffer): boolean {
    if (this.#head !== null) return this.#readBody(piece);
    const body = this.#readHead(piece);
    return body !== null && this.#readBody(body);
  }

  /** The other side sends no more. True when that completes the answer. */
  ended(): boolean {
    return this.#head !== null && this.#chunked === null && this.#missingBytes === null;
  }

  body(): Buffer {
    const [first] = this.#parts;
    if (first === undefined) return Buffer.alloc(0);
    return this.#parts.length === 1 ? first : Buffer.concat(this.#parts, this.#sizeBytes);
  }

  /** The bytes behind the head, or null while it is incomplete. */
  #readHead(piece: Buffer): Buffer | null {
    let bytes = this.#unread === null ? piece : Buffer.concat([this.#unread, piece]);
    for (;;) {
      const begins = bytes.subarray(0, everyAnswerBegins.length);
      if (!begins.equals(everyAnswerBegins.subarray(0, begins.length))) throw new AnswerRefused('protocol', 'not HTTP');
      const end = bytes.indexOf(endOfHead);
      if (end > longestHeadBytes || (end < 0 && bytes.length > longestHeadBytes)) {
        throw new AnswerRefused('protocol', 'headers that are too long');
      }
      if (end < 0) {
        this.#unread = bytes;
        return null;
      }
      const head = readAnswerHead(bytes.toString('latin1', 0, end));
      bytes = bytes.subarray(end + endOfHead.length);
      if (head.status >= 200) {
        this.#unread = null;
        this.#begin(head);
        return bytes;
      }
      this.#provisional += 1;
      if (head.status === 101) throw new AnswerRefused('reset', 'a switch to another protocol');
      if (this.#provisional > mostProvisional) throw new AnswerRefused('protocol', 'nothing but provisional answers');
    }
  }

  #begin(head: AnswerHead): void {
    this.#head = head;
    const { status, contentLength } = head;
    if (this.#hasNoBody || status === 204 || status === 304) return;
    if (contentLength !== null && contentLength > this.#longestBodyBytes) this.#refuseSize();
    this.#missingBytes = contentLength;
    if (head.isChunked) this.#chunked = new ChunkedBody();
  }

  #readBody(bytes: Buffer): boolean {
    if (this.#chunked !== null) {
      const isComplete = this.#chunked.feed(bytes, (part) => {
        this.#keep(part);
      });
      this.#surplus ||= this.#chunked.hasSurplus;
      return isComplete;
    }
    if (this.#missingBytes === null) {
      this.#keep(bytes);
      return false;
    }
    const missing = this.#missingBytes;
    this.#surplus ||= bytes.length > missing;
    this.#keep(bytes.length > missing ? bytes.subarray(0, missing) : bytes);
    this.#missingBytes = Math.max(0, missing - bytes.length);
    return this.#missingBytes === 0;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#sizeBytes += part.length;
    if (this.#sizeBytes > this.#longestBodyBytes) this.#refuseSize();
    this.#parts.push(part);
  }

  #refuseSize(): never {
    throw new AnswerRefused('too_large', `answer of more than ${this.#longestBodyBytes} bytes`);
  }
}
