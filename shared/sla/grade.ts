import type { SlaClockState, SlaGrade } from '../domain/sla.ts';
import type { SlaWarning } from '../domain/sla-settings.ts';
import { fittingWarnings, warningAtMs } from './warnings.ts';

/**
 * The colour of a clock: warning from the earliest warning on, critical only when the target was passed for certain. With
 * the warning at half time these are the steps of CXone's agent tool. What ended in time, or without a result, is normal.
 */
export function gradeOf(
  state: SlaClockState,
  usedMs: number,
  targetMs: number,
  warnings: readonly SlaWarning[],
): SlaGrade {
  switch (state) {
    case 'breached':
      return 'critical';
    case 'unsure':
      return 'warning';
    case 'attained':
    case 'no_reply':
    case 'void':
      return 'normal';
    case 'running':
    case 'closed':
    case 'held':
      return fittingWarnings(warnings, targetMs).some((warning) => usedMs >= warningAtMs(warning, targetMs))
        ? 'warning'
        : 'normal';
  }
}
