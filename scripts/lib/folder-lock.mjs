import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock folder without its owner's name is a process that died between two calls; after this age it is removed. */
const namelessAgeMs = 10_000;
const betweenTriesMs = 200;

/**
 * Runs `work` while no other process holds the same lock, so that two commands started at once do not both install.
 * A lock whose holder died is taken over.
 *
 * @template T
 * @param {string} folder the lock: exists while it is held
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds it
 * @returns {Promise<T>}
 */
export async function withFolderLock(folder, work, onWait) {
  mkdirSync(dirname(folder), { recursive: true });
  let waited = false;
  while (!take(folder)) {
    if (removeIfAbandoned(folder)) continue;
    if (!waited) onWait?.();
    waited = true;
    await sleep(betweenTriesMs);
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} folder */
function take(folder) {
  try {
    mkdirSync(folder);
  } catch (thrown) {
    if (/** @type {NodeJS.ErrnoException} */ (thrown).code === 'EEXIST') return false;
    throw thrown;
  }
  writeFileSync(join(folder, 'owner'), `${process.pid} ${startOf(process.pid)}`);
  return true;
}

/** @param {string} folder */
function removeIfAbandoned(folder) {
  const owner = ownerOf(folder);
  if (owner === 'alive') return false;
  // Renamed first: of two processes that see the same dead owner, one wins the rename and the other looks again.
  const aside = `${folder}.dead-${process.pid}-${Date.now()}`;
  try {
    renameSync(folder, aside);
  } catch {
    return true;
  }
  // Between looking and renaming the lock may have changed hands; then it goes back.
  if (ownerOf(aside) === 'alive') renameSync(aside, folder);
  else rmSync(aside, { recursive: true, force: true });
  return true;
}

/**
 * @param {string} folder
 * @returns {'alive' | 'dead'}
 */
function ownerOf(folder) {
  const [pid, start] = ownerLine(folder).split(' ');
  if (Number(pid) > 0) return isAlive(Number(pid)) && startOf(Number(pid)) === start ? 'alive' : 'dead';
  try {
    return Date.now() - statSync(folder).mtimeMs < namelessAgeMs ? 'alive' : 'dead';
  } catch {
    return 'dead';
  }
}

/** @param {string} folder */
function ownerLine(folder) {
  try {
    return readFileSync(join(folder, 'owner'), 'utf8');
  } catch {
    return '';
  }
}

/**
 * When a process started, as far as the system tells: containers give the same few process ids again and again.
 *
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields after the parenthesised program name; the 20th of them is the start time in clock ticks since boot.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return /** @type {NodeJS.ErrnoException} */ (thrown).code === 'EPERM';
  }
}
