import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fromRoot, projectRoot } from './project.mjs';

const folders = ['main', 'renderer', 'shared', 'test', 'scripts', 'docs', '.ci'];

/**
 * Every file of ours, as paths with forward slashes from the root: nothing fetched, built or left behind by a run.
 *
 * @returns {string[]}
 */
export function ourFiles() {
  const atRoot = readdirSync(projectRoot, { withFileTypes: true });
  const below = folders.flatMap((folder) => {
    if (!atRoot.some((entry) => entry.name === folder)) return [];
    return readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true });
  });
  return [...atRoot, ...below]
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
