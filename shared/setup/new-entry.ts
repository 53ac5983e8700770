import type { SetupBook } from '../domain/setup/book.ts';
import type { ChannelForm } from '../domain/setup/channel-form.ts';
import type { IntegrationForm } from '../domain/setup/integration-form.ts';
import { emptyRelayForm } from '../domain/setup/relay-form.ts';
import type { RoleForm, UserForm } from '../domain/setup/permissions.ts';
import type { QueueForm } from '../domain/setup/routing.ts';
import type { SkillForm } from '../domain/setup/skill-form.ts';

/** As the seven ids of `SetupKind` begin when a name has no letter of a-z. */
export type IdWord = 'integration' | 'channel' | 'role' | 'user' | 'queue' | 'skill';

const longestId = 40;

/**
 * An id from a name: small letters, digits, hyphens, at most 40, none of `taken`. A name without any such letter (a Chinese
 * one) becomes 'channel-1', with `word` for the word.
 */
export function idFromName(name: string, taken: readonly string[], word: IdWord = 'channel'): string {
  const used = new Set(taken);
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+/u, '')
    .slice(0, longestId)
    .replace(/-+$/u, '');
  if (plain !== '' && !used.has(plain)) return plain;
  const stem = plain === '' ? word : plain;
  for (let no = plain === '' ? 1 : 2; ; no += 1) {
    const ending = `-${String(no)}`;
    const id = `${stem.slice(0, longestId - ending.length).replace(/-+$/u, '')}${ending}`;
    if (!used.has(id)) return id;
  }
}

export const emptyBook = (): SetupBook => ({
  revision: 0,
  begun: false,
  address: { way: 'not_chosen', publicUrl: '' },
  relay: { draft: emptyRelayForm(), applied: null, appliedAt: null, appliedBy: null },
  integrations: [],
  channels: [],
  roles: [],
  users: [],
  queues: [],
  skills: [],
  ticks: [],
});

/** `cxone`: where the practice tenant is; left out for the real one. */
export const emptyIntegration = (id: string, cxone = ''): IntegrationForm => ({
  id,
  name: '',
  boxUrl: '',
  authorizationUrl: '',
  addUrl: '',
  reconnectUrl: '',
  removeUrl: '',
  clientId: '',
  clientCertificate: '',
  caCertificate: '',
  color: '#07c160',
  icon: 'wechat',
  digital3Outbound: true,
  integrationId: '',
  cxone: { issuer: cxone, apiBase: cxone, tenantId: '', clientId: '', accessKeyId: '' },
});

/** What a new channel begins with. */
export interface ChannelBeginning {
  /** `id` of an integration, or empty. */
  readonly integration: string;
  /**
   * A fresh UUID. Who creates a channel through the API chooses its id (CXone: POST /dfo/3.0/channels), so the relay can
   * run, and WeChat verify its address, before the channel exists in CXone.
   */
  readonly cxoneChannelId: string;
  /** Practice: where the simulated WeChat is; left out for the real one. */
  readonly wechatApiBase?: string;
}

export const emptyChannel = (id: string, beginning: ChannelBeginning): ChannelForm => ({
  id,
  name: '',
  integration: beginning.integration,
  wechat: { appId: '', originalId: '', mode: 'security', apiBase: beginning.wechatApiBase ?? '' },
  cxone: { channelId: beginning.cxoneChannelId, made: 'not_yet' },
  routing: 'script',
  script: { id: '', name: '' },
  skill: { id: '', name: '' },
  customerLanguage: 'zh',
  agentLanguage: 'en',
  step: 'account',
});

export const emptyRole = (id: string): RoleForm => ({ id, name: '', viewSkills: false, channels: {} });

export const emptyUser = (id: string): UserForm => ({
  id,
  name: '',
  roles: [],
  application: 'cxone_agent',
  digitalEngagement: false,
  skills: [],
});

export const emptyQueue = (id: string): QueueForm => ({ id, name: '', filters: [], isFallback: false });

const noTime = { hours: '', minutes: '', seconds: '' } as const;

export const emptySkill = (id: string, channel = ''): SkillForm => ({
  id,
  name: '',
  mediaType: 'digital',
  direction: 'outbound',
  channel,
  campaign: { id: '', name: '' },
  proactive: false,
  messageTemplate: '',
  usedWith: 'studio',
  subSkill: '',
  agentless: false,
  agentAssisted: true,
  minimumAgents: '',
  minimumAvailable: '',
  priorityBlending: true,
  screenPop: false,
  screenPopUrl: '',
  acceptReject: true,
  agentTimer: { enabled: false, first: { ...noTime }, followUp: { ...noTime } },
  customerTimer: { enabled: false, idle: { ...noTime }, extension: false },
  made: 'not_yet',
  tenantId: '',
});
