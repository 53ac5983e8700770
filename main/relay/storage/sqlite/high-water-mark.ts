import { closeSync, constants, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { isSameFile, noteFiles, type FileNote, type StoreNote } from './store-note.ts';
import type { StoreFiles } from './store-files.ts';

/** How far the store had got. All three only grow. */
export interface Mark {
  /** Messages ever accepted, those known to be missing and those removed since included. */
  readonly accepted: number;
  readonly lastSeq: number;
  /** Attempts toward WeChat ever begun. */
  readonly outboundClaims: number;
}

export interface ReadMark extends Mark {
  /** The files it was written beside; null in a mark of the first form, which does not tell. */
  readonly note: StoreNote | null;
}

const tagBytes = 16;
/** The first form tells how far the store had got, the second also in which files. */
const forms = [
  { magic: 'VPM1', bodyBytes: 40 },
  { magic: 'VPM2', bodyBytes: 80 },
] as const;
const [, newest] = forms;
/** Two slots, written in turn, each in a disk sector of its own: a write cut short leaves the other. */
const slotOffsets = [0, 4_096] as const;

/** The newest mark in the file that can be read, or null. Makes no file. */
export function readMark(path: string, key: KeyObject): ReadMark | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, constants.O_RDONLY);
  try {
    return newestIn(file, key)?.mark ?? null;
  } finally {
    closeSync(file);
  }
}

/**
 * A small file outside the database, written after every commit and left to the operating system to flush. A database
 * that lost its newest part, or was put back from a copy, opens without complaint; only what stands here shows it.
 */
export class HighWaterMark {
  readonly #file: number;
  readonly #key: KeyObject;
  readonly #files: StoreFiles;
  #generation: number;
  #note: StoreNote | null;
  #last: Mark | null = null;
  readonly #slot = Buffer.alloc(newest.bodyBytes + tagBytes);

  constructor(files: StoreFiles, key: KeyObject) {
    this.#file = openSync(files.highWaterMark, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#key = key;
    this.#files = files;
    const found = newestIn(this.#file, key);
    this.#generation = found?.generation ?? 0;
    this.#note = found?.mark.note ?? null;
  }

  /** The newest mark that can be read, or null. */
  read(): ReadMark | null {
    return newestIn(this.#file, this.#key)?.mark ?? null;
  }

  /** Notes which files the store consists of now, and flushes that: before anything is acknowledged from them. */
  begin(mark: Mark): void {
    this.#note = noteFiles(this.#files);
    this.write(mark);
    fsyncSync(this.#file);
  }

  write(mark: Mark): void {
    this.#generation += 1;
    this.#last = mark;
    const slot = this.#slot;
    slot.write(newest.magic, 0, 'latin1');
    slot.writeDoubleLE(this.#generation, 8);
    slot.writeDoubleLE(mark.accepted, 16);
    slot.writeDoubleLE(mark.lastSeq, 24);
    slot.writeDoubleLE(mark.outboundClaims, 32);
    writeFileNote(slot, 40, this.#note?.database ?? null);
    writeFileNote(slot, 56, this.#note?.log ?? null);
    slot.writeUInt32LE(this.#note?.logSalts?.first ?? 0, 72);
    slot.writeUInt32LE(this.#note?.logSalts?.second ?? 0, 76);
    tagOf(slot.subarray(0, newest.bodyBytes), this.#key).copy(slot, newest.bodyBytes);
    writeSync(this.#file, slot, 0, slot.length, slotOffsets[this.#generation % 2 === 0 ? 0 : 1]);
  }

  close(): void {
    try {
      this.#noteEnd();
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
  }

  /** The log is gone now, most often. Another file under the database's name is not taken for ours. */
  #noteEnd(): void {
    const now = noteFiles(this.#files);
    const noted = this.#note?.database ?? null;
    if (this.#last === null || noted === null || now.database === null || !isSameFile(noted, now.database)) return;
    this.#note = now;
    this.write(this.#last);
  }
}

interface Found {
  readonly generation: number;
  readonly mark: ReadMark;
}

function newestIn(file: number, key: KeyObject): Found | null {
  const found = slotOffsets.flatMap((offset) => slotAt(file, offset, key) ?? []);
  return found.reduce<Found | null>(
    (best, one) => (best !== null && best.generation > one.generation ? best : one),
    null,
  );
}

function slotAt(file: number, offset: number, key: KeyObject): Found | null {
  const slot = Buffer.alloc(newest.bodyBytes + tagBytes);
  const length = readSync(file, slot, 0, slot.length, offset);
  const form = forms.find(({ magic }) => slot.toString('latin1', 0, magic.length) === magic);
  if (form === undefined || length < form.bodyBytes + tagBytes) return null;
  const body = slot.subarray(0, form.bodyBytes);
  if (!timingSafeEqual(tagOf(body, key), slot.subarray(form.bodyBytes, form.bodyBytes + tagBytes))) return null;
  return {
    generation: slot.readDoubleLE(8),
    mark: {
      accepted: slot.readDoubleLE(16),
      lastSeq: slot.readDoubleLE(24),
      outboundClaims: slot.readDoubleLE(32),
      note: form === newest ? noteIn(slot) : null,
    },
  };
}

function noteIn(slot: Buffer): StoreNote {
  const salts = { first: slot.readUInt32LE(72), second: slot.readUInt32LE(76) };
  return {
    database: fileNoteIn(slot, 40),
    log: fileNoteIn(slot, 56),
    logSalts: salts.first === 0 && salts.second === 0 ? null : salts,
  };
}

function writeFileNote(slot: Buffer, at: number, note: FileNote | null): void {
  slot.writeBigUInt64LE(BigInt.asUintN(64, note?.inode ?? 0n), at);
  slot.writeBigInt64LE(note?.bornAt ?? 0n, at + 8);
}

/** No file has inode 0. */
function fileNoteIn(slot: Buffer, at: number): FileNote | null {
  const inode = slot.readBigUInt64LE(at);
  return inode === 0n ? null : { inode, bornAt: slot.readBigInt64LE(at + 8) };
}

function tagOf(body: Buffer, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, tagBytes);
}
