import { utilityProcess } from 'electron';
import type { ChildPort } from './child-port.ts';
import { createLineSplitter } from './line-splitter.ts';

export interface UtilityProcessOptions {
  /** Absolute path of the built program. */
  readonly entryFile: string;
  /** Never a secret: arguments can be read by every program. */
  readonly args: readonly string[];
  /** V8's options for the process. */
  readonly heapFlags: readonly string[];
  /** Name in the system's process list. */
  readonly serviceName: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Each line the child writes to standard output or standard error. */
  readonly onLine: (line: string) => void;
}

/** Starts one of our programs as Electron utility process. The only caller of utilityProcess.fork. */
export function forkUtilityProcess(options: UtilityProcessOptions): ChildPort {
  const child = utilityProcess.fork(options.entryFile, [...options.args], {
    env: { ...options.environment },
    // Electron hands V8 nothing else of what stands here.
    execArgv: options.heapFlags.length === 0 ? [] : [`--js-flags=${options.heapFlags.join(' ')}`],
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: options.serviceName,
  });
  let pid: number | undefined;
  let exitCode: number | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    const lines = createLineSplitter(options.onLine);
    stream?.setEncoding('utf8');
    stream?.on('data', (piece: string) => {
      lines.push(piece);
    });
    stream?.once('end', () => {
      lines.end();
    });
  }
  child.once('spawn', () => (pid = child.pid));
  child.once('exit', (code) => (exitCode = code));

  return {
    post: (message) => {
      if (exitCode === undefined) child.postMessage(message);
    },
    onSpawn: (listener) => {
      const told = (): void => {
        if (child.pid !== undefined) listener(child.pid);
      };
      child.once('spawn', told);
      return () => void child.off('spawn', told);
    },
    onMessage: (listener) => {
      child.on('message', listener);
      return () => void child.off('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
      return () => void child.off('exit', listener);
    },
    kill: () => {
      if (exitCode !== undefined) return;
      // Electron's own kill sends SIGTERM, which a stopped or hanging process never sees.
      if (pid === undefined || process.platform === 'win32') child.kill();
      else killHard(pid);
    },
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
