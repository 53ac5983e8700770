import { spawnSync } from 'node:child_process';

/**
 * Ends everything this process has started, and what that has started, at once: for a program that is told to end while a
 * test of it starts programs again and again. Does nothing where there is no `ps`.
 */
export function endDescendants() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  for (const pid of descendantsOf(process.pid, stdout ?? '')) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, as `ps` has.
    }
  }
}

/**
 * @param {number} ancestor
 * @param {string} list a line for each process: its number and its parent's
 * @returns {number[]} parents before their children
 */
export function descendantsOf(ancestor, list) {
  const rows = list.split('\n').map((line) => line.trim().split(/\s+/u).map(Number));
  const found = [ancestor];
  for (const parent of found) for (const [pid, ppid] of rows) if (pid && ppid === parent) found.push(pid);
  return found.slice(1);
}
