import type { ReconnectPhase, ReconnectRun, Receipt, Rung } from '#shared/domain/reconnect.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { StateLook } from './describe-channel-state.ts';

export function rungLook(state: Rung['state']): StateLook {
  switch (state) {
    case 'waiting':
      return { tone: 'idle', sign: 'ring' };
    case 'running':
      return { tone: 'info', sign: 'cycle' };
    case 'passed':
      return { tone: 'ok', sign: 'check' };
    case 'failed':
      return { tone: 'warn', sign: 'cross' };
    case 'skipped':
      return { tone: 'idle', sign: 'bars' };
    default:
      return assertNever(state);
  }
}

/**
 * Key under `reconnect.rungState`. A rung that is not reached is 'not needed' only where one before it helped; where the
 * run ended otherwise it was not tried.
 */
export function rungStateText(
  { state, code }: Pick<Rung, 'state' | 'code'>,
  end: 'going' | 'helped' | 'given_up',
): Rung['state'] | 'unneeded' | 'untried' | 'brokenOff' {
  // What failed by itself has a reason; without one it was called off meanwhile.
  if (state === 'failed' && code === null) return 'brokenOff';
  if (state === 'skipped' && code === null) return end === 'given_up' ? 'untried' : 'unneeded';
  if (state !== 'waiting' || end === 'going') return state;
  return end === 'helped' ? 'unneeded' : 'untried';
}

/** How a run stands for its rungs. */
export function endOf({ phase }: Pick<ReconnectRun, 'phase'>): 'going' | 'helped' | 'given_up' {
  if (phase === 'done' || phase === 'paused') return 'helped';
  return phase === 'failed' || phase === 'cancelled' ? 'given_up' : 'going';
}

/** A skipped rung repeats the reason that the rung before it met; to read it once is enough. */
export function repeatsReason(rung: Rung, rungs: readonly Rung[]): boolean {
  return rung.state === 'skipped' && rungs.some(({ state, code }) => state === 'failed' && code === rung.code);
}

/**
 * What is shown of the phase. A run that has nothing more to try asks; but where the relay goes on by itself, nobody is
 * waited for.
 */
export function shownPhase(run: Pick<ReconnectRun, 'phase'>, operatorMustAct: boolean): ReconnectPhase | 'trying_on' {
  return run.phase === 'asking' && !operatorMustAct ? 'trying_on' : run.phase;
}

export function phaseLook(phase: ReconnectPhase | 'trying_on'): StateLook {
  switch (phase) {
    case 'laddering':
    case 'verifying':
    case 'catching_up':
      return { tone: 'info', sign: 'cycle' };
    case 'trying_on':
      return { tone: 'warn', sign: 'cycle' };
    case 'asking':
      return { tone: 'bad', sign: 'triangle' };
    case 'done':
      return { tone: 'ok', sign: 'check' };
    case 'paused':
      return { tone: 'idle', sign: 'bars' };
    case 'failed':
      return { tone: 'bad', sign: 'cross' };
    case 'cancelled':
      return { tone: 'idle', sign: 'ring' };
    default:
      return assertNever(phase);
  }
}

export function outcomeLook(outcome: Receipt['outcome']): StateLook {
  switch (outcome) {
    case 'connected':
      return phaseLook('done');
    case 'paused':
      return phaseLook('paused');
    case 'still_failing':
      return phaseLook('failed');
    case 'cancelled':
      return phaseLook('cancelled');
    default:
      return assertNever(outcome);
  }
}

export type RunStep = 'repair' | 'prove' | 'deliver' | 'receipt';
export type RunStepState = 'done' | 'now' | 'open' | 'failed';

const steps: readonly RunStep[] = ['repair', 'prove', 'deliver', 'receipt'];

/** How far it came: by what is known of it when it has ended without success. */
function reached(run: ReconnectRun): number {
  switch (run.phase) {
    case 'laddering':
    case 'asking':
      return 0;
    case 'verifying':
      return 1;
    case 'catching_up':
      return 2;
    case 'done':
      return steps.length;
    case 'paused':
      return run.legs.every((leg) => leg.strength !== null) ? 2 : 1;
    case 'failed':
    case 'cancelled':
      if (run.catchUp !== null) return 2;
      return run.legs.some((leg) => leg.strength !== null) ? 1 : 0;
    default:
      return assertNever(run.phase);
  }
}

/** The four steps of a reconnect and where it stands. */
export function runSteps(run: ReconnectRun): readonly { readonly step: RunStep; readonly state: RunStepState }[] {
  const now = reached(run);
  const ended = run.phase === 'failed' || run.phase === 'cancelled' || run.phase === 'paused';
  return steps.map((step, index) => ({
    step,
    state: index < now ? 'done' : index > now ? 'open' : ended ? 'failed' : 'now',
  }));
}

/** True until it has come to an end. */
export function isUnderWay(run: ReconnectRun | null): run is ReconnectRun {
  return run !== null && run.endedAt === null && !['done', 'paused', 'failed', 'cancelled'].includes(run.phase);
}
