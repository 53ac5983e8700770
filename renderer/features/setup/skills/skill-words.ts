import type { TFunction } from 'i18next';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { SlaSettings, SlaTarget } from '#shared/domain/sla-settings.ts';
import { skillInstructions } from '#shared/setup/skill-instructions.ts';
import { policyOf } from '#shared/setup/skill-rules.ts';
import type { Instruction } from '../parts/Instructions.tsx';

/** The clicks that make a skill by hand, in the order of CXone's page. */
export function skillSteps(t: TFunction, skill: SkillForm, channelName: string): readonly Instruction[] {
  return skillInstructions(skill, { channel: channelName }).map(({ step, kind, value }) => {
    const words = t(`setupSkill.click.${step}`);
    if (kind === 'switch')
      return { words: `${words}: ${t(value === 'on' ? 'setupSkill.on' : 'setupSkill.off')}`, value: null };
    // The page's own words are as the person's CXone shows them.
    if (step === 'media_type') return { words, value: t('setupSkill.media.digital') };
    if (step === 'direction') return { words, value: t('setupSkill.direction.outbound') };
    // What is not filled in yet is not to be copied.
    return value === '' ? { words: `${words} ${t('setupSkill.notFilled')}`, value: null } : { words, value };
  });
}

const minuteMs = 60_000;

function targetText(t: TFunction, { enabled, targetMs }: SlaTarget): string {
  if (!enabled) return t('setupSkill.sla.notTimed');
  const minutes = Math.round(targetMs / minuteMs);
  return t('setupSkill.sla.length', {
    days: Math.floor(minutes / 1_440),
    hours: Math.floor(minutes / 60) % 24,
    minutes: minutes % 60,
  });
}

/** The clicks that give a channel the SLA that is counted here. */
export function slaSteps(t: TFunction, settings: SlaSettings, channelId: string, name: string): readonly Instruction[] {
  const isOwn = settings.channels.some((one) => one.channelId === channelId);
  const { firstResponse, solution } = policyOf(settings, channelId);
  const step = (words: string, value: string | null = null): Instruction => ({ words, value });
  return [
    step(t('setupSkill.sla.click.open')),
    step(t('setupSkill.sla.click.edit'), name),
    step(t(isOwn ? 'setupSkill.sla.click.own' : 'setupSkill.sla.click.follows')),
    ...(isOwn
      ? [
          step(t('setupSkill.sla.click.firstResponse'), targetText(t, firstResponse)),
          step(t('setupSkill.sla.click.solution'), targetText(t, solution)),
        ]
      : []),
    step(t('setupSkill.sla.click.save')),
  ];
}
