import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/sandbox.ts';
import type { LoadRequest, LoadRun } from '#sandbox/load/load-run.ts';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';
import { freePort, startRelayProcess, type RelayProcess, type RelayStart } from '#test/fakes/relay-process.ts';
import { exportStore } from './exported-states.ts';
import { judge, type Judgement } from './judge.ts';
import { leaksIn, secretsOf, visibleFaceOf, type Canary } from './leaks.ts';
import { factsOf, type ProcessFacts } from './process-facts.ts';
import { readMetrics } from './relay-metrics.ts';
import { readWitnesses } from './witness-lines.ts';

/** The relay's configuration as the rig writes it; a scenario may change it before the first start. */
export type RigConfig = Sandbox['relayConfig'] & { storeKey: string };

export interface RigOptions {
  readonly sandbox?: SandboxOptions;
  readonly configure?: (config: RigConfig) => object;
  /** Where the relay runs; otherwise under plain Node. */
  readonly home?: RelayHome;
  /** For every start of the relay. */
  readonly relay?: Omit<Partial<RelayStart>, 'folder' | 'config' | 'onEnded'>;
  /** Do not write canary texts. */
  readonly isSilent?: boolean;
}

/** A way to run the relay. */
export interface RelayHome {
  start(options: RelayStart): Promise<RelayProcess>;
  /** The relay's own folder, given the one of the run. */
  dataDir(folder: string): string;
  /** Ports that have to be known beforehand. */
  readonly fixedAdminPort: boolean;
}

const plainNode: RelayHome = {
  start: startRelayProcess,
  dataDir: (folder) => join(folder, 'data'),
  fixedAdminPort: false,
};

export interface VerdictOptions {
  /** Faults the scenario caused. */
  readonly injections: number;
  /** False: messages may still wait at the end, because the fault is of the kind that lasts. */
  readonly mustDrain?: boolean;
  /** How long the backlog may take, milliseconds. */
  readonly drainMs?: number;
  /** Messages may have been refused for good: the scenario says how many at most. */
  readonly deadLetters?: number;
  /** False: open files and memory are not compared with the start (a start with a million messages has no base line). */
  readonly comparesResources?: boolean;
  /** Memory it may have grown by, bytes. */
  readonly memoryGrowthBytes?: number;
  /** Messages whose record the scenario itself has damaged (WeChat's or our id): it looks after them. */
  readonly damagedIds?: readonly string[];
}

/** The platforms, one relay as a program of its own, and the witnesses between them. */
export interface Rig {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly dataDir: string;
  readonly storeKey: Buffer;
  readonly config: object;
  /** The running relay. Throws when there is none. */
  readonly relay: RelayProcess;
  start(options?: Partial<RelayStart>): Promise<RelayProcess>;
  /** Ends the relay with a signal and resolves with its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Both directions at once, reply windows held open; 'perSecond' in each of them. */
  load(request?: Partial<LoadRequest>): LoadRun;
  /** Waits until so many more messages have been acknowledged; false when the limit passed first. */
  busyFor(messages: number, limitMs?: number): Promise<boolean>;
  acknowledged(): number;
  /** Resolves when the running relay has worked for as long as its memory needs to have a base line. */
  warm(): Promise<void>;
  /** Waits until nothing is on its way any more. False when the limit passed first. */
  drained(limitMs?: number): Promise<boolean>;
  /** Ends everything and judges the run; throws when anything that must hold does not. */
  verdict(options: VerdictOptions): Promise<Judgement & { readonly injections: number }>;
}

/** Faults come without warning: the platforms must not give up an account, nor be limited by what is not tested here. */
export const patientRules = {
  wechat: { markFailAfter: 0, enforceReplyWindow: false, repliesPerMessage: 1_000 },
  cxone: { limitFactor: 0 },
} as const;

const drainLimitMs = 60_000;
/** Until connections are seen to be closed, and memory is given back. */
const settleLimitMs = 15_000;
const warmUpMs = 5_000;
const openFilesLeeway = 5;
const memoryLeewayBytes = 50 * 1024 * 1024;
/** Endings by a signal of ours, and the exit code of a clean stop. */
const crashWords = /relay\.(uncaught|unhandled_rejection)/u;

/** Starts the sandbox and the relay and connects them. Everything is ended with the scenario. */
export async function startRig(context: ScenarioContext, options: RigOptions = {}): Promise<Rig> {
  const home = options.home ?? plainNode;
  const folder = join(context.folder, `rig-${randomBytes(3).toString('hex')}`);
  mkdirSync(folder, { recursive: true });
  const storeKey = randomBytes(32);
  const sandbox = await startSandbox({
    seed: String(context.seed),
    witnessDirectory: join(folder, 'witness'),
    ...options.sandbox,
    wechatRules: {
      retryIntervalMs: 500,
      responseTimeoutMs: 2_000,
      maxPushesInFlight: 64,
      ...patientRules.wechat,
      ...options.sandbox?.wechatRules,
    },
    cxoneRules: { ...patientRules.cxone, ...options.sandbox?.cxoneRules },
  });
  let isClosed = false;
  const closeSandbox = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await sandbox.stop();
  };
  context.onEnd(closeSandbox);
  const plainConfig: RigConfig = {
    ...sandbox.relayConfig,
    listen: {
      public: { host: '127.0.0.1', port: await freePort() },
      admin: { host: '127.0.0.1', port: home.fixedAdminPort ? await freePort() : 0 },
    },
    storeKey: storeKey.toString('base64'),
  };
  const config = options.configure?.(plainConfig) ?? plainConfig;
  const problems: string[] = [];
  const logs: string[] = [];
  let relay: RelayProcess | null = null;
  let baseLine: ProcessFacts | null = null;
  let isStopped = false;
  let warmUp: NodeJS.Timeout | undefined;
  let startedAt = 0;
  context.onEnd(() => {
    clearTimeout(warmUp);
  });

  const start: Rig['start'] = async (more = {}) => {
    clearTimeout(warmUp);
    relay = await home.start({
      folder,
      config,
      ...options.relay,
      ...more,
      onEnded: (code, signal, log) => {
        logs.push(log);
        if (crashWords.test(log)) problems.push(`the relay crashed: ${lastLine(log)}`);
        else if (code !== 0 && signal === null) problems.push(`the relay ended with ${code}: ${lastLine(log)}`);
      },
    });
    const started = relay;
    baseLine = factsOf(started.pid);
    startedAt = performance.now();
    // Memory has a base line only once the program has worked for a moment: what it then has, it keeps.
    warmUp = setTimeout(() => {
      const warm = relay === started ? factsOf(started.pid) : null;
      if (baseLine !== null && warm !== null)
        baseLine = { ...baseLine, residentBytes: Math.max(baseLine.residentBytes, warm.residentBytes) };
    }, warmUpMs);
    return started;
  };
  const end: Rig['end'] = async (signal) => {
    const code = (await relay?.end(signal)) ?? null;
    relay = null;
    return code;
  };
  const running = (): RelayProcess => {
    if (relay === null) throw new Error('the relay does not run');
    return relay;
  };
  context.onEnd(async () => {
    if (!isStopped) await end('SIGKILL');
  });

  await start();
  await sandbox.connect(running().urls);
  const texts = options.isSilent === true ? [] : await writeCanaries(sandbox, context);
  const canaries = [...secretsOf(config), ...texts];

  const acknowledged = (): number => {
    const { ackedIn, ackedOut } = sandbox.witness.report(0);
    return ackedIn + ackedOut;
  };
  const busyFor: Rig['busyFor'] = async (messages, limitMs = 20_000) => {
    const goal = acknowledged() + messages;
    const deadline = performance.now() + limitMs;
    while (acknowledged() < goal && performance.now() < deadline) await pause(10);
    return acknowledged() >= goal;
  };
  const drained: Rig['drained'] = async (limitMs = drainLimitMs) => {
    const deadline = performance.now() + limitMs;
    while (performance.now() < deadline) {
      const metrics = relay === null ? null : await readMetrics(relay.urls.admin).catch(() => null);
      const offering = sandbox.load.current();
      const isOffered = offering === undefined || offering.state === 'done';
      if (isOffered && metrics?.states['pending'] === 0 && sandbox.wechat.unsettledPushes() === 0) return true;
      await pause(250);
    }
    return false;
  };

  const verdict: Rig['verdict'] = async (wanted) => {
    sandbox.load.stop();
    const isDrained = await drained(wanted.mustDrain === false ? 5_000 : wanted.drainMs);
    if (!isDrained && wanted.mustDrain !== false) problems.push('messages still wait after the faults stopped');
    const { pid, log } = running();
    // Idle connections of the platforms are theirs to keep; what is left without them is the relay's.
    await closeSandbox();
    if (wanted.comparesResources !== false)
      problems.push(...(await resourcesLeft(pid, baseLine, wanted.memoryGrowthBytes)));
    const face = visibleFaceOf(pid);
    // What is said while it runs belongs to the same judgement.
    logs.push(log());
    const exitCode = await end('SIGTERM');
    isStopped = true;
    if (exitCode !== 0) problems.push(`it stopped with ${exitCode} instead of 0`);
    const judgement = judge(
      await readWitnesses(join(folder, 'witness')),
      await exportStore(home.dataDir(folder), storeKey),
      new Set(wanted.damagedIds),
    );
    problems.push(...judgement.problems);
    if (judgement.pending > 0 && wanted.mustDrain !== false)
      problems.push(`${judgement.pending} messages are still pending`);
    const deadLetters = wanted.deadLetters ?? 0;
    if (judgement.deadLetters > deadLetters)
      problems.push(`${judgement.deadLetters} dead letters instead of at most ${deadLetters}`);
    problems.push(
      ...leaksIn(canaries, { folders: [home.dataDir(folder)], texts: { ...face, 'the log': logs.join('\n') } }),
    );
    if (problems.length > 0) throw new Error([...new Set(problems)].join('\n'));
    return { ...judgement, injections: wanted.injections };
  };

  return {
    sandbox,
    folder,
    dataDir: home.dataDir(folder),
    storeKey,
    config,
    get relay() {
      return running();
    },
    start,
    end,
    warm: async () => {
      await pause(Math.max(0, startedAt + warmUpMs + 100 - performance.now()));
    },
    load: (request = {}) =>
      sandbox.load.run({
        perSecond: 20,
        seconds: 3_600,
        direction: 'both',
        conversations: 300,
        maxInFlight: 64,
        channels: undefined,
        rules: patientRules,
        ...request,
      }),
    busyFor,
    acknowledged,
    drained,
    verdict,
  };
}

const lastLine = (log: string): string => log.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? '';

/** Ten customers write a text each that nothing but the sealed records may hold. */
async function writeCanaries(sandbox: Sandbox, { chance }: ScenarioContext): Promise<Canary[]> {
  const accounts = sandbox.identities.accounts.map(({ key }) => key);
  const letters = (): string => Math.floor(chance() * 2 ** 40).toString(36);
  const texts = Array.from({ length: 10 }, (_, place) => `canary${place} ${letters()} ${letters()}`);
  await Promise.all(
    texts.map(async (text, place) => {
      const account = accounts[place % accounts.length] ?? '';
      const { openid } = sandbox.wechat.customers.follow(account, { nickname: `Canary ${place}`, language: 'en' });
      sandbox.people.agent.ignore(openid);
      await sandbox.wechat.customers.send(account, openid, { type: 'text', text }).settled;
    }),
  );
  return texts.map((text, place) => ({ name: `canary text ${place}`, text }));
}

/** What does not come back to the base line. Linux only. */
async function resourcesLeft(
  pid: number,
  baseLine: ProcessFacts | null,
  growthBytes = memoryLeewayBytes,
): Promise<string[]> {
  if (baseLine === null || !existsSync('/proc/self/fd')) return [];
  const deadline = performance.now() + settleLimitMs;
  for (;;) {
    const now = factsOf(pid);
    if (now === null) return ['the relay is gone before it was asked to stop'];
    const files = now.openFiles - baseLine.openFiles;
    const growth = now.residentBytes - baseLine.residentBytes;
    if (files <= openFilesLeeway && growth <= growthBytes) return [];
    if (performance.now() > deadline) {
      return [
        `${files} more open files and ${Math.round(growth / 1_048_576)} MB more memory than at the start, ` +
          `${settleLimitMs / 1_000} s after the platforms left`,
      ];
    }
    await pause(500);
  }
}
