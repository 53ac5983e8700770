import type { CxoneAccess } from '#shared/contract/setup-contract.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';

/** Credentials of a WeChat account as they were typed. */
export interface WeChatAccess {
  readonly appId: string;
  readonly appSecret: string;
  /** Empty: WeChat's own. */
  readonly apiBase: string;
}

/** Tries credentials of a WeChat account. Keeps nothing, disturbs no channel that runs on the same account. Never rejects. */
export type TryWeChat = (access: WeChatAccess) => Promise<Trial>;

export interface NewTenantChannel {
  readonly integrationId: string;
  /** CXone's id of it; empty: a new one is made. */
  readonly channelId: string;
  readonly originalId: string;
  readonly name: string;
  readonly script: string;
  readonly skillId: string;
}

/** A tenant of CXone, with credentials that were typed and are not kept. Never rejects. */
export interface TenantDesk {
  try(access: CxoneAccess, integrationId: string): Promise<Trial>;
  lists(access: CxoneAccess, integrationId: string): Promise<TenantLists>;
  /** Creates or updates it. Step 'created' has the id as its value. */
  makeChannel(access: CxoneAccess, channel: NewTenantChannel): Promise<Trial>;
  /** Step 'created' has the id as its value. */
  makeSkill(access: CxoneAccess, skill: SkillForm, cxoneChannelId: string): Promise<Trial>;
}
