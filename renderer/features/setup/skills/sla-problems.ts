import type { ChannelId } from '#shared/domain/ids.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import { checkSlaSettings } from '#shared/sla/check-settings.ts';
import { targetOf, withSlaDraft, type SlaDraft } from './sla-draft.ts';

export interface SlaFieldProblem {
  /** rest: of the settings elsewhere, which this page does not show. */
  readonly field: 'firstResponse' | 'solution' | 'rest';
  readonly code: ErrorCode;
  readonly value: string | null;
}

/** What is wrong with a channel's SLA as typed, at the field it is wrong in. */
export function slaProblems(
  settings: SlaSettings,
  channelId: ChannelId,
  draft: SlaDraft,
  skill: SkillForm,
): readonly SlaFieldProblem[] {
  const typed = (['firstResponse', 'solution'] as const).filter(
    (field) => !draft.follows && draft[field].enabled && targetOf(draft[field]) === null,
  );
  if (typed.length > 0) return typed.map((field) => ({ field, code: 'SETUP_NUMBER_FORM', value: null }));
  return checkSlaSettings(withSlaDraft(settings, channelId, draft, skill)).map(({ path, code, value }) => {
    const field = (['firstResponse', 'solution'] as const).find((one) => path.includes(one)) ?? 'rest';
    const known = ErrorCode.safeParse(code);
    return { field, code: known.success ? known.data : 'SLA_SETTINGS_INVALID', value };
  });
}
