import type { JsonObject } from '../kit/json.ts';
import type { Ring } from '../kit/ring.ts';
import type { ContactStatus } from './contact-status.ts';
import type { CustomerCard } from './customer-card.ts';

export interface Channel {
  /** The sandbox's key when it knows one, otherwise the channel's id. */
  key: string;
  id: string;
  idOnExternalPlatform: string;
  channelIntegrationId: string;
  name: string;
  isDeleted: boolean;
  /** Default Studio script and default digital skill; a message of a channel without both waits in the backlog. */
  scriptId: string | null;
  defaultSkillId: string | null;
  /** Every member the middleware gave, as given. */
  members: JsonObject;
}

export interface EndUser {
  idOnExternalPlatform: string;
  firstName: string;
  lastName: string;
  nickname: string;
}

/** What became of a reply of the agent. */
export type OutboundState = 'sending' | 'accepted' | 'refused' | 'unanswered' | 'delivered' | 'seen' | 'failed';

/** One status call of the middleware for an outbound message. */
export interface StatusRecord {
  status: 'delivered' | 'seen' | 'failed';
  reason: string | null;
  /** The middleware's own time of it, as given. */
  updatedAt: string;
  at: number;
}

export interface DeMessage {
  id: string;
  /** Our own id of its conversation. */
  threadId: string;
  /** Null for an outbound message until the middleware named it. */
  idOnExternalPlatform: string | null;
  direction: 'inbound' | 'outbound';
  createdAt: number;
  /** What the agent reads. */
  text: string;
  content: JsonObject;
  attachments: readonly JsonObject[];
  contactNumber: string;
  /** Who wrote it in CXone; null for what the customer wrote, or what the middleware only recorded. */
  authorUserId: number | null;
  /** Only for outbound messages. */
  state: OutboundState | null;
  /** The middleware's words for a refusal or failure. */
  reason: string | null;
  /** Every status call for it, in order. */
  statuses: StatusRecord[];
  isDeletedOnExternalPlatform: boolean;
}

export interface Thread {
  id: string;
  idOnExternalPlatform: string;
  channelId: string;
  threadName: string;
  canAddMoreMessages: boolean;
  endUser: EndUser;
  /** What agents put on the end user's card; shown with each of his contacts. */
  card: CustomerCard;
  /** Number of the latest contact. */
  contactNumber: string;
  messages: Ring<DeMessage>;
  lastActivityAt: number;
}

export interface Contact {
  /** The contact number. */
  id: string;
  contactId: string;
  interactionId: string;
  channelId: string;
  threadId: string;
  direction: 'inbound' | 'outbound';
  status: ContactStatus;
  createdAt: number;
  statusUpdatedAt: number;
  firstAgentReplyAt: number | null;
  /** Solution time: finished spans, and the start of the running one. */
  solvedMs: number;
  runningSince: number | null;
  /** Who has it in the inbox, and when the last one got it. */
  assigneeId: number | null;
  assignedAt: number | null;
  customFields: unknown;
}
