import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rig } from '#test/faults/kit/rig.ts';

const program = fileURLToPath(new URL('../../../out/main/relay.js', import.meta.url));
const startLimitMs = 20_000;

export interface Refusal {
  readonly exitCode: number | null;
  /** The code in the last line of its log; null when there is none. */
  readonly code: string | null;
  /** The sentence in that line. */
  readonly message: string;
}

/** Starts the relay, which is expected to end by itself. A relay that runs is ended, and has no code. */
export async function startExpectingRefusal(
  { folder, dataDir, config }: Pick<Rig, 'folder' | 'dataDir' | 'config'>,
  wrap: readonly string[] = [],
): Promise<Refusal> {
  const configPath = join(folder, 'refused.json');
  writeFileSync(configPath, JSON.stringify(config), { mode: 0o600 });
  const [command = '', ...args] = [...wrap, process.execPath, program, '--config', configPath, '--data', dataDir];
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], VEERPONT_LOG_LEVEL: 'error' },
  });
  let log = '';
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  const overdue = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(overdue);
  const last = JSON.parse(log.trimEnd().split('\n').at(-1) || '{}') as { code?: string; msg?: string };
  return { exitCode, code: last.code ?? null, message: last.msg ?? '' };
}

/** Hash of each file of a folder, by name. The lock comes and goes, and so do shared memory and an empty log. */
export function hashesOf(folder: string): Record<string, string> {
  const hashes: Record<string, string> = {};
  if (!existsSync(folder)) return hashes;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const isPassing = name.startsWith('store.lock') || name.endsWith('-shm');
    if (isPassing || !statSync(path).isFile() || statSync(path).size === 0) continue;
    hashes[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return hashes;
}
