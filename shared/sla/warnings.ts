import type { SlaWarning } from '../domain/sla-settings.ts';

const minuteMs = 60_000;
/** CXone's agent tool turns to warning when half the time is left. */
const halfTime: SlaWarning = { kind: 'percent', used: 50 };

/** Office time used when a warning comes, ms; not above 0 when it would come before the clock starts. */
export function warningAtMs(warning: SlaWarning, targetMs: number): number {
  return warning.kind === 'percent' ? (targetMs * warning.used) / 100 : targetMs - warning.left * minuteMs;
}

/**
 * The warnings that fit a target. Minutes that are not fewer than a short timer's target say nothing about it and are left
 * out; if no other is set, half time warns instead, so that no clock runs out without a word.
 */
export function fittingWarnings(warnings: readonly SlaWarning[], targetMs: number): readonly SlaWarning[] {
  if (warnings.every((warning) => warningAtMs(warning, targetMs) > 0)) return warnings;
  const fitting = warnings.filter((warning) => warningAtMs(warning, targetMs) > 0);
  return fitting.length > 0 ? fitting : [halfTime];
}
