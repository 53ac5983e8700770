import type { DeskSla } from '#shared/domain/desk.ts';
import type { TenantSla } from '../admin/tenant-model.ts';
import { isRunning } from '../contact-status.ts';
import type { KeptCase } from './kept-case.ts';
import { isOpen, officeMs } from './office-time.ts';

/** The two values an agent sees in the reply field. `now`: stamp time, as the contact's own times. */
export function deskSla({ contact, solvedOfficeMs }: KeptCase, sla: TenantSla, zone: string, now: number): DeskSla {
  const { officeHours } = sla;
  const target = sla.channels[contact.channelId] ?? sla.global;
  const { createdAt, firstAgentReplyAt, runningSince } = contact;
  const firstMs = officeMs(createdAt, firstAgentReplyAt ?? now, officeHours, zone);
  const runningMs = runningSince === null ? 0 : officeMs(runningSince, now, officeHours, zone);
  return {
    firstResponseTime: value(firstMs, firstAgentReplyAt !== null, target.firstResponseMinutes),
    solutionTime: value(solvedOfficeMs + runningMs, !isRunning(contact.status), target.solutionMinutes),
    hours: officeHours === null ? 'round_the_clock' : isOpen(now, officeHours, zone) ? 'open' : 'closed',
  };
}

/** Normal while more than half of the time is left, critical when none is (CXone: the agent's indicator). */
function value(elapsedMs: number, alreadyHasValue: boolean, targetMinutes: number): DeskSla['solutionTime'] {
  const raw = Math.max(0, Math.floor(elapsedMs / 1_000));
  const targetSeconds = targetMinutes > 0 ? targetMinutes * 60 : null;
  if (targetSeconds === null) return { raw, alreadyHasValue, targetSeconds, state: null };
  const state = raw >= targetSeconds ? 'critical' : raw * 2 >= targetSeconds ? 'warning' : 'normal';
  return { raw, alreadyHasValue, targetSeconds, state };
}
