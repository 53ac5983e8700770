import { z } from 'zod';
import { AlertSettings } from '#shared/domain/alerts.ts';

/** Nobody is told less after an update. */
const usualSla: AlertSettings['sla'] = { warnings: true, breaches: true };

/** The settings as they lie in the store: with their secrets. What an earlier version did not have is as usual. */
export const StoredAlertSettings = z.object({
  settings: AlertSettings.extend({ sla: AlertSettings.shape.sla.default(usualSla) }),
  secrets: z.object({ webhook: z.string().nullable(), email: z.string().nullable() }),
});
export type StoredAlertSettings = z.infer<typeof StoredAlertSettings>;

/** Desktop notices are on; nothing leaves this computer until somebody says where to. */
export function defaultAlertSettings(timeZone: string): StoredAlertSettings {
  return {
    settings: {
      timeZone,
      language: 'en',
      desktop: { enabled: true, sound: 'clear', volume: 0.6, repeatUntilSeen: false },
      quietHours: null,
      reminderMinutes: 30,
      tellAfterMinutes: 1,
      webhook: { enabled: false, url: null, form: 'json', hasSecret: false },
      email: {
        enabled: false,
        host: null,
        port: 587,
        security: 'starttls',
        user: null,
        hasPassword: false,
        from: null,
        to: [],
      },
      daily: { enabled: false, at: '08:00' },
      sla: usualSla,
      heartbeat: { enabled: false, url: null, everySeconds: 60 },
    },
    secrets: { webhook: null, email: null },
  };
}
