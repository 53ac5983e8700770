import type { AlertSettings, AlertSeverity } from '#shared/domain/alerts.ts';
import { isQuiet } from './local-time.ts';

/** Quiet hours hold back everything but urgent matters, and those too where it was chosen so. */
export function mayTell(
  severity: AlertSeverity,
  { now, settings }: { readonly now: number; readonly settings: AlertSettings },
): boolean {
  if (!isQuiet(now, settings)) return true;
  return severity === 'urgent' && settings.quietHours?.urgentToo === false;
}
