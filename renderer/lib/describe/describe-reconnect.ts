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

/** Key under `reconnect.rungState`: what was not reached is 'not needed yet' only while the run goes on. */
export function rungStateText(state: Rung['state'], ended: boolean): Rung['state'] | 'unneeded' {
  return state === 'waiting' && ended ? 'unneeded' : state;
}

export function phaseLook(phase: ReconnectPhase): StateLook {
  switch (phase) {
    case 'laddering':
    case 'verifying':
    case 'catching_up':
      return { tone: 'info', sign: 'cycle' };
    case 'asking':
      return { tone: 'bad', sign: 'triangle' };
    case 'done':
      return { tone: 'ok', sign: 'check' };
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
  const ended = run.phase === 'failed' || run.phase === 'cancelled';
  return steps.map((step, index) => ({
    step,
    state: index < now ? 'done' : index > now ? 'open' : ended ? 'failed' : 'now',
  }));
}

/** True until it has come to an end. */
export function isUnderWay(run: ReconnectRun | null): run is ReconnectRun {
  return run !== null && run.endedAt === null && !['done', 'failed', 'cancelled'].includes(run.phase);
}
