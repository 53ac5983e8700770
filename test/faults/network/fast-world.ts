import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/sandbox.ts';
import { exportStore } from '#test/faults/kit/exported-states.ts';
import { judge, type Judgement } from '#test/faults/kit/judge.ts';
import { patientRules } from '#test/faults/kit/rig.ts';
import { readWitnesses } from '#test/faults/kit/witness-lines.ts';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';
import { createCustomer, type Customer, type Side } from './customer.ts';
import { createFastClock, type FastClock } from './fast-clock.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
  /** Fast time, monotonic milliseconds. */
  readonly at: number;
}

export interface FastWorldOptions {
  /** How many times as fast as usual time passes, for the relay and for both platforms. */
  readonly speed?: number;
  readonly sandbox?: SandboxOptions;
  readonly configure?: (config: RelayConfig) => RelayConfig;
}

/** Both platforms, a proxy before each, and the relay, in this process, living fast. */
export interface FastWorld {
  readonly sandbox: Sandbox;
  readonly clock: FastClock;
  readonly proxies: Readonly<Record<Side, FaultProxy>>;
  readonly relay: Relay;
  readonly log: readonly LogLine[];
  readonly channel: string;
  /** A customer who has written once, so that agents can answer. */
  customer(name: string, channel?: string): Promise<Customer>;
  snapshot(channel?: string): ChannelSnapshot;
  fault(side: Side, channel?: string): ChannelSnapshot['legs'][Leg]['fault'];
  /** Waits, at most `limitMs` of fast time. Throws with `what` when it did not come. */
  until(what: string, condition: () => boolean | Promise<boolean>, limitMs?: number): Promise<void>;
  states(): Promise<Readonly<Record<string, number>>>;
  drained(limitMs: number): Promise<boolean>;
  /** Stops everything and judges it. Throws when anything that must hold does not. */
  verdict(options: {
    readonly injections: number;
    readonly deadLetters?: number;
    readonly unconfirmed?: number;
    readonly drainMs?: number;
  }): Promise<Judgement & { readonly injections: number }>;
}

export async function startFastWorld(context: ScenarioContext, options: FastWorldOptions = {}): Promise<FastWorld> {
  const { speed = 20 } = options;
  const clock = createFastClock(speed);
  const folder = join(context.folder, `world-${randomBytes(3).toString('hex')}`);
  const sandbox = await startSandbox({
    seed: String(context.seed),
    clock: clock.sandbox,
    ...options.sandbox,
    witnessDirectory: join(folder, 'witness'),
    wechatRules: {
      maxPushesInFlight: 64,
      responseTimeoutMs: 60_000,
      ...patientRules.wechat,
      ...options.sandbox?.wechatRules,
    },
    cxoneRules: { boxTimeoutMs: 60_000, ...patientRules.cxone, ...options.sandbox?.cxoneRules },
  });
  context.onEnd(async () => {
    await sandbox.stop();
    clock.sandbox.stop();
  });
  const proxies = {
    cxone: await startFaultProxy({ target: sandbox.urls.cxone }),
    wechat: await startFaultProxy({ target: sandbox.urls.wechatApi }),
  };
  context.onEnd(async () => {
    await Promise.all([proxies.cxone.stop(), proxies.wechat.stop()]);
  });
  const storeKey = randomBytes(32);
  const config = throughProxies(
    RelayConfig.parse({ ...sandbox.relayConfig, storeKey: storeKey.toString('base64') }),
    proxies,
  );
  const lines: LogLine[] = [];
  const relay = await startRelay({
    clock: clock.relay,
    chance: context.chance,
    random: randomBytes,
    log: recorder(lines, clock),
    environment: {},
    config: options.configure?.(config) ?? config,
    dataDir: join(folder, 'data'),
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await relay.stop();
  };
  context.onEnd(stop);
  await sandbox.connect(relay.urls);

  const first = sandbox.identities.accounts[0]?.key ?? '';
  const snapshot: FastWorld['snapshot'] = (channel = first) => {
    const found = (relay.handlers['channels.list'](null) as ChannelSnapshot[]).find(({ id }) => id === channel);
    if (found === undefined) throw new Error(`no channel ${channel}`);
    return found;
  };
  const until: FastWorld['until'] = async (what, condition, limitMs = 60_000) => {
    const deadline = clock.relay.monotonic() + limitMs;
    while (!(await condition())) {
      if (clock.relay.monotonic() > deadline) throw new Error(`within ${limitMs / 1_000} s it did not come: ${what}`);
      await pause(5);
    }
  };
  const states = async (): Promise<Readonly<Record<string, number>>> => ({
    ...(await relay.handlers['overview.get'](null)).counts,
  });
  const drained = async (limitMs: number): Promise<boolean> => {
    const deadline = clock.relay.monotonic() + limitMs;
    while (clock.relay.monotonic() < deadline) {
      const load = sandbox.load.current();
      const isOffered = load === undefined || load.state === 'done';
      if (isOffered && sandbox.wechat.unsettledPushes() === 0 && (await states())['pending'] === 0) return true;
      await pause(20);
    }
    return false;
  };

  return {
    sandbox,
    clock,
    proxies,
    relay,
    log: lines,
    channel: first,
    snapshot,
    until,
    states,
    drained,
    fault: (side, channel = first) => snapshot(channel).legs[side === 'cxone' ? 'cxoneOut' : 'wechatOut'].fault,
    customer: (name, channel = first) => createCustomer({ sandbox }, name, channel),
    verdict: async (wanted) => {
      sandbox.load.stop();
      const problems: string[] = [];
      if (!(await drained(wanted.drainMs ?? 10 * 60_000)))
        problems.push('messages still wait after the faults stopped');
      await stop();
      const crash = lines.find(({ event }) => /^relay\.(uncaught|unhandled)/u.test(event));
      if (crash !== undefined) problems.push(`the relay crashed: ${JSON.stringify(crash.fields)}`);
      sandbox.witness.report(0);
      const judgement = judge(
        await readWitnesses(join(folder, 'witness')),
        await exportStore(join(folder, 'data'), storeKey),
      );
      problems.push(...judgement.problems);
      const atMost = (name: string, seen: number, limit: number): void => {
        if (seen > limit) problems.push(`${seen} ${name} instead of at most ${limit}`);
      };
      atMost('dead letters', judgement.deadLetters, wanted.deadLetters ?? 0);
      atMost('unconfirmed', judgement.unconfirmed, wanted.unconfirmed ?? 0);
      if (problems.length > 0) throw new Error([...new Set(problems)].join('\n'));
      return { ...judgement, injections: wanted.injections };
    },
  };
}

/** The same configuration with both platforms behind their proxies. */
export function throughProxies(
  config: RelayConfig,
  proxies: Readonly<Record<Side, { readonly url: string }>>,
): RelayConfig {
  return {
    ...config,
    integrations: config.integrations.map((integration) => ({
      ...integration,
      cxone: { ...integration.cxone, issuer: proxies.cxone.url, apiBase: proxies.cxone.url },
    })),
    channels: config.channels.map((channel) => ({
      ...channel,
      wechat: { ...channel.wechat, apiBase: proxies.wechat.url },
    })),
  };
}

function recorder(lines: LogLine[], clock: FastClock): Logger {
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields, at: clock.relay.monotonic() });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
