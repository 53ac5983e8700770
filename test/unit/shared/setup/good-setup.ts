import type { SetupBook, SetupSecret } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { SetupContext } from '#shared/setup/context.ts';
import { emptyBook, emptyChannel, emptyIntegration, emptySkill } from '#shared/setup/new-entry.ts';

/** Nobody's certificate: only its form counts here. */
export const certificatePem = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBszCCAVmgAwIBAgIUQ0FGRQ==',
  '-----END CERTIFICATE-----',
].join('\n');
const body = 'MC4CAQAwBQYDK2VwBCIEIJ';
/** Put together here, so that no whole key stands in a file. */
export const keyPem = (label = 'PRIVATE KEY'): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

export const appliedAt = Date.UTC(2026, 0, 5, 9);

export function goodIntegration(id = 'support'): IntegrationForm {
  return {
    ...emptyIntegration(id),
    name: 'WeChat support',
    clientId: 'veerpont-wechat',
    integrationId: '2b9d7c51-0c0e-4f5e-8f0d-6a3f2f1d7a11',
    cxone: { issuer: '', apiBase: '', tenantId: '', clientId: 'veerpont-app', accessKeyId: 'AK-1' },
  };
}

export function goodChannel(id = 'tulip'): ChannelForm {
  return {
    ...emptyChannel(id, { integration: 'support', cxoneChannelId: '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90' }),
    name: 'Tulip shop',
    wechat: { appId: 'wx0123456789abcdef', originalId: 'gh_0a1b2c3d4e5f', mode: 'security', apiBase: '' },
    cxone: { channelId: '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90', made: 'api' },
    script: { id: '', name: 'WeChat_Inbound' },
    skill: { id: '', name: 'WeChat_In' },
  };
}

export function goodSkill(id = 'outbound'): SkillForm {
  return { ...emptySkill(id, 'tulip'), name: 'WeChat_Out', campaign: { id: '7', name: 'Care' } };
}

/** One integration and one channel, applied, with a role, an agent and a skill: nothing is wrong with it. */
export function goodBook(): SetupBook {
  const entry = <F>(form: () => F) => ({ draft: form(), applied: form(), appliedAt, appliedBy: 'Anna' });
  return {
    ...emptyBook(),
    begun: true,
    address: { way: 'reverse_proxy', publicUrl: 'https://relay.veerpont.nl' },
    integrations: [entry(goodIntegration)],
    channels: [entry(goodChannel)],
    roles: [{ id: 'agent', name: 'Agent', viewSkills: true, channels: { tulip: ['reply', 'assign'] } }],
    users: [
      {
        id: 'anna',
        name: 'Anna',
        roles: ['agent'],
        application: 'cxone_agent',
        digitalEngagement: true,
        skills: ['WeChat_In'],
      },
    ],
    skills: [goodSkill()],
  };
}

export function goodSecrets(): SetupSecret[] {
  const rest = { setAt: appliedAt, lastFour: null, shownAt: null };
  return [
    { owner: 'integration', ownerId: 'support', name: 'box_secret', ...rest },
    { owner: 'integration', ownerId: 'support', name: 'cxone_client_secret', ...rest },
    { owner: 'integration', ownerId: 'support', name: 'cxone_access_key_secret', ...rest },
    { owner: 'channel', ownerId: 'tulip', name: 'wechat_app_secret', ...rest },
    { owner: 'channel', ownerId: 'tulip', name: 'wechat_token', ...rest },
    { owner: 'channel', ownerId: 'tulip', name: 'wechat_aes_key', ...rest },
  ];
}

/** What a row of a table may spoil. */
export interface Spoilable {
  book: SetupBook;
  secrets: SetupSecret[];
  given: SetupContext['given'];
  publicUrl: string | null;
  allowPrivate: boolean;
}

export const goodContext = (): Spoilable => ({
  book: goodBook(),
  secrets: goodSecrets(),
  given: { from: 'none', relay: null, integrations: [], channels: [] },
  publicUrl: 'https://relay.veerpont.nl',
  allowPrivate: false,
});

/** 'field CODE value', with '~' before a warning. */
export const told = ({ field, code, value, weight }: Omit<FieldProblem, 'code'> & { readonly code: string }): string =>
  `${weight === 'warning' ? '~' : ''}${[field, code, value ?? ''].join(' ').trim()}`;

/** The only one of a list. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('The list is empty');
  return one;
}
