import type { RelayConfigFile } from '#shared/contract/relay-config.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { LeftOut } from '#shared/domain/setup/config-file.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { setupId } from '#shared/domain/setup/typed.ts';
import { emptyChannel, emptyIntegration } from '#shared/setup/new-entry.ts';
import { carriedOf } from './carried.ts';

export interface GivenEntries {
  readonly integrations: readonly IntegrationForm[];
  readonly channels: readonly ChannelForm[];
  readonly left: readonly LeftOut[];
}

const usualIssuer = 'https://cxone.niceincontact.com';
const usualApiBase = 'https://api.weixin.qq.com';

/** Integrations and channels of relay.json as somebody would type them here, and what else it says that no form holds. */
export function givenEntries(file: RelayConfigFile | null): GivenEntries {
  if (file === null) return { integrations: [], channels: [], left: [] };
  const { integrations, channels } = file;
  const fits = ({ id }: { readonly id: string }): boolean => setupId.safeParse(id).success;
  return {
    integrations: integrations.filter(fits).map(integrationOf),
    channels: channels.filter(fits).map(channelOf),
    left: [
      ...[...integrations, ...channels].filter((one) => !fits(one)).map(({ id }) => left('long_id', id)),
      ...integrations.filter(({ box }) => box.clientCertificates.length > 0).map(({ id }) => left('client_pins', id)),
      ...listenersLeft(file),
      ...file.destinations
        .filter(({ ca, clientCertificate }) => ca !== undefined || clientCertificate !== undefined)
        .map(({ host }) => left('destination', host)),
    ],
  };
}

function integrationOf({
  id,
  name,
  integrationId,
  box,
  cxone,
}: RelayConfigFile['integrations'][number]): IntegrationForm {
  const { issuer, apiBase, tenantId, clientId, accessKeyId } = cxone;
  return {
    ...emptyIntegration(id),
    name,
    integrationId,
    clientId: box.clientId,
    cxone: {
      issuer: issuer === usualIssuer ? '' : issuer,
      apiBase: apiBase ?? '',
      tenantId: tenantId ?? '',
      clientId,
      accessKeyId,
    },
  };
}

function channelOf(channel: RelayConfigFile['channels'][number]): ChannelForm {
  const { id, name, integration, cxoneChannelId, wechat, customerLanguage, agentLanguage } = channel;
  const { appId, originalId, mode, apiBase } = wechat;
  const carried = carriedOf(channel);
  return {
    ...emptyChannel(id, { integration, cxoneChannelId }),
    name,
    wechat: { appId, originalId, mode, apiBase: apiBase === usualApiBase ? '' : apiBase },
    // It is there: how it came to be, relay.json does not say.
    cxone: { channelId: cxoneChannelId, made: 'by_hand' },
    customerLanguage,
    agentLanguage,
    ...(carried !== undefined && { carried }),
  };
}

/** Files are named by their path on this computer. */
function listenersLeft({ listen }: RelayConfigFile): LeftOut[] {
  const { public: open, box, admin } = listen;
  const ca = box?.clientCertificate?.ca;
  const isElsewhere = admin.port !== 0 || admin.host !== '127.0.0.1';
  return [
    ...(open.tls !== undefined && 'certFile' in open.tls ? [left('listener_certificate', open.tls.certFile)] : []),
    ...(box?.tls !== undefined && 'certFile' in box.tls ? [left('listener_certificate', box.tls.certFile)] : []),
    ...(ca !== undefined && !(typeof ca === 'object' && 'desk' in ca) ? [left('client_authority', '')] : []),
    ...(isElsewhere ? [left('admin_listener', `${admin.host}:${admin.port}`)] : []),
  ];
}

export const left = (what: LeftOut['what'], of: string): LeftOut => ({ what, of: of.slice(0, 4_096) });
