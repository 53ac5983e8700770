import type { JsonObject } from '../kit/json.ts';
import type { Channel, Thread } from './model.ts';
import type { CxoneRules } from './rules.ts';
import type { ReplyVersion, TenantOptions } from './tenant.ts';

export interface AgentUser {
  id: number;
  firstName: string;
  surname: string;
}

export interface OutgoingContent {
  content: JsonObject;
  attachments: readonly JsonObject[];
  /** External id of the message the agent answered. */
  replyTo?: string | undefined;
}

export interface BoxRequest {
  path: string;
  body: JsonObject;
}

const brandOf = (tenant: TenantOptions): JsonObject => ({
  id: tenant.brandId,
  friendlyName: tenant.friendlyName,
  timezone: tenant.timezone,
  tenantId: tenant.tenantId,
  businessUnitId: tenant.businessUnitId,
});

const recipientOf = (thread: Thread): JsonObject => ({
  idOnExternalPlatform: thread.endUser.idOnExternalPlatform,
  name: `${thread.endUser.firstName} ${thread.endUser.lastName}`.trim(),
  isPrimary: true,
  isPrivate: true,
});

/** A reply in an existing thread, by the old or the new outbound API. */
export function replyRequest(
  version: ReplyVersion,
  rules: CxoneRules,
  tenant: TenantOptions,
  channel: Channel,
  thread: Thread,
  agent: AgentUser,
  outgoing: OutgoingContent,
): BoxRequest {
  if (version === '2.0') return outboundRequest(tenant, channel, thread, agent, outgoing);
  const postId = rules.postId === 'external' ? thread.idOnExternalPlatform : thread.id;
  return {
    path: `/1.0/posts/${encodeURIComponent(postId)}/messages`,
    body: {
      brand: brandOf(tenant),
      post: { id: thread.id, idOnExternalPlatform: thread.idOnExternalPlatform },
      messageContent: outgoing.content,
      recipients: [recipientOf(thread)],
      author: { id: agent.id, firstName: agent.firstName, surname: agent.surname },
      attachments: outgoing.attachments,
    },
  };
}

/** `POST /2.0/channel/{channelId}/outbound`: also what begins a thread. */
export function outboundRequest(
  tenant: TenantOptions,
  channel: Channel,
  thread: Thread,
  agent: AgentUser,
  outgoing: OutgoingContent,
): BoxRequest {
  const hasThread = thread.idOnExternalPlatform !== '';
  return {
    path: `/2.0/channel/${encodeURIComponent(channel.id)}/outbound`,
    body: {
      brand: brandOf(tenant),
      ...(hasThread ? { thread: { id: thread.id, idOnExternalPlatform: thread.idOnExternalPlatform } } : {}),
      messageContent: outgoing.content,
      endUserRecipients: [recipientOf(thread)],
      replyToMessage: outgoing.replyTo === undefined ? null : { idOnExternalPlatform: outgoing.replyTo },
      isReplyToSpecificMessage: outgoing.replyTo !== undefined,
      attachments: outgoing.attachments,
      forward: null,
      authorUser: { id: agent.id, firstName: agent.firstName, surname: agent.surname },
    },
  };
}

export function validationRequest(channel: Channel, thread: Thread): BoxRequest {
  return {
    path: `/1.0/channel/${encodeURIComponent(channel.id)}/recipients/validation`,
    body: { endUserRecipients: [recipientOf(thread)] },
  };
}

export function typingRequest(
  tenant: TenantOptions,
  channel: Channel,
  thread: Thread,
  agent: AgentUser,
  isTyping: boolean,
): BoxRequest {
  const threadId = encodeURIComponent(thread.idOnExternalPlatform);
  return {
    path: `/1.0/channel/${encodeURIComponent(channel.id)}/thread/${threadId}/sender-action`,
    body: {
      brand: brandOf(tenant),
      senderAction: { action: isTyping ? 'isTypingOn' : 'isTypingOff' },
      authorUser: { id: agent.id, firstName: agent.firstName, surname: agent.surname },
    },
  };
}

export function textContent(text: string): JsonObject {
  return { type: 'TEXT', payload: { text }, fallbackText: text };
}
