import { deskFilesLimit, deskTextLimit } from '#shared/domain/desk.ts';
import type { DeskReply } from '#shared/domain/desk.ts';
import type { JsonObject } from '../../kit/json.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import { textContent } from '../box-requests.ts';
import type { OutgoingContent } from '../box-requests.ts';
import type { DeskAccess } from './desk-access.ts';
import { DeskRefused } from './desk-refusal.ts';
import type { KeptCase, KeptDraft } from './kept-case.ts';

/** Checks what was written. Throws DeskRefused. */
export function checkReply(kept: KeptCase, { text, files }: DeskReply): void {
  if (text.trim() === '' && files.length === 0) throw new DeskRefused('empty_reply', { field: 'text' });
  if (text.length > deskTextLimit) throw new DeskRefused('text_too_long', { field: 'text' });
  if (files.length > deskFilesLimit) throw new DeskRefused('too_many_files', { field: 'files' });
  for (const id of files) if (!kept.files.has(id)) throw new DeskRefused('unknown_file', { field: 'files' });
}

/** As it goes to the middleware. Files that were forgotten since are left out. */
export function outgoing(
  kept: KeptCase,
  written: { text: string; fileIds: readonly string[]; replyTo: string | undefined },
): OutgoingContent {
  const attachments = written.fileIds
    .map((id) => kept.files.get(id))
    .filter((attachment): attachment is JsonObject => attachment !== undefined);
  return { content: textContent(written.text), attachments, replyTo: written.replyTo };
}

export function findDraft(kept: KeptCase, id: string): KeptDraft {
  const draft = kept.drafts.find((candidate) => candidate.id === id);
  if (!draft) throw new DeskRefused('unknown_draft');
  return draft;
}

/**
 * Settles a draft, at most once. Throws DeskRefused. Whoever may approve may release anybody's draft; their own only with
 * Reply, or approving would be a way round it.
 */
export function settleDraft(
  access: DeskAccess,
  kept: KeptCase,
  draft: KeptDraft,
  user: TenantUser,
  at: number,
  decision: { state: 'approved' } | { state: 'refused'; reason: string },
): void {
  const { channelId } = kept.contact;
  access.requireRight(user, channelId, 'approve');
  if (draft.state !== 'waiting') throw new DeskRefused('draft_settled');
  if (decision.state === 'approved' && draft.authorId === user.id && access.replyHindrance(user, channelId)) {
    throw new DeskRefused('own_draft');
  }
  if (decision.state === 'refused' && decision.reason.trim() === '') {
    throw new DeskRefused('reason_required', { field: 'reason' });
  }
  draft.state = decision.state;
  draft.reason = decision.state === 'refused' ? decision.reason.trim() : null;
  draft.settledById = user.id;
  draft.settledAt = at;
}
