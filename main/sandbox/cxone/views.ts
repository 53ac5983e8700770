import type { JsonObject } from '../kit/json.ts';
import { isRunning } from './contact-status.ts';
import type { Channel, Contact, DeMessage, Thread } from './model.ts';
import type { TenantUser } from './admin/tenant-model.ts';
import { userView } from './roster.ts';

/** "2026-01-12T08:10:02+00:00" */
export function isoSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+00:00`;
}

/** "2026-01-12T08:10:02.000+00:00" */
export function isoMilliseconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 23)}+00:00`;
}

export function channelView(channel: Channel): JsonObject {
  return {
    hasReply: true,
    contentFormat: 'plain',
    isTrackingMessageDeliveryStatus: true,
    canSendSenderActions: true,
    ...channel.members,
    integrationBoxIdentifier: channel.channelIntegrationId,
    isDeleted: channel.isDeleted,
    isHidden: false,
  };
}

export function messageView(message: DeMessage, thread: Thread, users?: Iterable<TenantUser>): JsonObject {
  return {
    id: message.id,
    idOnExternalPlatform: message.idOnExternalPlatform,
    direction: message.direction,
    createdAt: isoSeconds(message.createdAt),
    createdAtWithMilliseconds: isoMilliseconds(message.createdAt),
    threadId: thread.id,
    postId: thread.id,
    threadIdOnExternalPlatform: thread.idOnExternalPlatform,
    contactNumber: message.contactNumber,
    channel: { id: thread.channelId },
    messageContent: { fallbackText: 'Unsupported message content', ...message.content },
    attachments: message.attachments,
    isDeletedOnExternalPlatform: message.isDeletedOnExternalPlatform,
    ...(message.direction === 'inbound' ? { authorEndUserIdentity: thread.endUser } : {}),
    authorUser: userView(message.authorUserId, users),
    ...(message.state === null ? {} : { delivered: deliveredView(message) }),
  };
}

function deliveredView(message: DeMessage): JsonObject[] {
  if (message.state === 'delivered' || message.state === 'seen') return [{ isSuccess: true, reason: null }];
  if (message.state === 'failed') return [{ isSuccess: false, reason: message.reason }];
  return [];
}

/** `site`: where the tenant's pages are. `users`: the tenant's; absent: those it began with. */
export function contactView(
  contact: Contact,
  thread: Thread,
  now: number,
  site = '',
  users?: Iterable<TenantUser>,
): JsonObject {
  return {
    id: contact.id,
    contactId: contact.contactId,
    interactionId: contact.interactionId,
    channelId: contact.channelId,
    direction: contact.direction,
    status: contact.status,
    statusUpdatedAt: isoSeconds(contact.statusUpdatedAt),
    statusUpdatedAtWithMilliseconds: isoMilliseconds(contact.statusUpdatedAt),
    createdAt: isoSeconds(contact.createdAt),
    routingQueueId: null,
    routingQueuePriority: 0,
    threadId: thread.id,
    threadIdOnExternalPlatform: thread.idOnExternalPlatform,
    authorEndUserIdentity: thread.endUser,
    endUser: endUserView(thread),
    customFields: contact.customFields,
    inboxAssignee: contact.assigneeId,
    inboxAssigneeUser: userView(contact.assigneeId, users),
    inboxAssigneeLastAssignedAt: contact.assignedAt === null ? null : isoSeconds(contact.assignedAt),
    ownerAssigneeUser: null,
    detailUrl: `${site}/cases/${contact.id}`,
    sla: slaView(contact, now),
  };
}

function endUserView({ endUser, card: { firstName, surname } }: Thread): JsonObject {
  const fullName = `${firstName} ${surname}`.trim();
  return { id: endUser.idOnExternalPlatform, firstName, surname, fullName, identities: [endUser] };
}

/** `raw` in seconds since creation; what the real figure means is unpublished. */
function slaView(contact: Contact, now: number): JsonObject {
  const firstResponseMs = (contact.firstAgentReplyAt ?? now) - contact.createdAt;
  const solvedMs = contact.solvedMs + (contact.runningSince === null ? 0 : now - contact.runningSince);
  return {
    firstResponseTime: {
      raw: Math.max(0, Math.floor(firstResponseMs / 1000)),
      alreadyHasValue: contact.firstAgentReplyAt !== null,
    },
    solutionTime: { raw: Math.max(0, Math.floor(solvedMs / 1000)), alreadyHasValue: !isRunning(contact.status) },
  };
}

export function threadView(thread: Thread): JsonObject {
  return {
    id: thread.id,
    idOnExternalPlatform: thread.idOnExternalPlatform,
    threadName: thread.threadName,
    channelId: thread.channelId,
    canAddMoreMessages: thread.canAddMoreMessages,
  };
}
