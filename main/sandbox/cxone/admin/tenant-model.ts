import type { ChannelRight } from '#shared/domain/setup/permissions.ts';

/*
 * What an administrator of the tenant keeps. The store is tenant-book.ts, defaults are in tenant-defaults.ts, rules in the
 * files *-rules.ts, `routeOf` in route-of.ts, `rightsOf` in rights.ts. Channels (points of contact) are kept where messages
 * need them, in the TenantStore; their two settings stand on `Channel`.
 */

/** The program an agent answers in. */
export type AgentApplication = 'cxone_agent' | 'max' | 'none';

/** A person of the tenant, or a program that writes in a person's place. */
export interface TenantUser {
  id: number;
  firstName: string;
  surname: string;
  nickname: string;
  emailAddress: string;
  isBotUser: boolean;
  /** A digital user has exactly one; none only of users who have nothing to do with digital work. */
  roleIds: string[];
  application: AgentApplication;
  /** The attribute of the user's profile. */
  digitalEngagement: boolean;
  /** Ids of skills and of queues: a queue stands in the list of skills, and users are assigned to it there. */
  skillIds: string[];
}

export interface TenantRole {
  id: string;
  name: string;
  /** Permission of the application Admin. Reply does not work without it. */
  viewSkills: boolean;
  /** By the channel's id in CXone. A channel that is missing was not added to the role. */
  channels: Record<string, ChannelRight[]>;
}

/** An ACD skill. */
export interface TenantSkill {
  /** A number, as text. */
  id: string;
  name: string;
  /** 9 is digital. */
  mediaTypeId: number;
  isOutbound: boolean;
  isActive: boolean;
  /** Digital channel of an outbound skill. */
  channelId: string | null;
  campaignId: string;
  /** Of Proactive SMS and Proactive Digital. */
  proactive: boolean;
  /** Id of a message template. */
  templateId: string | null;
  /** How contacts get the skill; a sub-skill fits with queues only. */
  usedWith: 'studio' | 'queues';
  subSkill: string | null;
  agentless: boolean;
  minimumAgents: number | null;
  minimumAvailable: number | null;
  priorityBlending: boolean;
  /** By the action POPURL in Studio. */
  popUrl: string | null;
  /** The agent has to accept; a rejected interaction goes back to the queue. */
  acceptReject: boolean;
  /** How long an offer stands before it counts as rejected. */
  refusalSeconds: number;
  agentTimer: { enabled: boolean; firstSeconds: number; followUpSeconds: number };
  customerTimer: { enabled: boolean; idleSeconds: number; extension: boolean };
}

export interface TenantThing {
  id: string;
  name: string;
}

/** A Studio script. */
export type TenantScript = TenantThing;
export type TenantCampaign = TenantThing;

export interface MessageTemplate extends TenantThing {
  text: string;
}

export type QueueCondition =
  | { rule: 'included_channels'; channelIds: string[] }
  /** Another rule; the simulated tenant takes it as one that does not hold. */
  | { rule: 'other'; words: string };

/** A routing queue of older days. New ones cannot be made. */
export interface TenantQueue {
  id: string;
  name: string;
  /** The highest wins when several fit. */
  priority: number;
  isFallback: boolean;
  /** A message fits when one filter fits; all conditions of a filter must hold; a filter without any fits nothing. */
  filters: { id: string; name: string; conditions: QueueCondition[] }[];
}

export interface SlaTarget {
  firstResponseMinutes: number;
  solutionMinutes: number;
}

export interface TenantSla {
  global: SlaTarget;
  /** By channel id; a channel that is missing follows the global one. */
  channels: Record<string, SlaTarget>;
  /** Spans of a day, '09:00' to '17:00', Sunday first, in the tenant's time zone; null: open day and night. */
  officeHours: { from: string; to: string }[][] | null;
}

/** An application that NICE registered, whose credentials a middleware shows beside an access key. */
export interface TenantApplication {
  /** Names it in faults; tokens are issued to it. */
  key: string;
  name: string;
  clientId: string;
  clientSecret: string;
}

/** An access key of an employee. */
export interface TenantAccessKey {
  id: string;
  secret: string;
  userId: number;
}

export type { ChannelRight };
