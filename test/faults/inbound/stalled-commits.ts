import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';

const stallMs = 10_000;
const answerLimitMs = 4_500;
const mebibyte = 1024 * 1024;

/** The disk takes ten seconds for one commit. */
export const stalledCommits: Scenario = {
  name: 'inbound-commits-stalled',
  group: 'inbound',
  title:
    'the disk takes ten seconds for one commit: whoever asks meanwhile is told 503 before 4.5 s have passed, nothing is acknowledged that is not stored, and afterwards all is delivered once',
  needs: ['linux', 'strace'],
  inSlice: false,
  run: async (context) => {
    const rig = await startRig(context, {
      sandbox: {
        wechatRules: { responseTimeoutMs: 5_000, retryIntervalMs: 5_000, deliveries: 10 },
        cxoneRules: { boxTimeoutMs: 10_000 },
      },
    });
    const late: string[] = [];
    const tookMs: number[] = [];
    watch(rig, tookMs, late);
    rig.load({ perSecond: 20, direction: 'both', conversations: 200 });
    const times = context.times({ slice: 1, full: 2, night: 20 });
    for (let time = 0; time < times; time += 1) {
      await rig.busyFor(100);
      await stallOnce(context, rig.relay.pid);
    }
    await rig.busyFor(100);
    const judgement = await rig.verdict({
      injections: times,
      drainMs: 120_000,
      memoryGrowthBytes: 100 * mebibyte,
    });
    const slowestMs = Math.round(Math.max(0, ...tookMs));
    context.say(`${late.length} without an answer in time, ${slowestMs} ms at most`);
    expect(late.slice(0, 5)).toEqual([]);
    expect(slowestMs).toBeLessThanOrEqual(answerLimitMs);
    return { ...countsOf(judgement), figures: { slowestAnswerMs: slowestMs } };
  },
};

/** How long each delivery of WeChat's took to be answered, and which were not. */
function watch({ sandbox }: Rig, tookMs: number[], late: string[]): void {
  const startedAt = new Map<string, number>();
  sandbox.wechat.pushes.on((notice) => {
    if (notice.kind === 'settled') return;
    const key = `${notice.push.id} ${notice.delivery}`;
    if (notice.kind === 'delivered') {
      startedAt.set(key, performance.now());
      return;
    }
    const elapsedMs = performance.now() - (startedAt.get(key) ?? performance.now());
    startedAt.delete(key);
    tookMs.push(elapsedMs);
    if (notice.kind === 'failed' && /Timeout$/u.test(notice.failure)) late.push(`${key}: ${notice.detail}`);
  });
}

/** Attaches to the running relay, holds up its next flush of the disk, and leaves. */
async function stallOnce(context: ScenarioContext, pid: number): Promise<void> {
  const calls = 'fsync,fdatasync';
  const inject = `inject=${calls}:delay_enter=${stallMs * 1_000}:when=1`;
  const tracer = spawn('strace', ['-f', '-p', String(pid), '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => tracer.once('exit', () => resolve()));
  context.onEnd(() => void tracer.kill('SIGKILL'));
  await pause(stallMs + 3_000);
  tracer.kill('SIGTERM');
  await ended;
}
