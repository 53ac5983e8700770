import type { ChannelRight } from '#shared/domain/setup/permissions.ts';

/* What GET /tenant/api/state says, as far as these pages show it. */

export interface IntegrationForm {
  name: string;
  boxUrl: string;
  authorizationUrl: string;
  addUrl: string;
  reconnectUrl: string;
  removeUrl: string;
  clientId: string;
  clientSecret: string;
  clientCertificate: string;
  privateKey: string;
  caCertificate: string;
  color: string;
  icon: string;
  digital3Outbound: boolean;
}

export interface IntegrationRow extends Partial<Omit<IntegrationForm, 'name' | 'digital3Outbound'>> {
  integrationId: string;
  name: string;
  digital3Outbound: boolean;
  isRegistered: boolean;
  hasPrivateKey?: boolean;
  channelIds: string[];
}

export interface ChannelRow {
  id: string;
  name: string;
  idOnExternalPlatform: string;
  integrationId: string;
  integrationName: string | null;
  scriptId: string | null;
  defaultSkillId: string | null;
  route:
    | { kind: 'skill'; skillId: string; userIds: number[] }
    | { kind: 'queue'; queueId: string; isFallback: boolean; userIds: number[] }
    | { kind: 'backlog'; because: string; userIds: [] };
  warnings: string[];
}

export interface RoleForm {
  name: string;
  viewSkills: boolean;
  channels: Record<string, ChannelRight[]>;
}
export interface RoleRow extends RoleForm {
  id: string;
  userIds: number[];
  warnings: string[];
}

export interface UserForm {
  firstName: string;
  surname: string;
  emailAddress: string;
  roleIds: string[];
  application: 'cxone_agent' | 'max' | 'none';
  digitalEngagement: boolean;
  skillIds: string[];
}
export interface UserRow extends UserForm {
  id: number;
  isBotUser: boolean;
  warnings: string[];
}

export interface SkillForm {
  name: string;
  mediaTypeId: number;
  isOutbound: boolean;
  isActive: boolean;
  channelId: string | null;
  campaignId: string;
  proactive: boolean;
  templateId: string | null;
  usedWith: 'studio' | 'queues';
  subSkill: string | null;
  agentless: boolean;
  agentAssisted: boolean;
  minimumAgents: number | null;
  minimumAvailable: number | null;
  priorityBlending: boolean;
  popUrl: string | null;
  acceptReject: boolean;
  refusalSeconds: number;
  agentTimer: { enabled: boolean; firstSeconds: number; followUpSeconds: number };
  customerTimer: { enabled: boolean; idleSeconds: number; extension: boolean };
}
export type SkillRow = Omit<SkillForm, 'agentAssisted'> & { id: string };

export type QueueCondition = { rule: 'included_channels'; channelIds: string[] } | { rule: 'other'; words: string };
export interface QueueForm {
  name: string;
  priority: number;
  isFallback: boolean;
  filters: { id?: string; name: string; conditions: QueueCondition[] }[];
}
export type QueueRow = QueueForm & { id: string };

export interface ThingRow {
  id: string;
  name: string;
}

export interface SlaTarget {
  firstResponseMinutes: number;
  solutionMinutes: number;
}
export interface SlaForm {
  global: SlaTarget;
  channels: Record<string, SlaTarget>;
  officeHours: { from: string; to: string }[][] | null;
}

export interface TenantState {
  tenant: { id: string; name: string; area: string; timeZone: string };
  integrations: IntegrationRow[];
  channels: ChannelRow[];
  roles: RoleRow[];
  users: UserRow[];
  skills: SkillRow[];
  queues: QueueRow[];
  scripts: ThingRow[];
  campaigns: ThingRow[];
  templates: (ThingRow & { text: string })[];
  sla: SlaForm;
  applications: { clientId: string; name: string }[];
  accessKeys: { id: string; userId: number }[];
  backlog: { number: string; channelId: string; createdAt: number; because: string }[];
}

export const personName = ({ firstName, surname }: Pick<UserForm, 'firstName' | 'surname'>): string =>
  `${firstName} ${surname}`.trim();

/** What every part of the administration is given. */
export interface TenantPartProps {
  readonly state: TenantState;
  /** Reads the state anew. */
  readonly reload: () => Promise<void>;
}
