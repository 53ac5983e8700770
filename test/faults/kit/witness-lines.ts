import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WitnessKind, WitnessLine } from '#sandbox/witness/witness-files.ts';

/** What the witnesses wrote down, in the order it happened. */
export interface WitnessRecord {
  readonly offered: readonly WitnessLine[];
  readonly acked: readonly WitnessLine[];
  readonly applied: readonly WitnessLine[];
}

/** Reads the three witness files of a run. */
export async function readWitnesses(folder: string): Promise<WitnessRecord> {
  const [offered, acked, applied] = await Promise.all([
    linesOf(folder, 'offered'),
    linesOf(folder, 'acked'),
    linesOf(folder, 'applied'),
  ]);
  return { offered, acked, applied };
}

async function linesOf(folder: string, kind: WitnessKind): Promise<WitnessLine[]> {
  const path = join(folder, `${kind}.jsonl`);
  if (!existsSync(path)) return [];
  const lines: WitnessLine[] = [];
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    if (line !== '') lines.push(JSON.parse(line) as WitnessLine);
  }
  return lines;
}
