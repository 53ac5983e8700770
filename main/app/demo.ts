import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { ConsoleSettings } from '#shared/contract/console-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayHost } from '#main/relay-host/relay-host.ts';
import { pageOrigin } from './page-answer.ts';
import { demoFaults, type DemoSummary } from './demo-summary.ts';
import type { DemoOptions } from './start-options.ts';

const startTimeoutMs = 60_000;
const drainTimeoutMs = 60_000;
/** Fonts, charts and the first answers are there by then. */
const pageSettleMs = 1_200;

export interface DemoDeps {
  readonly options: DemoOptions;
  readonly window: BrowserWindow;
  readonly host: RelayHost;
  readonly clock: Clock;
  readonly log: Logger;
  readonly runtime: DemoSummary['runtime'];
  readonly changeSettings: (patch: Partial<ConsoleSettings>) => void;
  readonly print: (line: string) => void;
}

/**
 * Lets the sandbox's traffic run, takes pictures of each page in light and dark, stops the traffic, waits until nothing
 * is pending, and prints one summary line. Resolves with the exit code: 0 only when nothing was lost.
 */
export async function runDemo(deps: DemoDeps): Promise<number> {
  const { options, host, log } = deps;
  try {
    await until(deps, startTimeoutMs, () => host.process.kind === 'running', 'the relay does not run');
    await pause(deps.clock, options.seconds * 1_000);
    const screenshots = await takePictures(deps);
    await host.setTraffic({ messagesPerMinute: host.sandboxStatus.messagesPerMinute, paused: true });
    await until(deps, drainTimeoutMs, () => nothingPending(host), 'messages are still pending');
    const report = await host.sandboxReport();
    const channels = await host.client.invoke('channels.list', null);
    const summary: DemoSummary = {
      event: 'demo-summary',
      runtime: deps.runtime,
      seconds: options.seconds,
      messages: { inbound: report.appliedIn, outbound: report.appliedOut },
      lost: report.lost,
      duplicates: report.duplicates,
      ackP50Ms: report.ackP50Ms,
      ackP99Ms: report.ackP99Ms,
      channels: channels.map(({ id, name, state }) => ({ id, name, state: state.kind })),
      screenshots,
    };
    deps.print(JSON.stringify(summary));
    const faults = demoFaults(summary);
    if (faults.length > 0) log.error('demo.failed', { faults });
    return faults.length > 0 ? 1 : 0;
  } catch (thrown) {
    log.error('demo.failed', { detail: toRelayError(thrown).message });
    return 1;
  }
}

async function takePictures(deps: DemoDeps): Promise<string[]> {
  mkdirSync(deps.options.folder, { recursive: true });
  const messageId = await someMessage(deps.host);
  const pages: readonly (readonly [string, string])[] = [
    ['overview', '#/'],
    ['traffic', '#/traffic'],
    ...(messageId === null ? [] : [['message', `#/message/${encodeURIComponent(messageId)}`] as const]),
    ['settings', '#/settings'],
  ];
  const files: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    deps.changeSettings({ theme });
    for (const [name, route] of pages) {
      await deps.window.loadURL(`${pageOrigin}/index.html${route}`);
      await pause(deps.clock, pageSettleMs);
      const picture = await deps.window.webContents.capturePage();
      const file = join(deps.options.folder, `${name}-${theme}.png`);
      writeFileSync(file, picture.toPNG());
      files.push(file);
    }
  }
  await deps.window.loadURL(`${pageOrigin}/index.html#/`);
  return files;
}

/** The newest message that has arrived: its story is complete. */
async function someMessage(host: RelayHost): Promise<string | null> {
  const { rows } = await host.client.invoke('traffic.page', {
    filter: { states: ['delivered'] },
    beforeSeq: null,
    limit: 20,
  });
  return (rows.find((row) => row.kind === 'text') ?? rows[0])?.id ?? null;
}

async function nothingPending(host: RelayHost): Promise<boolean> {
  const { counts } = await host.client.invoke('overview.get', null);
  return counts.pending === 0 && (await host.sandboxReport()).lost === 0;
}

async function until(
  { clock }: DemoDeps,
  limitMs: number,
  holds: () => boolean | Promise<boolean>,
  otherwise: string,
): Promise<void> {
  const deadline = clock.monotonic() + limitMs;
  while (!(await holds())) {
    if (clock.monotonic() > deadline) throw new Error(otherwise);
    await pause(clock, 500);
  }
}

function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
