import { channelBody, type ChannelBody } from '#shared/setup/cxone-channel.ts';
import { endedStep, passedStep, type StepEnd, type TrialSteps } from '../../../core/trial-steps.ts';
import type { NewTenantChannel } from '../../../ports/setup-trials.ts';
import type { CxoneResult } from '../cxone-result.ts';
import { listChannels, postChannel, type ChannelOfTenant } from './engagement-api.ts';
import { failedStep, type TenantSession } from './tenant-session.ts';

export const channelSteps = ['created', 'script', 'skill'] as const;

/**
 * CXone: `POST /channels`. `studioScript` is a member of it; `defaultSkillId` is published only of channels that are read
 * and sent in the hope that it is taken: a tenant that does not know it gets the channel without, and it is set by hand.
 */
type SetUpDraft = ChannelBody & { readonly studioScript?: string; readonly defaultSkillId?: string };

/** How programming interfaces say that they do not know a member; a wrong value of one they know sounds otherwise. */
const unknownMember = /extra field|not expected|unexpected|unrecognized|unknown (?:field|member|property)/iu;

/** Creates or updates the channel, then reads it back to see what of it was taken. */
export async function makeTenantChannel(
  session: TenantSession,
  channel: NewTenantChannel,
  newId: () => string,
  steps: TrialSteps,
): Promise<void> {
  const cxoneChannelId = channel.channelId.trim() || newId();
  const isMade = await steps.run('created', async () => {
    const missing = missingFact(channel);
    if (missing !== null) return missing;
    const draft = draftOf(channel, cxoneChannelId);
    const result = await upsert(session, draft);
    return result.ok ? passedStep(true, cxoneChannelId) : refusedStep(result);
  });
  if (isMade === null) return;
  const found = await readBack(session, cxoneChannelId);
  await steps.run('script', () => isTaken(channel.script, found?.script, 'SETUP_SCRIPT_MISSING'));
  await steps.run('skill', () => isTaken(channel.skillId, found?.skillId, 'SETUP_SKILL_MISSING'));
}

function missingFact({ integrationId, originalId, name }: NewTenantChannel): StepEnd<never> | null {
  if (integrationId.trim() === '') return endedStep('failed', 'SETUP_INTEGRATION_ID_MISSING');
  if (originalId.trim() === '') return endedStep('failed', 'SETUP_REQUIRED', { value: 'wechat.originalId' });
  return name.trim() === '' ? endedStep('failed', 'SETUP_REQUIRED', { value: 'name' }) : null;
}

function draftOf(channel: NewTenantChannel, cxoneChannelId: string): SetUpDraft {
  const [script, skillId] = [channel.script.trim(), channel.skillId.trim()];
  const { integrationId, originalId, name } = channel;
  return {
    ...channelBody({
      cxoneChannelId,
      originalId: originalId.trim(),
      integrationId: integrationId.trim(),
      name: name.trim(),
    }),
    ...(script !== '' && { studioScript: script }),
    ...(skillId !== '' && { defaultSkillId: skillId }),
  };
}

async function upsert(session: TenantSession, draft: SetUpDraft): Promise<CxoneResult<null>> {
  const first = await postChannel(session, draft);
  if (first.ok) return first;
  const reason = first.failure.value ?? '';
  // Not every tenant knows WeChat as a platform.
  if (reason.startsWith('realExternalPlatformId') && draft.realExternalPlatformId === 'we-chat') {
    return upsert(session, { ...draft, realExternalPlatformId: 'custom' });
  }
  if (draft.defaultSkillId === undefined || !unknownMember.test(reason)) return first;
  const { defaultSkillId: _untaken, ...rest } = draft;
  return upsert(session, rest);
}

export function refusedStep({ failure }: Extract<CxoneResult<never>, { ok: false }>): StepEnd<never> {
  const { code, platformCode, value } = failure;
  return code === 'CXONE_REQUEST_REFUSED'
    ? endedStep('failed', 'SETUP_TENANT_REFUSED', { platformCode, value })
    : failedStep(failure);
}

async function readBack(session: TenantSession, cxoneChannelId: string): Promise<ChannelOfTenant | undefined> {
  const channels = await listChannels(session);
  return channels.ok ? channels.value.find(({ id }) => id === cxoneChannelId) : undefined;
}

/** Undefined of `found`: the channel could not be read back, and nothing is said. */
function isTaken(
  wanted: string,
  found: string | null | undefined,
  missing: 'SETUP_SCRIPT_MISSING' | 'SETUP_SKILL_MISSING',
): StepEnd<null> {
  const value = wanted.trim();
  if (value === '') return endedStep('not_tried', missing);
  if (found === undefined) return endedStep('not_tried', null, { value });
  return found === value ? passedStep(null, value) : endedStep('not_available', 'SETUP_NOT_OFFERED');
}
