import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { runQuietly } from './run.mjs';

const sourceFolders = ['main', 'renderer', 'shared'];
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const programs = [
  'out/main/main.js',
  'out/main/relay.js',
  'out/main/sandbox.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/**
 * Builds the programs into out/, unless what is there was built from exactly these sources.
 *
 * @param {import('./say.mjs').Say} say
 * @param {string} [root]
 */
export async function ensureBuild(say, root = projectRoot) {
  const stampPath = join(root, 'out', 'build-stamp.json');
  const hash = hashOfSources(root);
  if (builtFrom(stampPath) === hash && programs.every((path) => existsSync(join(root, path)))) return;

  const progress = say.start('building main, preload and renderer (electron-vite)');
  rmSync(stampPath, { force: true });
  const script = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const output = await runQuietly(process.execPath, [script, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    onBeat: () => progress.at('still building'),
  });
  const missing = programs.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Problem(`the build made no ${missing.join(', ')}\n${output}`);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stampPath, `${JSON.stringify({ sources: hash })}\n`);
  progress.done('built');
}

/** @param {string} stampPath */
function builtFrom(stampPath) {
  try {
    return JSON.parse(readFileSync(stampPath, 'utf8')).sources;
  } catch {
    return undefined;
  }
}

/**
 * One hash over names and contents of everything the build reads.
 *
 * @param {string} root
 * @returns {string}
 */
export function hashOfSources(root) {
  const hash = createHash('sha256');
  const files = [
    ...sourceFiles.map((name) => join(root, name)),
    ...sourceFolders.flatMap((folder) => filesUnder(join(root, folder))),
  ];
  for (const path of files.filter((file) => existsSync(file)).sort()) {
    const content = readFileSync(path);
    hash.update(`${relative(root, path).split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}
