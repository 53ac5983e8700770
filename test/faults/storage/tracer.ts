import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

export interface Tracer {
  /** Lets go of the traced process, which goes on undisturbed. */
  detach(): Promise<void>;
  /** What was traced, line by line; complete after `detach`. */
  lines(): string[];
  /** How many system calls were changed. */
  injected(): number;
}

const attachLimitMs = 10_000;

/** Attaches strace to a running process and all its threads. `expressions` are those of its option -e. */
export async function traceProcess(
  pid: number,
  output: string,
  expressions: readonly string[],
  more: readonly string[] = [],
): Promise<Tracer> {
  const options = expressions.flatMap((expression) => ['-e', expression]);
  const child = spawn('strace', ['-f', '-tt', '-o', output, ...options, ...more, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const attached = new Promise<void>((resolve, reject) => {
    const overdue = setTimeout(() => {
      reject(new Error(`strace does not attach: ${said}`));
    }, attachLimitMs);
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (!said.includes('attached')) return;
      clearTimeout(overdue);
      resolve();
    });
    child.once('exit', () => {
      clearTimeout(overdue);
      reject(new Error(`strace ended: ${said}`));
    });
  });
  await attached;
  const lines = (): string[] => (existsSync(output) ? readFileSync(output, 'latin1').split('\n') : []);
  return {
    detach: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
    lines,
    injected: () => lines().filter((line) => line.includes('(INJECTED)')).length,
  };
}
