import type { Rung, RungName } from '#shared/domain/reconnect.ts';
import { rungOrder, type Trouble } from './reconnect-rules.ts';

export function freshRungs(): Rung[] {
  return rungOrder.map((name) => ({
    name,
    state: 'waiting',
    startedAt: null,
    endedAt: null,
    code: null,
    platformCode: null,
  }));
}

export function begun(rungs: readonly Rung[], name: RungName, at: number): Rung[] {
  return changed(rungs, name, { state: 'running', startedAt: at, endedAt: null, code: null, platformCode: null });
}

/** `trouble`: what still stands in the way, or null when nothing does. */
export function ended(rungs: readonly Rung[], name: RungName, at: number, trouble: Trouble | null): Rung[] {
  return changed(rungs, name, {
    state: trouble === null ? 'passed' : 'failed',
    endedAt: at,
    code: trouble?.code ?? null,
    platformCode: trouble?.platformCode ?? null,
  });
}

/** `trouble`: why it was not climbed, or null when it was not needed. */
export function skipped(rungs: readonly Rung[], name: RungName, trouble: Trouble | null): Rung[] {
  return changed(rungs, name, {
    state: 'skipped',
    code: trouble?.code ?? null,
    platformCode: trouble?.platformCode ?? null,
  });
}

/** The run is over, or asks: no rung waits or runs any more. */
export function closed(rungs: readonly Rung[], at: number, trouble: Trouble | null): Rung[] {
  return rungs.map((rung) => {
    if (rung.state === 'waiting') {
      return {
        ...rung,
        state: 'skipped',
        code: trouble?.code ?? null,
        platformCode: trouble?.platformCode ?? null,
      };
    }
    return rung.state === 'running' ? { ...rung, state: 'failed', endedAt: at } : rung;
  });
}

function changed(rungs: readonly Rung[], name: RungName, changes: Partial<Rung>): Rung[] {
  return rungs.map((rung) => (rung.name === name ? { ...rung, ...changes } : rung));
}
