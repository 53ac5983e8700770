import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import { createCxoneClient, type CxoneClient } from '#relay/connectors/cxone/cxone-client.ts';
import { createCxoneTarget } from '#relay/connectors/cxone/cxone-target.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { DeliveryTarget, PartJournal } from '#relay/ports/delivery-target.ts';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import { integrationSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { startFakeCxone, type FakeCxone } from './fake-cxone.ts';
import { RecordingLog } from './recording-intake.ts';
import { channelNamed, relayConfig, tulipCxoneId } from './relay-fixture.ts';

/** Our client and the channel tulip's target against a fake CXone, over real loopback sockets. */
export interface CxoneKit {
  readonly cxone: FakeCxone;
  readonly client: CxoneClient;
  readonly target: DeliveryTarget;
  readonly clock: HandClock;
  readonly log: RecordingLog;
  /** What the media source says of every message's files. */
  media: readonly MediaOutcome[];
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

/** For a target that sends in one piece. */
export const noParts: PartJournal = {
  begin: () => Promise.resolve(),
  end: () => Promise.resolve(),
  exchanged: () => undefined,
};

export const messagesPath = `/dfo/3.0/channels/${tulipCxoneId}/messages`;

export async function startCxoneKit(
  overrides: Partial<IntegrationConfig['cxone']> = {},
  agentLanguage: ChannelConfig['agentLanguage'] = 'en',
): Promise<CxoneKit> {
  const cxone = await startFakeCxone();
  const clock = new HandClock();
  const log = new RecordingLog();
  const [integration] = relayConfig.integrations;
  if (!integration) throw new Error('the fixture has no integration');
  const http = createOutboundHttp({ clock, allowPrivateTargets: true });
  const config = { ...integration.cxone, issuer: cxone.url, apiBase: cxone.url, ...overrides };
  const client = createCxoneClient({
    http,
    config,
    secrets: () => integrationSecretsOf({ cxone: config }),
    clock,
    log,
  });
  const kit: CxoneKit = {
    cxone,
    client,
    target: createCxoneTarget({
      client,
      channel: { ...channelNamed('tulip'), agentLanguage },
      media: { obtain: () => Promise.resolve(kit.media) },
      clock,
      log,
    }),
    media: [],
    clock,
    log,
    signal: new AbortController().signal,
    stop: () => cxone.stop(),
  };
  return kit;
}
