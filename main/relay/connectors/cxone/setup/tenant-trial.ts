import { wrongClockMs } from '#shared/domain/overview.ts';
import { endedStep, passedStep, type StepEnd, type TrialSteps } from '../../../core/trial-steps.ts';
import { listChannels, type ChannelOfTenant } from './engagement-api.ts';
import { failedStep, type TenantSession } from './tenant-session.ts';

export const tenantSteps = ['permission', 'integration', 'time'] as const;

/** What may be done with a session: the channels are read, and looked through for the integration. Changes nothing. */
export async function tryTenant(session: TenantSession, integrationId: string, steps: TrialSteps): Promise<void> {
  const channels = await steps.run('permission', async () => {
    const found = await listChannels(session);
    return found.ok ? passedStep(found.value, String(found.value.length)) : failedStep(found.failure);
  });
  if (channels !== null) await steps.run('integration', () => findIntegration(channels, integrationId.trim()));
  await steps.run('time', () => judgeTime(session.http.clockOffsetMs));
}

/**
 * CXone has no call that lists integrations: an Integration ID is only met in the channels made with it. Before the first
 * one there is nothing to find, which is no failure.
 */
function findIntegration(channels: readonly ChannelOfTenant[], integrationId: string): StepEnd<null> {
  if (integrationId === '') return endedStep('not_tried', 'SETUP_INTEGRATION_ID_MISSING');
  const count = channels.filter((channel) => channel.integrationId === integrationId).length;
  return count > 0 ? passedStep(null, String(count)) : endedStep('not_tried', 'SETUP_NOT_SEEN');
}

/** Tokens and signatures are good for minutes: a clock that is a minute off is set right before it matters. */
function judgeTime(offsetMs: number | null): StepEnd<null> {
  if (offsetMs === null) return endedStep('not_tried', null);
  const value = `${Math.round(Math.abs(offsetMs) / 1_000)} s`;
  return Math.abs(offsetMs) >= wrongClockMs ? endedStep('failed', 'CLOCK_WRONG', { value }) : passedStep(null, value);
}
