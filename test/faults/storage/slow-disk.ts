import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { countsOf, logAnswers } from './answer-log.ts';
import { flowing } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';
import { traceProcess } from './tracer.ts';

const slowMs = 10_000;
/** WeChat hangs up after 5 s: a refusal must be there before. */
const latestAnswerMs = 4_500;
const delays = [
  { flushMs: 200, usualAnswerMs: 1_000 },
  { flushMs: 2_000, usualAnswerMs: latestAnswerMs },
];

/** Every flush of the disk takes long. */
export const slowDisk: Scenario = {
  name: 'slow-disk',
  group: 'storage',
  title:
    'Each flush of the disk takes 200 ms, then 2 s: messages share flushes, the acknowledgement p99 stays below a second at 200 ms, and at 2 s senders are turned away rather than answered after 4.5 s',
  needs: ['linux', 'strace'],
  inSlice: false,
  run: runSlowDisk,
};

async function runSlowDisk(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 2, night: 10 });
  const rig = await startRig(context, {
    sandbox: {
      wechatRules: { responseTimeoutMs: 5_000, retryIntervalMs: 5_000, maxPushesInFlight: 256 },
      cxoneRules: { boxTimeoutMs: 5_000 },
    },
  });
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20, maxInFlight: 256 });
  await flowing(log);
  const broken: string[] = [];
  const figures: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const { flushMs, usualAnswerMs } of delays) {
      const tracer = await traceProcess(rig.relay.pid, join(rig.folder, `slow-${flushMs}-${round}`), [
        'trace=fsync',
        `inject=fsync:delay_enter=${flushMs * 1_000}`,
      ]);
      const from = performance.now();
      await pause(slowMs);
      const answers = log.since(from);
      await tracer.detach();
      const times = answers.map(({ tookMs }) => tookMs);
      const p99 = times.length === 0 ? 0 : Math.round(quantile(times, 0.99));
      const longest = Math.round(Math.max(0, ...times));
      const median = quantile(times, 0.5);
      const place = `flush of ${flushMs} ms, median ${median} ms, ${JSON.stringify(countsOf(answers))}`;
      if (answers.length === 0) broken.push(`${place}: nobody was answered`);
      if (p99 > usualAnswerMs) broken.push(`${place}: p99 of the answers ${p99} ms`);
      if (longest > latestAnswerMs) broken.push(`${place}: the latest answer after ${longest} ms`);
      figures[`flush${flushMs}P99Ms`] = Math.max(figures[`flush${flushMs}P99Ms`] ?? 0, p99);
      figures[`flush${flushMs}LatestMs`] = Math.max(figures[`flush${flushMs}LatestMs`] ?? 0, longest);
      await flowing(log, 20_000);
      await pause(2_000);
    }
  }
  load.stop();
  expectNone('not as it must be', broken);
  const verdict = await rig.verdict({ injections: rounds * delays.length });
  return { ...verdict, figures };
}
