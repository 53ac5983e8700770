const piecesAtOnce = 256;

/** Random values of one length, drawn many at a time: each call for chance is a call into the system. */
export class RandomBlocks {
  readonly #random: (byteCount: number) => Buffer;
  readonly #pieceBytes: number;
  #block: Buffer = Buffer.alloc(0);
  #used = 0;

  constructor(random: (byteCount: number) => Buffer, pieceBytes: number) {
    this.#random = random;
    this.#pieceBytes = pieceBytes;
  }

  /** Never the same bytes twice. What was handed out is not written over. */
  next(): Buffer {
    if (this.#used + this.#pieceBytes > this.#block.length) {
      this.#block = this.#random(this.#pieceBytes * piecesAtOnce);
      this.#used = 0;
    }
    this.#used += this.#pieceBytes;
    return this.#block.subarray(this.#used - this.#pieceBytes, this.#used);
  }
}
