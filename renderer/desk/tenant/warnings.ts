import type { PageTextsValue } from '../parts/page-texts.tsx';

const known = {
  no_script_and_skill: 'warnings.no_script_and_skill',
  nobody_gets_it: 'warnings.nobody_gets_it',
  in_two_queues: 'warnings.in_two_queues',
  nobody_replies: 'warnings.nobody_replies',
  reply_without_view_skills: 'warnings.reply_without_view_skills',
  drafts_without_approver: 'warnings.drafts_without_approver',
  max_needs_attribute_or_skill: 'warnings.max_needs_attribute_or_skill',
  agent_needs_attribute_and_skill: 'warnings.agent_needs_attribute_and_skill',
} as const;

/** What the tenant says will not work, as a sentence. */
export function channelWarning(code: string, t: PageTextsValue['t']): string {
  return code in known ? t(known[code as keyof typeof known]) : code;
}
