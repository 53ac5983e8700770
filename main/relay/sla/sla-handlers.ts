import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { ReportService } from './report-service.ts';
import type { SlaService } from './sla-service.ts';
import type { SlaSettingsService } from './sla-settings-service.ts';

type SlaNames = Extract<keyof Handlers<RelayContract>, `sla.${string}`>;

/** What the console may ask about clocks. */
export function slaHandlers(parts: {
  readonly service: SlaService;
  readonly settings: SlaSettingsService;
  readonly report: ReportService;
  readonly audit: AuditTrail;
}): Pick<Handlers<RelayContract>, SlaNames> {
  const { service, settings, report, audit } = parts;
  return {
    'sla.board': (query) => service.board(query),
    'sla.summary': () => service.summary(),
    'sla.case': ({ id }) => service.story(id),
    'sla.breaches': (query) => service.breachPage(query),
    'sla.report': (query) => report.report(query),
    'sla.settings': () => settings.view(),
    'sla.preview': (input) => service.preview(input),
    'sla.set': (input) => settings.set(input),
    'sla.cancelPlanned': (input) => settings.cancelPlanned(input),
    'sla.extendIdle': (input) => service.extendIdle(input),
    'sla.exported': ({ form, channels, by }) => {
      const detail = `${form}, ${channels}`;
      audit.note({ by, action: 'sla_export', channelId: null, subject: null, detail });
      return null;
    },
  };
}
