import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { logAnswers } from './answer-log.ts';
import { flowing, withFailingCalls } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';

const failingMs = 1_500;

/** The disk refuses every write for a while. */
export const writeFails: Scenario = {
  name: 'write-fails',
  group: 'storage',
  title:
    'Writing to the disk fails with an input/output error or for want of room: senders get 503 in time and nothing is acknowledged, the relay says that it is not ready, and messages flow again afterwards',
  needs: ['linux', 'strace'],
  inSlice: true,
  run: runWriteFails,
};

async function runWriteFails(context: ScenarioContext) {
  const rounds = context.times({ slice: 2, full: 10, night: 100 });
  const rig = await startRig(context);
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20 });
  await flowing(log);
  const broken: string[] = [];
  let refused = 0;
  let slowestFlowingMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const error = round % 2 === 0 ? 'EIO' : 'ENOSPC';
    const trouble = await withFailingCalls(rig, log, ['trace=pwrite64', `inject=pwrite64:error=${error}`], failingMs);
    const { answers, takenMeanwhile, injected, readiness, flowingAfterMs } = trouble;
    if (injected === 0) broken.push(`${error}: no write was made to fail`);
    if (takenMeanwhile > 0) broken.push(`${error}: ${takenMeanwhile} acknowledged while no write succeeded`);
    for (const [kind, count] of Object.entries(answers)) {
      if (kind.endsWith('HTTP 503')) refused += count;
      else if (!kind.endsWith('taken')) broken.push(`${error}: ${count} answered "${kind}" instead of HTTP 503`);
    }
    if (!('in HTTP 503' in answers)) broken.push(`${error}: WeChat got no 503`);
    if (readiness === 200) broken.push(`${error}: the relay called itself ready while it could not store anything`);
    if (!/"store\.write_failed"/u.test(rig.relay.log())) broken.push(`${error}: the log does not name the cause`);
    slowestFlowingMs = Math.max(slowestFlowingMs, flowingAfterMs);
  }
  load.stop();
  expectNone('not as it must be', broken);
  const verdict = await rig.verdict({ injections: rounds });
  return { ...verdict, figures: { refusedMeanwhile: refused, slowestFlowingMs } };
}
