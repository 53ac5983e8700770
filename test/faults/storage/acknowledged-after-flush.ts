import { join } from 'node:path';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from './expect-none.ts';
import { answerCalls, answersIn, isTaken } from './traced-calls.ts';
import { traceProcess } from './tracer.ts';

const messages = 200;

/** The order of system calls, seen from outside the relay. */
export const acknowledgedAfterFlush: Scenario = {
  name: 'acknowledged-after-flush',
  group: 'storage',
  title:
    'The relay killed in the middle of traced traffic: in the trace of its system calls each acknowledgement follows a flush of the disk that came after the request was read',
  needs: ['linux', 'strace'],
  inSlice: true,
  run: runAcknowledgedAfterFlush,
};

async function runAcknowledgedAfterFlush(context: ScenarioContext) {
  const kills = context.times({ slice: 1, full: 5, night: 40 });
  const rig = await startRig(context);
  const load = rig.load({ perSecond: 100 });
  const broken: string[] = [];
  let checked = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const tracer = await traceProcess(
      rig.relay.pid,
      join(rig.folder, `calls-${kill}`),
      [`trace=fsync,${answerCalls.names}`],
      answerCalls.options,
    );
    if (!(await rig.busyFor(messages))) throw new Error('too little traffic under the tracer');
    await rig.end('SIGKILL');
    await tracer.detach();
    const { answers, early } = judgeCalls(tracer.lines());
    checked += answers;
    broken.push(...early);
    await rig.start();
  }
  load.stop();
  expectNone('acknowledged before the flush', broken);
  if (checked < kills * messages * 0.8) throw new Error(`only ${checked} acknowledgements were seen in the trace`);
  const verdict = await rig.verdict({ injections: kills });
  return { ...verdict, figures: { acknowledgementsTraced: checked } };
}

function judgeCalls(lines: readonly string[]): { answers: number; early: string[] } {
  const flushes = lines.flatMap((line, index) => (/fsync(?:\(\d+\)| resumed>.*\))\s+= 0$/u.test(line) ? [index] : []));
  const taken = answersIn(lines).filter(isTaken);
  const early = taken.filter(
    ({ readAt, answeredAt }) => !flushes.some((flush) => flush > readAt && flush < answeredAt),
  );
  const shown = (at: number): string => lines[at]?.slice(0, 160) ?? '';
  return {
    answers: taken.length,
    early: early.map(({ readAt, answeredAt }) => `${shown(answeredAt)} to ${shown(readAt)}`),
  };
}
