import { spawn } from 'node:child_process';
import { createLineSplitter } from '#main/relay-host/line-splitter.ts';
import type { TunnelChild, TunnelEnd, TunnelLaunch } from './tunnel-child.ts';

/**
 * Starts a program in a process group of its own, without a shell. When the program ends, the rest of its group is ended too:
 * a helper that stays behind would hold the tunnel's name.
 */
export function spawnTunnel(folder: string): (launch: TunnelLaunch) => TunnelChild {
  return ({ program, args, environment, onLine, onEnd }) => {
    let isOver = false;
    const end = (how: TunnelEnd): void => {
      if (isOver) return;
      isOver = true;
      onEnd(how);
    };
    const child = spawn(program, [...args], {
      cwd: folder,
      env: { ...environment },
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      const lines = createLineSplitter(onLine);
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => {
        lines.push(piece);
      });
      stream.once('end', () => {
        lines.end();
      });
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'missing' : 'refused';
      if (child.pid === undefined) end({ kind: 'not_started', why, detail: error.code ?? 'error' });
    });
    child.once('exit', (code, signal) => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      end({ kind: 'ended', with: signal ?? String(code) });
    });
    return {
      pid: child.pid ?? null,
      end: (how) => {
        if (!isOver && child.pid !== undefined) signalGroup(child.pid, how === 'ask' ? 'SIGTERM' : 'SIGKILL');
      },
    };
  };
}

/** On Windows there are no groups: `taskkill` ends a program with what it started. */
export function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {
      // It has just ended by itself.
    });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
