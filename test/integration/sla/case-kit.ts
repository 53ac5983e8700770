import { RelayConfig } from '#shared/contract/relay-config.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { createCaseSource } from '#relay/connectors/cxone/cxone-cases.ts';
import { createCxoneClient } from '#relay/connectors/cxone/cxone-client.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { CaseSource, SeenAuthor, SeenCase } from '#relay/ports/case-source.ts';
import type { CaseObservation } from '#relay/sla/case-observation.ts';
import { CasePoller } from '#relay/sla/case-poller.ts';
import { CaseRation } from '#relay/sla/case-poller-ration.ts';
import { startCxoneSimulator, type CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { integrationSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';

/** The tenant tells the same time as the relay. */
export function sandboxClockOver(clock: HandClock): SandboxClock {
  const after: SandboxClock['after'] = (delayMs, run) => clock.after(delayMs, run);
  return {
    now: () => clock.now(),
    stampNow: () => clock.now(),
    after,
    transportAfter: after,
    advance: (deltaMs) => {
      clock.wind(deltaMs);
    },
    setSkew: () => undefined,
    skewMs: () => 0,
    stop: () => undefined,
  };
}

/** The poller of one integration of the fixture, against a simulated tenant over loopback. */
export interface CaseKit {
  readonly clock: HandClock;
  readonly cxone: CxoneSimulator;
  readonly source: CaseSource;
  readonly poller: CasePoller;
  readonly observed: CaseObservation[];
  readonly impossible: ErrorCode[];
  readonly authors: Map<string, SeenAuthor>;
  readonly requests: string[];
  wanted: { caseIds: string[]; messageIds: string[]; hasOpen: boolean };
  /** Winds the clock to the next round and waits until it has ended. */
  round(waitMs?: number): Promise<CaseObservation | undefined>;
  /** A customer of the fixture's channel writes; the number of the case. */
  write(customer: string, id?: string): Promise<string>;
  seen(caseId: string): SeenCase | undefined;
  stop(): Promise<void>;
}

export async function startCaseKit(
  integrationName: 'demo' | 'other' = 'demo',
  clock = new HandClock(),
): Promise<CaseKit> {
  const integration = relayConfig.integrations.find(({ id }) => id === integrationName);
  const channels = relayConfig.channels.filter(({ integration: home }) => home === integrationName);
  if (!integration) throw new Error('no such integration in the fixture');
  const cxone = await startCxoneSimulator({
    tenant: {
      tenantId: `tenant-${integrationName}`,
      brandId: 1000,
      friendlyName: 'Demo Brand',
      timezone: 'Europe/Amsterdam',
      businessUnitId: 4_600_001,
      area: 'eu1',
    },
    integrations: [
      {
        ...integration.cxone,
        key: integrationName,
        name: integrationName,
        integrationId: integration.integrationId,
        box: integration.box,
        replyVersion: '2.0',
      },
    ],
    channels: channels.map(({ id, cxoneChannelId, name, wechat }) => ({
      key: id,
      id: cxoneChannelId,
      idOnExternalPlatform: wechat.originalId,
      name,
      integration: integrationName,
    })),
    clock: sandboxClockOver(clock),
    random: createRandom(integrationName),
  });
  const [config] = RelayConfig.parse({
    ...relayConfig,
    integrations: [{ ...integration, cxone: { ...integration.cxone, issuer: cxone.url } }],
    channels,
  }).integrations;
  if (!config) throw new Error('no integration');
  const requests: string[] = [];
  const http = createOutboundHttp({ clock, allowPrivateTargets: true });
  const send = http.request.bind(http);
  http.request = ((request: Parameters<typeof send>[0]) => {
    requests.push(`${request.method ?? ''} ${new URL(request.url ?? '').pathname}`);
    return send(request);
  }) as typeof http.request;
  const client = createCxoneClient({
    http,
    config: config.cxone,
    secrets: () => integrationSecretsOf(config),
    clock,
    log: silentLogger,
  });
  const source = createCaseSource({ client, clock });
  const observed: CaseObservation[] = [];
  const impossible: ErrorCode[] = [];
  const authors = new Map<string, SeenAuthor>();
  let rounds = 0;
  const kit: CaseKit = {
    clock,
    cxone,
    source,
    observed,
    impossible,
    authors,
    requests,
    wanted: { caseIds: [], messageIds: [], hasOpen: false },
    poller: new CasePoller({
      integrationId: IntegrationId.parse(integrationName),
      channels,
      source,
      reports: {
        observed: (observation) => {
          observed.push(observation);
          rounds += 1;
        },
        impossible: (_integration, code) => {
          impossible.push(code);
          rounds += 1;
        },
        authors: (told) => {
          for (const [id, author] of told.authors) authors.set(id, author);
        },
        wanted: () => kit.wanted,
      },
      ration: new CaseRation(),
      clock,
      chance: () => 0.5,
      log: silentLogger,
    }),
    round: async (waitMs = 15_000) => {
      const before = rounds;
      clock.wind(waitMs);
      await waitUntil(() => rounds > before);
      // What follows the report of a round: the authors.
      await new Promise((resolve) => setTimeout(resolve, 30));
      return observed.at(-1);
    },
    write: async (customer, id = `wxin-${customer}`) => {
      const answer = await client.createMessage(
        channels[0]?.cxoneChannelId ?? '',
        {
          idOnExternalPlatform: id,
          direction: 'inbound',
          createdAtWithMilliseconds: new Date(clock.now()).toISOString(),
          thread: { idOnExternalPlatform: `gh:${customer}`, threadName: customer },
          messageContent: { type: 'TEXT', payload: { text: 'hello' }, fallbackText: 'hello' },
          authorEndUserIdentity: { idOnExternalPlatform: customer, nickname: customer },
          recipients: [],
        },
        new AbortController().signal,
      );
      if (!answer.ok || answer.value.caseId === null) throw new Error('not created');
      return answer.value.caseId;
    },
    seen: (caseId) => observed.at(-1)?.open.find((one) => one.caseId === caseId),
    stop: async () => {
      await kit.poller.stop();
      await cxone.stop();
    },
  };
  return kit;
}
