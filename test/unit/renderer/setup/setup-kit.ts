import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { SetupBook, SetupSecret, SetupSecretName, SetupView } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { emptyChannel, emptyIntegration } from '#shared/setup/new-entry.ts';
import { aSetupView } from '../fake-setup-bridge.ts';

const at = Date.UTC(2026, 10, 22, 14, 0, 0);

/** An integration whose form is right in every field. */
export const anIntegration = (part: Partial<IntegrationForm> = {}): IntegrationForm => ({
  ...emptyIntegration('support'),
  name: 'Support',
  clientId: 'veerpont-support',
  integrationId: '2b9d7c51-0c0e-4f5e-8f0d-6a3f2f1d7a11',
  ...part,
  cxone: {
    issuer: '',
    apiBase: '',
    tenantId: '',
    clientId: 'app@cxone',
    accessKeyId: 'ACCESSKEYID0000000001',
    ...part.cxone,
  },
});

/** A channel whose form is right in every field. */
export const aChannelForm = (part: Partial<ChannelForm> = {}): ChannelForm => ({
  ...emptyChannel('tulip', { integration: 'support', cxoneChannelId: '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90' }),
  name: 'Tulip',
  wechat: { appId: 'wx0123456789abcdef', originalId: 'gh_0123456789ab', mode: 'security', apiBase: '' },
  cxone: { channelId: '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90', made: 'api' },
  script: { id: '', name: 'WeChat in' },
  skill: { id: '12', name: 'WeChat' },
  ...part,
});

export const aSecret = (
  owner: SetupSecret['owner'],
  ownerId: string,
  name: SetupSecretName,
  lastFour = 'x9k2',
): SetupSecret => ({ owner, ownerId, name, setAt: at, lastFour, shownAt: null });

export const integrationSecrets = (id = 'support'): SetupSecret[] =>
  (['box_secret', 'cxone_client_secret', 'cxone_access_key_secret'] as const).map((name) =>
    aSecret('integration', id, name),
  );
export const channelSecrets = (id = 'tulip'): SetupSecret[] =>
  (['wechat_app_secret', 'wechat_token', 'wechat_aes_key'] as const).map((name) => aSecret('channel', id, name));

export const unapplied = { applied: null, appliedAt: null, appliedBy: null };
export const appliedNow = <F>(form: F) => ({ draft: form, applied: form, appliedAt: at, appliedBy: 'desk-2' });

export const aSighting = (owner: Sighting['owner'], ownerId: string, kind: SightingKind): Sighting => ({
  owner,
  ownerId,
  kind,
  firstAt: at,
  lastAt: at,
  count: 1,
  detail: null,
});

/** A set-up that has been begun, reachable under a public address. */
export const begunView = (book: Partial<SetupBook> = {}, part: Partial<Omit<SetupView, 'book'>> = {}): SetupView =>
  aSetupView({ begun: true, ...book }, { publicUrl: 'https://relay.example.com', ...part });
