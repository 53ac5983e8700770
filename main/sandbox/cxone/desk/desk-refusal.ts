import type { DeskRefusalCode } from '#shared/domain/desk.ts';
import type { ChannelRight } from '../admin/tenant-model.ts';

const answers: Record<DeskRefusalCode, readonly [status: number, message: string]> = {
  bad_request: [400, 'The request is not valid.'],
  not_found: [404, 'There is nothing at this address.'],
  foreign_origin: [403, 'The desk is used from its own page only.'],
  too_many: [429, 'Too many people are signed in.'],
  not_signed_in: [401, 'Sign in first.'],
  unknown_user: [404, 'The user was not found.'],
  unknown_case: [404, 'The case was not found.'],
  unknown_message: [404, 'The message was not found.'],
  unknown_draft: [404, 'The draft was not found.'],
  no_role: [403, 'The user has no role. A digital user has exactly one.'],
  more_than_one_role: [403, 'The user has more than one role. A digital user has exactly one.'],
  no_application: [403, 'The user answers neither in CXone Agent nor in MAX.'],
  needs_attribute_and_skill: [403, 'CXone Agent asks for the attribute Digital Engagement and a digital skill.'],
  needs_attribute_or_skill: [403, 'MAX asks for the attribute Digital Engagement or a digital skill.'],
  channel_not_in_role: [403, "The channel was not added to the user's role."],
  needs_right: [403, 'The role does not grant this right on the channel.'],
  needs_view_skills: [403, 'The role has Reply, but not the permission View Skills.'],
  not_offered_to_you: [409, 'The case is not offered to this user.'],
  no_accept_reject: [422, 'The skill has no accept and reject.'],
  not_assigned_to_you: [409, 'The case is not assigned to this user.'],
  not_assigned: [409, 'The case is assigned to nobody.'],
  user_may_not_get_it: [422, 'That user does not get cases of this channel.'],
  status_not_possible: [422, 'The case cannot take this status.'],
  case_over: [422, 'The case is closed.'],
  draft_settled: [409, 'The draft was approved or refused before.'],
  own_draft: [403, 'Without Reply nobody approves what they wrote themselves.'],
  reason_required: [422, 'A refusal needs a reason.'],
  empty_reply: [422, 'The reply is empty.'],
  text_too_long: [422, 'The text is too long.'],
  file_too_big: [422, 'The file is too big.'],
  too_many_files: [422, 'There are too many files.'],
  unknown_file: [422, 'The file was not found.'],
  no_idle_timer: [409, 'No idle time is running.'],
  extension_not_allowed: [422, 'The skill does not allow an extension.'],
};

/** What a user of the tenant was not allowed, or could not do. */
export class DeskRefused extends Error {
  override readonly name = 'DeskRefused';
  readonly code: DeskRefusalCode;
  readonly status: number;
  readonly field: string | null;
  readonly right: ChannelRight | null;

  constructor(code: DeskRefusalCode, about: { field?: string; right?: ChannelRight; message?: string } = {}) {
    const [status, message] = answers[code];
    super(about.message ?? message);
    this.code = code;
    this.status = status;
    this.field = about.field ?? null;
    this.right = about.right ?? null;
  }
}
