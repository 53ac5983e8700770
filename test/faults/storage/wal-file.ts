import { readFileSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** The frames of a write-ahead log that belong to its present generation. Source: SQLite, "WAL-mode File Format". */
export interface WalFrames {
  readonly pageBytes: number;
  /** Frames with the salts of the log's header; what lies behind them is left over from an earlier generation. */
  readonly count: number;
  /** Numbers of frames, from 1, that end a transaction. */
  readonly commits: readonly number[];
  /** Length of the log, bytes, when it ends with that many frames. */
  bytesAt(frames: number): number;
}

/** Page contents are encrypted, the log's own headers are not. */
export function readWalFrames(path: string): WalFrames {
  const log = readFileSync(path);
  const pageBytes = log.length < headerBytes ? 4_096 : log.readUInt32BE(8);
  const bytesAt = (frames: number): number => headerBytes + frames * (frameHeaderBytes + pageBytes);
  const commits: number[] = [];
  let count = 0;
  while (log.length >= bytesAt(count + 1)) {
    const at = bytesAt(count);
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break;
    count += 1;
    if (log.readUInt32BE(at + 4) !== 0) commits.push(count);
  }
  return { pageBytes, count, commits, bytesAt };
}
