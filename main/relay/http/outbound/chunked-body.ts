import { AnswerRefused } from './answer-head.ts';

const longestLineBytes = 1_024;
const longestTrailerBytes = 16 * 1_024;
const [carriageReturn, lineFeed] = [0x0d, 0x0a];

/** Reads a body that comes in chunks, each with its size before it. Throws an AnswerRefused for any other form. */
export class ChunkedBody {
  #state: 'size' | 'data' | 'data_end' | 'trailer' | 'complete' = 'size';
  /** The beginning of a line whose end has not come. */
  #line: Buffer = Buffer.alloc(0);
  #missingBytes = 0;
  #trailerBytes = 0;
  #surplus = false;

  /** Bytes came after the last chunk. */
  get hasSurplus(): boolean {
    return this.#surplus;
  }

  /** True when the last chunk is read. */
  feed(bytes: Buffer, keep: (part: Buffer) => void): boolean {
    let rest = bytes;
    while (rest.length > 0 && this.#state !== 'complete') {
      rest = this.#state === 'data' ? this.#readData(rest, keep) : this.#readLine(rest);
    }
    this.#surplus ||= rest.length > 0;
    return this.#state === 'complete';
  }

  #readData(bytes: Buffer, keep: (part: Buffer) => void): Buffer {
    const part = bytes.subarray(0, this.#missingBytes);
    keep(part);
    this.#missingBytes -= part.length;
    if (this.#missingBytes === 0) this.#state = 'data_end';
    return bytes.subarray(part.length);
  }

  #readLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf(lineFeed);
    const piece = end < 0 ? bytes : bytes.subarray(0, end + 1);
    this.#line = this.#line.length === 0 ? piece : Buffer.concat([this.#line, piece]);
    if (this.#line.length > longestLineBytes) refuse('a line between chunks that is too long');
    if (end < 0) return bytes.subarray(bytes.length);
    if (this.#line.at(-2) !== carriageReturn) refuse('a line between chunks that ends in LF alone');
    const line = this.#line.toString('latin1', 0, this.#line.length - 2);
    this.#line = Buffer.alloc(0);
    this.#take(line);
    return bytes.subarray(end + 1);
  }

  #take(line: string): void {
    switch (this.#state) {
      case 'size': {
        // What may stand behind the size means nothing to anybody; a line break hidden in it would.
        const size = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;[\t\u0020-\u007e\u0080-\u00ff]*)?$/u.exec(line)?.[1];
        if (size === undefined) refuse('a chunk without a size');
        this.#missingBytes = parseInt(size, 16);
        this.#state = this.#missingBytes === 0 ? 'trailer' : 'data';
        return;
      }
      case 'data_end':
        if (line !== '') refuse('a chunk longer than its size');
        this.#state = 'size';
        return;
      case 'trailer':
        this.#trailerBytes += line.length;
        if (this.#trailerBytes > longestTrailerBytes) refuse('trailers that are too long');
        if (line === '') this.#state = 'complete';
        return;
      case 'data':
      case 'complete':
        throw new Error('no line is read here');
    }
  }
}

function refuse(what: string): never {
  throw new AnswerRefused('protocol', what);
}
