import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ourFiles } from './our-files.mjs';
import { fromRoot } from './project.mjs';

const recordPath = fromRoot('node_modules', '.cache', 'veerpont', 'passed-checks.json');

/**
 * One hash over everything a check can see: our files, the lock file among them, and Node. A check that passed on the
 * same hash would pass again.
 *
 * @returns {string}
 */
export function hashOfEverything() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const path of ourFiles()) {
    // A file may vanish between being listed and being read: an editor's, or another helper's.
    if (!existsSync(fromRoot(path))) continue;
    const content = readFileSync(fromRoot(path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @returns {Record<string, string>} the hash each check last passed on */
function readRecord() {
  try {
    return JSON.parse(readFileSync(recordPath, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string} check
 * @param {string} hash
 */
export const hasPassed = (check, hash) => readRecord()[check] === hash;

/**
 * @param {string} check
 * @param {string} hash
 */
export function notePassed(check, hash) {
  mkdirSync(dirname(recordPath), { recursive: true });
  writeFileSync(recordPath, JSON.stringify({ ...readRecord(), [check]: hash }));
}
