import { wrongClockMs } from '#shared/domain/overview.ts';
import { cannotTell, failed, passed, warning } from '../core/probe-findings.ts';
import { probeRations } from '../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../ports/leg-probe.ts';

/** WeChat and CXone allow about five minutes. */
const refusedFromMs = 300_000;

/** `offsetMs`: what would have to be added to our clock; null: nobody has told us the time yet. */
export function judgeClock(offsetMs: number | null): ProbeFinding {
  if (offsetMs === null) return cannotTell();
  const offMs = Math.abs(offsetMs);
  const value = `${Math.round(offMs / 1_000)} s`;
  if (offMs >= refusedFromMs) return failed('CLOCK_WRONG', { value });
  return offMs >= wrongClockMs ? warning('CLOCK_WRONG', { value }) : passed(value);
}

/** This computer's clock against the Date of the other sides' answers. */
export function clockProbe(deps: { readonly offsetMs: () => number | null }): LegProbe {
  const { leg, everyMs } = probeRations.clock;
  return { name: 'clock', leg, everyMs, run: () => Promise.resolve(judgeClock(deps.offsetMs())) };
}
