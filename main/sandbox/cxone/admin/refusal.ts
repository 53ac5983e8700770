import { z } from 'zod';

/** Why the tenant did not take what an administrator entered. Each stands for one rule of the forms. */
export const TenantRefusalCode = z.enum([
  'bad_request',
  'not_found',
  'foreign_origin',
  'not_signed_in',
  'required',
  'too_long',
  'name_taken',
  'still_used',
  'unknown_reference',
  // Integration.
  'url_form',
  'url_not_https',
  'mtls_all_or_none',
  'mtls_certificate',
  'mtls_key',
  'mtls_authority',
  'mtls_key_mismatch',
  'mtls_expired',
  'color_form',
  // Channel.
  'script_unknown',
  'skill_unknown',
  'skill_not_inbound',
  'skill_not_digital',
  // Role and user.
  'no_role',
  'more_than_one_role',
  'channel_unknown',
  'agentless_has_no_agents',
  'bot_has_no_role',
  // Queue.
  'queues_are_skills',
  'two_fallbacks',
  // Skill.
  'name_length',
  'name_characters',
  'media_not_digital',
  'channel_needed',
  'channel_not_byoc',
  'channel_only_outbound',
  'campaign_needed',
  'campaign_unknown',
  'template_not_proactive',
  'template_needed',
  'template_unknown',
  'sub_skill_with_studio',
  'agentless_minimums',
  'agentless_assisted',
  'pop_url_needs_studio',
  'pop_url_form',
  'timer_needed',
  'number_form',
  // SLA.
  'time_form',
  'spans_overlap',
]);
export type TenantRefusalCode = z.infer<typeof TenantRefusalCode>;

/** The answer of the tenant's administration when it refuses. */
export const TenantRefusalBody = z.object({
  code: TenantRefusalCode,
  /** In English, for whoever reads the API. */
  message: z.string(),
  /** Member of the body, as 'filters.0.conditions.1.channelIds'; null: the whole. */
  field: z.string().nullable(),
});

/** A rule of the tenant that what was sent does not keep. */
export class TenantRefusal extends Error {
  override readonly name = 'TenantRefusal';
  readonly status: number;
  readonly code: TenantRefusalCode;
  readonly field: string | null;

  constructor(code: TenantRefusalCode, field: string | null, message: string, status = 400) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** Throws TenantRefusal unless the condition holds. */
export function demand(condition: boolean, code: TenantRefusalCode, field: string | null, message: string): void {
  if (!condition) throw new TenantRefusal(code, field, message);
}
