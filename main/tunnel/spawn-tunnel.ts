import { spawn } from 'node:child_process';
import { createLineSplitter } from '#main/relay-host/line-splitter.ts';
import { familyEnd, hasOwnGroup, type EndReason } from './program-family.ts';
import type { TunnelChild, TunnelEnd, TunnelLaunch } from './tunnel-child.ts';

/**
 * Starts a program in a process group of its own, without a shell. When the program ends, the rest of its group is ended too
 * (not on Windows): a helper that stays behind would hold the tunnel's name.
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
      detached: hasOwnGroup(process.platform),
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
      if (child.pid !== undefined) endFamily(child.pid, 'gone');
      end({ kind: 'ended', with: signal ?? String(code) });
    });
    return {
      pid: child.pid ?? null,
      end: (how) => {
        if (!isOver && child.pid !== undefined) endFamily(child.pid, how === 'ask' ? 'asked' : 'hard');
      },
    };
  };
}

/** Ends a program and what it started, as `familyEnd` decides. */
export function endFamily(pid: number, why: EndReason): void {
  const end = familyEnd(pid, why, process.platform, process.env);
  if (end.kind === 'nothing') return;
  if (end.kind === 'command') {
    spawn(end.program, [...end.args], { stdio: 'ignore', windowsHide: true }).on('error', () => {
      // It has just ended by itself.
    });
    return;
  }
  try {
    process.kill(end.pid, end.signal);
  } catch {
    // Nobody of the group is left.
  }
}
