import { closeSync, constants, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** How far the store had got. All three only grow. */
export interface Mark {
  /** Messages ever accepted, those known to be missing and those removed since included. */
  readonly accepted: number;
  readonly lastSeq: number;
  /** Attempts toward WeChat ever begun. */
  readonly outboundClaims: number;
}

const magic = 'VPM1';
const bodyBytes = 40;
const tagBytes = 16;
const slotBytes = bodyBytes + tagBytes;
/** Two slots, written in turn, each in a disk sector of its own: a write cut short leaves the other. */
const slotOffsets = [0, 4_096] as const;

/**
 * A small file outside the database, written after every commit and left to the operating system to flush. A database
 * that lost its newest part opens without complaint; only what stands here shows how much is missing.
 */
export class HighWaterMark {
  readonly #file: number;
  readonly #key: KeyObject;
  #generation = 0;
  readonly #slot = Buffer.alloc(slotBytes);

  constructor(path: string, key: KeyObject) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#key = key;
  }

  /** The newest mark that can be read, or null. */
  read(): Mark | null {
    let newest: Mark | null = null;
    for (const offset of slotOffsets) {
      const slot = Buffer.alloc(slotBytes);
      if (readSync(this.#file, slot, 0, slotBytes, offset) !== slotBytes) continue;
      if (slot.toString('latin1', 0, 4) !== magic || !this.#isGenuine(slot)) continue;
      const generation = slot.readDoubleLE(8);
      if (newest !== null && generation < this.#generation) continue;
      this.#generation = generation;
      newest = {
        accepted: slot.readDoubleLE(16),
        lastSeq: slot.readDoubleLE(24),
        outboundClaims: slot.readDoubleLE(32),
      };
    }
    return newest;
  }

  write(mark: Mark): void {
    this.#generation += 1;
    const slot = this.#slot;
    slot.write(magic, 0, 'latin1');
    slot.writeDoubleLE(this.#generation, 8);
    slot.writeDoubleLE(mark.accepted, 16);
    slot.writeDoubleLE(mark.lastSeq, 24);
    slot.writeDoubleLE(mark.outboundClaims, 32);
    this.#tag(slot).copy(slot, bodyBytes);
    writeSync(this.#file, slot, 0, slotBytes, slotOffsets[this.#generation % 2 === 0 ? 0 : 1]);
  }

  close(): void {
    try {
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
  }

  #tag(slot: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(slot.subarray(0, bodyBytes)).digest().subarray(0, tagBytes);
  }

  #isGenuine(slot: Buffer): boolean {
    return timingSafeEqual(this.#tag(slot), slot.subarray(bodyBytes));
  }
}
