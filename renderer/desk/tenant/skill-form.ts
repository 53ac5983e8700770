import type { SkillRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { numberIn, numberOrNone } from './numbers.ts';
import type { SkillForm } from './tenant-part.ts';

/** The form as typed: numbers are text until they are sent. */
export interface TypedSkill extends Omit<
  SkillForm,
  'minimumAgents' | 'minimumAvailable' | 'refusalSeconds' | 'agentTimer' | 'customerTimer' | 'mediaTypeId'
> {
  mediaTypeId: '9' | '4' | '1';
  minimumAgents: string;
  minimumAvailable: string;
  refusalSeconds: string;
  agentTimerEnabled: boolean;
  firstSeconds: string;
  followUpSeconds: string;
  customerTimerEnabled: boolean;
  idleSeconds: string;
  extension: boolean;
}

const textOf = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

export function typedSkill(row: SkillRow | null): TypedSkill {
  return {
    name: row?.name ?? '',
    mediaTypeId: '9',
    isOutbound: row?.isOutbound ?? true,
    isActive: row?.isActive ?? true,
    channelId: row?.channelId ?? null,
    campaignId: row?.campaignId ?? '',
    proactive: row?.proactive ?? false,
    templateId: row?.templateId ?? null,
    usedWith: row?.usedWith ?? 'studio',
    subSkill: row?.subSkill ?? null,
    agentless: row?.agentless ?? false,
    agentAssisted: false,
    minimumAgents: textOf(row?.minimumAgents),
    minimumAvailable: textOf(row?.minimumAvailable),
    priorityBlending: row?.priorityBlending ?? false,
    popUrl: row?.popUrl ?? null,
    acceptReject: row?.acceptReject ?? false,
    refusalSeconds: String(row?.refusalSeconds ?? 45),
    agentTimerEnabled: row?.agentTimer.enabled ?? false,
    firstSeconds: String(row?.agentTimer.firstSeconds ?? 0),
    followUpSeconds: String(row?.agentTimer.followUpSeconds ?? 0),
    customerTimerEnabled: row?.customerTimer.enabled ?? false,
    idleSeconds: String(row?.customerTimer.idleSeconds ?? 0),
    extension: row?.customerTimer.extension ?? false,
  };
}

/** As it is sent; what is no number goes as text, for the tenant to refuse. */
export function skillBody(typed: TypedSkill): Record<string, unknown> {
  const { agentTimerEnabled, firstSeconds, followUpSeconds, customerTimerEnabled, idleSeconds, extension, ...plain } =
    typed;
  return {
    ...plain,
    mediaTypeId: Number(typed.mediaTypeId),
    minimumAgents: numberOrNone(typed.minimumAgents),
    minimumAvailable: numberOrNone(typed.minimumAvailable),
    refusalSeconds: numberIn(typed.refusalSeconds),
    agentTimer: {
      enabled: agentTimerEnabled,
      firstSeconds: numberIn(firstSeconds),
      followUpSeconds: numberIn(followUpSeconds),
    },
    customerTimer: { enabled: customerTimerEnabled, idleSeconds: numberIn(idleSeconds), extension },
  };
}
