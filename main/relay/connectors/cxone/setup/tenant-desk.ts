import { randomUUID } from 'node:crypto';
import type { Clock } from '#shared/lib/clock.ts';
import { TrialSteps } from '../../../core/trial-steps.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import type { TenantDesk } from '../../../ports/setup-trials.ts';
import { channelSteps, makeTenantChannel } from './make-channel.ts';
import { makeTenantSkill } from './make-skill.ts';
import { readTenant, unreadTenant } from './tenant-lists.ts';
import { openTenant, sessionSteps } from './tenant-session.ts';
import { tenantSteps, tryTenant } from './tenant-trial.ts';

/**
 * A tenant as the set-up sees it. Each question signs in anew with what was typed, and everything gained with it is
 * thrown away at its end: the tokens of running integrations are their own.
 */
export function createTenantDesk(deps: {
  readonly http: OutboundHttp;
  readonly clock: Clock;
  /** Of a channel that is made. */
  readonly newId?: () => string;
}): TenantDesk {
  const { clock, newId = randomUUID } = deps;
  return {
    try: async (access, integrationId) => {
      const steps = new TrialSteps(clock);
      const session = await openTenant(deps, access, steps);
      if (session !== null) await tryTenant(session, integrationId, steps);
      return steps.trial([...sessionSteps, ...tenantSteps]);
    },
    lists: async (access, integrationId) => {
      const steps = new TrialSteps(clock);
      const session = await openTenant(deps, access, steps);
      if (session !== null) return readTenant(session, integrationId, clock.now());
      const { steps: tried } = steps.trial();
      return unreadTenant(tried.find(({ outcome }) => outcome === 'failed')?.code ?? null, clock.now());
    },
    makeChannel: async (access, channel) => {
      const steps = new TrialSteps(clock);
      const session = await openTenant(deps, access, steps);
      if (session !== null) await makeTenantChannel(session, channel, newId, steps);
      return steps.trial([...sessionSteps, ...channelSteps]);
    },
    makeSkill: async (access, skill, cxoneChannelId) => {
      const steps = new TrialSteps(clock);
      const session = await openTenant(deps, access, steps);
      if (session !== null) await makeTenantSkill(session, skill, cxoneChannelId, steps);
      return steps.trial([...sessionSteps, 'campaign', 'created']);
    },
  };
}
