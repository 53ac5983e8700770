import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { logAnswers } from './answer-log.ts';
import { flowing, withFailingCalls } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';
import { answerCalls, answersIn, isTaken } from './traced-calls.ts';
import { traceProcess } from './tracer.ts';

const onceLimitMs = 8_000;
const alwaysMs = 1_500;

/** The disk reports that it could not flush: once, or each time for a while. */
export const fsyncFails: Scenario = {
  name: 'flush-fails',
  group: 'storage',
  title:
    'Flushing the disk fails, once or for a while: nothing is acknowledged that was not flushed, the database is opened anew before the next acknowledgement, and messages flow again',
  needs: ['linux', 'strace'],
  inSlice: true,
  run: runFsyncFails,
};

async function runFsyncFails(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 5, night: 50 });
  const rig = await startRig(context);
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20 });
  await flowing(log);
  const broken: string[] = [];
  let refused = 0;
  let slowestFlowingMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    broken.push(...(await failOnce(rig, 1 + Math.floor(context.chance() * 40), round)));
    await flowing(log);
    const trouble = await withFailingCalls(rig, log, ['trace=fsync', 'inject=fsync:error=EIO'], alwaysMs);
    if (trouble.takenMeanwhile > 0) broken.push(`${trouble.takenMeanwhile} acknowledged while no flush succeeded`);
    if (trouble.injected === 0) broken.push('no flush was made to fail');
    refused += Object.entries(trouble.answers).reduce(
      (sum, [kind, count]) => sum + (kind.endsWith('taken') ? 0 : count),
      0,
    );
    slowestFlowingMs = Math.max(slowestFlowingMs, trouble.flowingAfterMs);
  }
  load.stop();
  expectNone('not as it must be', broken);
  const verdict = await rig.verdict({ injections: rounds * 2 });
  return { ...verdict, figures: { refusedMeanwhile: refused, slowestFlowingMs } };
}

/** One flush fails. What went wrong, if anything: judged from the order of the system calls. */
async function failOnce(rig: Rig, when: number, round: number): Promise<string[]> {
  const tracer = await traceProcess(
    rig.relay.pid,
    join(rig.folder, `once-${round}`),
    [`trace=fsync,openat,${answerCalls.names}`, `inject=fsync:error=EIO:when=${when}`],
    answerCalls.options,
  );
  for (const end = performance.now() + onceLimitMs; tracer.injected() === 0 && performance.now() < end;)
    await pause(50);
  await pause(1_500);
  await tracer.detach();
  const lines = tracer.lines();
  const failedAt = lines.findIndex((line) => line.includes('(INJECTED)'));
  if (failedAt < 0) return [`flush ${when} never came`];
  const acknowledgedAt = answersIn(lines).find((one) => one.answeredAt > failedAt && isTaken(one))?.answeredAt ?? -1;
  // A new connection may take over the descriptor of the file from the old one; the log it always opens itself.
  const isReopening = (line: string): boolean => /openat\(.*\/store\.db(?:-wal)?"/u.test(line);
  const reopenedAt = lines.findIndex((line, index) => index > failedAt && isReopening(line));
  if (acknowledgedAt < 0) return [`nothing was acknowledged any more after flush ${when} failed`];
  if (reopenedAt < 0 || reopenedAt > acknowledgedAt)
    return [`acknowledged after flush ${when} failed, without opening anew`];
  return [];
}
