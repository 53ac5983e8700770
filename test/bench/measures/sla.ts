import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Partner } from '../kit/child-program.ts';
import { accounts } from '../kit/identities.ts';
import type { FromTarget, ToTarget } from '../kit/messages.ts';
import { cpuSecondsOf, memoryOf } from '../kit/process-meter.ts';
import type { SlaFilled, SlaWork } from '../kit/sla-messages.ts';
import { startRelay, type System, type SystemParts } from '../kit/systems.ts';
import { atMost, type Extra, type ExtraDeps } from './extra.ts';

/** A hundredth of a core: Linux counts processor time in steps of 10 ms, so a shorter run could not tell. */
const shortestSeconds = 30;
/** After the start, until warnings that were due have been gathered and what changed is written. */
const settleSeconds = 60;

/** Runs a program of this benchmark to its end; the line it prints. */
async function lineOf<T>(parts: SystemParts, program: string, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(parts.programs, program), ...args]);
  return JSON.parse(stdout) as T;
}

/** What the relay spends on many open clocks while nothing happens, and what reading all of them anew takes. */
export async function measureSla({ parts, quick, seconds, say }: ExtraDeps): Promise<Extra> {
  const cases = quick ? 500 : 10_000;
  const work = await lineOf<SlaWork>(parts, 'sla-work.js', [String(cases), quick ? '1' : '7']);
  const startedAt = Date.now();
  const folders = { quiet: join(parts.folder, 'sla-quiet'), asking: join(parts.folder, 'sla-asking') };
  let filled: SlaFilled = { openClocks: 0, due: 0 };
  for (const folder of Object.values(folders)) {
    say(`filling a store with ${cases} open conversations …`);
    const args = [join(folder, 'data'), 'fill', String(cases), String(startedAt)];
    filled = await lineOf<SlaFilled>(parts, 'fill-sla.js', args);
  }
  // CXone tells of its open cases on one port, and refuses to on the other.
  const target = new Partner<ToTarget, FromTarget>(join(parts.programs, 'target.js'));
  const { port } = await target.hear('ready');
  const cxoneChannelIds = Object.values(accounts).map(({ cxoneChannelId }) => cxoneChannelId);
  await target.ask({ kind: 'cases', cases: { count: cases, cxoneChannelIds, createdAt: startedAt } }, 'tells_cases');

  const relays = {
    empty: await startRelay(parts, join(parts.folder, 'sla-empty')),
    quiet: await startRelay(parts, folders.quiet),
    asking: await startRelay({ ...parts, targetPort: port }, folders.asking),
  };
  say('letting three relays come to rest …');
  await pause((quick ? 3 : settleSeconds) * 1_000);
  const { pages: before } = await target.ask({ kind: 'case_pages' }, 'case_pages_read');
  // All three in the same time: what else the machine does meets them alike.
  const lasted = quick ? seconds : Math.max(shortestSeconds, seconds);
  const shares = await sharesOf(relays, lasted);
  const { pages: after } = await target.ask({ kind: 'case_pages' }, 'case_pages_read');
  const memory = { empty: memoryOf(relays.empty.child.pid), quiet: memoryOf(relays.quiet.child.pid) };
  for (const relay of Object.values(relays)) await relay.child.end('SIGTERM');
  await target.end();
  const { warned } = await lineOf<{ readonly warned: number }>(parts, 'fill-sla.js', [
    join(folders.quiet, 'data'),
    'count',
  ]);
  if (warned < filled.due)
    throw new Error(`the relay warned of ${warned} of ${filled.due} clocks: it did not run them`);

  // What it would take to read every clock once a second.
  const ticking = work.recomputeMs / 1_000;
  const clocks = shares.quiet - shares.empty;
  return {
    name: 'SLA clocks',
    head: [
      'open clocks',
      '% of a core, no cases',
      '% with clocks',
      '% and asking CXone',
      'pages asked/s',
      'recompute / JSON',
      'preview / JSON',
      'board of 500 / JSON',
      'JSON ms',
      'MiB more',
    ],
    rows: [
      [
        filled.openClocks,
        100 * shares.empty,
        100 * shares.quiet,
        100 * shares.asking,
        (after - before) / lasted,
        work.recomputeMs / work.gaugeMs,
        work.previewMs / work.gaugeMs,
        work.boardMs / work.gaugeMs,
        work.gaugeMs,
        memory.quiet - memory.empty,
      ],
    ],
    goals: [
      atMost('20,000 open clocks: % of a core beside the same relay without', 100 * clocks, 1, 0.5),
      atMost('20,000 open clocks: share of what ticking once a second takes', clocks / ticking, 0.2, 0.1),
      atMost('all clocks read anew / the same facts as JSON there and back', work.recomputeMs / work.gaugeMs, 2, 1),
    ],
  };
}

async function sharesOf<K extends string>(
  relays: Readonly<Record<K, System>>,
  seconds: number,
): Promise<Record<K, number>> {
  const names = Object.keys(relays) as K[];
  const startedAt = performance.now();
  const before = names.map((name) => cpuSecondsOf(relays[name].child.pid));
  await pause(seconds * 1_000);
  const lasted = (performance.now() - startedAt) / 1_000;
  const shares = names.map((name, index) => (cpuSecondsOf(relays[name].child.pid) - (before[index] ?? 0)) / lasted);
  return Object.fromEntries(names.map((name, index) => [name, shares[index] ?? Number.NaN])) as Record<K, number>;
}
