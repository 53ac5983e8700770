import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { testKey } from '#test/integration/storage/sqlite-harness.ts';
import { buildProgram } from './build-program.ts';
import type { StoreFindings } from './judge-store.ts';

export interface ReaderRequest {
  readonly folder: string;
  readonly ids: readonly string[];
}

export type ReaderAnswer =
  | { readonly kind: 'refused'; readonly code: string; readonly value: string | null }
  | {
      readonly kind: 'opened';
      readonly findings: StoreFindings;
      /** Names of the errors it logged. */
      readonly complaints: readonly string[];
      /** Whether one more message could be stored. */
      readonly writeRefusedWith: string | null;
    };

/** A process that opens and reads stores, one after the other. Rejects when what it reads ends it. */
export interface StoreReader {
  read(request: ReaderRequest): Promise<ReaderAnswer>;
  end(): Promise<void>;
}

export async function startStoreReader(): Promise<StoreReader> {
  const program = await buildProgram('test/faults/storage/store-reader.ts');
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [program, testKey.toString('hex')], {
    stdio: 'pipe',
  });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors = (errors + piece.toString()).slice(-4_000)));
  // What is written to a process that has ended is told by its end.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    read: async (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const line = await lines.next();
      if (line.done !== true) return JSON.parse(line.value) as ReaderAnswer;
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      throw new Error(`the process ended (${child.exitCode ?? child.signalCode}) reading ${request.folder}: ${errors}`);
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
