import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Rig } from '#test/faults/kit/rig.ts';
import { countsOf, type AnswerLog } from './answer-log.ts';
import { traceProcess } from './tracer.ts';

/** Answers under way when the disk begins to fail may still be read. */
const settleMs = 400;
/** So long after the disk works again the relay must take messages. */
const flowingLimitMs = 10_000;

export interface Trouble {
  /** What the relay answered while the disk failed, by kind. */
  readonly answers: Readonly<Record<string, number>>;
  /** Messages acknowledged while every write failed. Must be 0. */
  readonly takenMeanwhile: number;
  /** What the relay said of itself while it failed: the status of its readiness page. */
  readonly readiness: number;
  readonly injected: number;
  readonly flowingAfterMs: number;
}

/** Lets a system call of the running relay fail for a while, then waits until messages flow again. */
export async function withFailingCalls(
  rig: Rig,
  log: AnswerLog,
  expressions: readonly string[],
  durationMs: number,
): Promise<Trouble> {
  const tracer = await traceProcess(rig.relay.pid, join(rig.folder, `trace-${performance.now()}`), expressions);
  await pause(settleMs);
  const from = performance.now();
  await pause(durationMs);
  const readiness = await readinessOf(rig);
  const answers = log.since(from);
  await tracer.detach();
  const flowingAfterMs = await flowing(log);
  return {
    answers: countsOf(answers),
    takenMeanwhile: answers.filter(({ kind }) => kind === 'taken').length,
    readiness,
    injected: tracer.injected(),
    flowingAfterMs,
  };
}

/** Milliseconds until the next message is acknowledged. Throws when it takes too long. */
export async function flowing(log: AnswerLog, limitMs = flowingLimitMs): Promise<number> {
  const from = performance.now();
  while (performance.now() < from + limitMs) {
    if (log.since(from).some(({ kind }) => kind === 'taken')) return Math.round(performance.now() - from);
    await pause(20);
  }
  throw new Error(`no message was taken within ${limitMs / 1_000} s: ${JSON.stringify(countsOf(log.since(from)))}`);
}

/** HTTP status of the readiness page, or 0 when it does not answer. */
export async function readinessOf(rig: Rig): Promise<number> {
  try {
    const answer = await fetch(`${rig.relay.urls.admin}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    return answer.status;
  } catch {
    // Not answering is an answer.
    return 0;
  }
}
