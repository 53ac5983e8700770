import type { QueueRow, RoleRow, SkillRow, TenantState, UserRow } from '#shared/domain/setup/practice/tenant-state.ts';

/* What the administration's forms hold: the rows of the tenant's state as somebody types them. */

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

export type RoleForm = Omit<RoleRow, 'id' | 'userIds' | 'warnings'>;
export type UserForm = Omit<UserRow, 'id' | 'isBotUser' | 'warnings'>;
export type SkillForm = Omit<SkillRow, 'id'> & { agentAssisted: boolean };
export type QueueForm = Omit<QueueRow, 'id'>;

export const personName = ({ firstName, surname }: Pick<UserForm, 'firstName' | 'surname'>): string =>
  `${firstName} ${surname}`.trim();

/** What every part of the administration is given. */
export interface TenantPartProps {
  readonly state: TenantState;
  /** Reads the state anew. */
  readonly reload: () => Promise<void>;
}
