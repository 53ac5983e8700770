import type { BroughtFile } from '#shared/contract/certificates-contract.ts';

/** The largest file that is read; bigger ones are named, never sent. */
export const largestFileBytes = 1_048_576;
/** Files sent at a time. */
export const mostFiles = 20;
const longestName = 200;

/** One file as it was dropped, or a pasted text. Its content may hold a private key: it lives as long as the form that holds it. */
export interface HeldFile {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  /** Base64; null when there is a problem. */
  readonly content: string | null;
  readonly problem: 'tooLarge' | 'unreadable' | 'tooMany' | null;
}

/** Bytes as Base64, in pieces small enough for the engine's argument list. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  }
  return btoa(pieces.join(''));
}

/** A name no other file has, so that what is found can be told apart: "key.pem (2)". */
export function ownName(name: string, taken: ReadonlySet<string>): string {
  const cut = name.slice(0, longestName);
  if (!taken.has(cut)) return cut;
  for (let count = 2; ; count += 1) {
    const other = `${cut} (${String(count)})`;
    if (!taken.has(other)) return other;
  }
}

/** Reads one file from the disk. What is too large is not read at all. */
export async function readFile(file: File): Promise<Pick<HeldFile, 'content' | 'problem'>> {
  if (file.size > largestFileBytes) return { content: null, problem: 'tooLarge' };
  try {
    return { content: toBase64(new Uint8Array(await file.arrayBuffer())), problem: null };
  } catch {
    // A folder, or a file that went away.
    return { content: null, problem: 'unreadable' };
  }
}

/** What may be sent. */
export const sendable = (files: readonly HeldFile[]): BroughtFile[] =>
  files.flatMap(({ name, content }) => (content === null ? [] : [{ name, content }]));
