import { z } from 'zod';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { endedStep, passedStep, type StepEnd, type TrialSteps } from '../../../core/trial-steps.ts';
import type { CxoneFailure } from '../cxone-result.ts';
import { acdGet, acdList, acdPost, isNotOffered } from './acd-api.ts';
import { refusedStep } from './make-channel.ts';
import { skillBody, takenSettings, type SkillBody } from './skill-body.ts';
import { SkillItem, type TenantThing } from './tenant-items.ts';
import { listCampaigns, listMessageTemplates } from './tenant-lists.ts';
import { oneLine } from './tenant-reason.ts';
import type { TenantSession } from './tenant-session.ts';

/** Makes the outbound skill, then reads it back to see which of its settings were taken; the rest is done by hand. */
export async function makeTenantSkill(
  session: TenantSession,
  form: SkillForm,
  cxoneChannelId: string,
  steps: TrialSteps,
): Promise<void> {
  const campaignId = await steps.run('campaign', () =>
    resolve(form.campaign, () => listCampaigns(session), 'SETUP_SKILL_CAMPAIGN'),
  );
  if (campaignId === null) return;
  const templateId = await templateOf(session, form, steps);
  if (templateId === 'stop') return;
  const made = await steps.run('created', async () => {
    const built = skillBody(form, { campaignId, templateId, cxoneChannelId });
    if (!built.ok) return endedStep('failed', built.code);
    const end = await create(session, built.body);
    return end.outcome === 'ok' ? passedStep({ id: end.result, body: built.body }, end.result) : end;
  });
  if (made === null) return;
  await compare(session, made, steps);
  if (form.subSkill.trim() !== '') await steps.run('sub_skill', byHand);
}

const byHand = (): StepEnd<never> => endedStep('not_available', 'SETUP_NOT_OFFERED');

/** 'stop': a template is needed and not found. Null: none is wanted. */
async function templateOf(session: TenantSession, form: SkillForm, steps: TrialSteps): Promise<number | null | 'stop'> {
  const wanted = form.messageTemplate.trim();
  if (!form.proactive || wanted === '') return null;
  const known = { id: /^\d+$/u.test(wanted) ? wanted : '', name: wanted };
  const found = await steps.run('template', () =>
    resolve(known, () => listMessageTemplates(session), 'SETUP_TEMPLATE_MISSING'),
  );
  return found ?? 'stop';
}

/** The number of a thing of the tenant known by its id or its name. */
async function resolve(
  thing: TenantThing,
  list: () => ReturnType<typeof listCampaigns>,
  missing: 'SETUP_SKILL_CAMPAIGN' | 'SETUP_TEMPLATE_MISSING',
): Promise<StepEnd<number>> {
  const [id, name] = [thing.id.trim(), thing.name.trim()];
  if (/^\d{1,15}$/u.test(id)) return passedStep(Number(id), name || id);
  if (name === '') return endedStep('failed', missing);
  const found = await list();
  if (!found.ok) return refusal(found.failure);
  const match = found.value.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return match !== undefined && /^\d{1,15}$/u.test(match.id)
    ? passedStep(Number(match.id), match.name)
    : endedStep('failed', missing, { value: name });
}

function refusal(failure: CxoneFailure): StepEnd<never> {
  return isNotOffered(failure)
    ? endedStep('not_available', 'SETUP_NOT_OFFERED', { platformCode: failure.platformCode })
    : refusedStep({ ok: false, failure });
}

const id = z.union([z.string().min(1).max(200), z.number().transform(String)]);
const Results = z.object({
  skillsResults: z
    .array(
      z.object({
        success: z.boolean().nullish().catch(null),
        error: z.string().nullish().catch(null),
        skillId: id.nullish().catch(null),
      }),
    )
    .min(1),
});

/** The new skill's id. */
async function create(session: TenantSession, body: SkillBody): Promise<StepEnd<string>> {
  const answer = await acdPost(session, 'skills', { skills: [body] });
  if (!answer.ok) {
    // Perhaps it was made, and only the answer was lost.
    const lost = answer.failure.sent === 'maybe' ? await findByName(session, body.skillName) : null;
    return lost === null ? refusal(answer.failure) : passedStep(lost);
  }
  const result = Results.safeParse(answer.value.body).data?.skillsResults[0];
  if (result?.success === false) {
    const said = result.error == null ? null : oneLine(session.http.withoutSecrets(result.error, session.accessToken));
    return endedStep('failed', 'SETUP_TENANT_REFUSED', { value: said });
  }
  const found = result?.skillId ?? (await findByName(session, body.skillName));
  return found === null ? endedStep('failed', 'CXONE_ANSWER_INVALID', { value: 'skillId' }) : passedStep(found);
}

async function findByName(session: TenantSession, name: string): Promise<string | null> {
  const path = `skills?searchString=${encodeURIComponent(name)}`;
  const skills = await acdList(session, { path, name: 'skills', item: SkillItem });
  if (!skills.ok) return null;
  return skills.value.find((skill) => skill.name === name && skill.isDigital)?.id ?? null;
}

async function compare(
  session: TenantSession,
  { id: skillId, body }: { readonly id: string; readonly body: SkillBody },
  steps: TrialSteps,
): Promise<void> {
  const answer = await acdGet(session, `skills/${encodeURIComponent(skillId)}`);
  const settings = answer.ok ? takenSettings(answer.value.body, body) : null;
  if (settings === null) {
    await steps.run('settings', () => endedStep('not_tried', null));
    return;
  }
  for (const { setting, isTaken } of settings) {
    await steps.run(setting, () => (isTaken ? passedStep(null) : byHand()));
  }
}
