import type { TFunction } from 'i18next';
import { useTexts } from '#renderer/lib/texts-context.tsx';

const fields = [
  'mediaType',
  'direction',
  'name',
  'channel',
  'campaign',
  'proactive',
  'messageTemplate',
  'usedWith',
  'subSkill',
  'agentless',
  'agentAssisted',
  'minimumAgents',
  'minimumAvailable',
  'priorityBlending',
  'screenPop',
  'screenPopUrl',
  'acceptReject',
] as const;

function labelOf(t: TFunction, field: string): string {
  const known = fields.find((one) => one === field);
  if (known !== undefined) return t(`setupSkill.field.${known}`);
  if (field.startsWith('agentTimer.first')) return t('setupSkill.agentTimer.first');
  if (field.startsWith('agentTimer.followUp')) return t('setupSkill.agentTimer.followUp');
  if (field.startsWith('agentTimer')) return t('setupSkill.agentTimer.title');
  if (field.startsWith('customerTimer.idle')) return t('setupSkill.customerTimer.idle');
  if (field.startsWith('customerTimer')) return t('setupSkill.customerTimer.title');
  return field;
}

/** A field of the form as its page calls it. */
export function useSkillLabel(): (field: string) => string {
  const { t } = useTexts();
  return (field) => labelOf(t, field);
}
