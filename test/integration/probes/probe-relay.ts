import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '#main/node/system-clock.ts';
import { createCxoneClient } from '#relay/connectors/cxone/cxone-client.ts';
import { boxClientsOf } from '#relay/connectors/cxone/box-client.ts';
import { registerBoxRoutes } from '#relay/connectors/cxone/cxone-box-routes.ts';
import { cxoneProbes } from '#relay/connectors/cxone/probes/cxone-probes.ts';
import { wechatProbes } from '#relay/connectors/wechat/probes/wechat-probes.ts';
import { createWeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { registerWeChatWebhook } from '#relay/connectors/wechat/wechat-webhook.ts';
import { createHostCheck } from '#relay/http/outbound/host-check.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { createPublicServer } from '#relay/http/public-server.ts';
import { clockProbe } from '#relay/probes/clock-probe.ts';
import { hostProbe } from '#relay/probes/host-probe.ts';
import { ownCertificateProbe } from '#relay/probes/own-certificate-probe.ts';
import { passingProbes } from '#relay/probes/passing-probes.ts';
import { ProbeService } from '#relay/probes/probe-service.ts';
import { TrafficWatch } from '#relay/probes/traffic-watch.ts';
import { startCxoneSimulator, type CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startWeChatSimulator, type WeChatSimulator } from '#sandbox/wechat/simulator.ts';
import { RelayConfig, type ChannelConfig, type IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ProbeName, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { boxSecretsOf, fixedSecrets } from '#test/fakes/fixed-secrets.ts';
import { RecordingIntake as BoxIntake } from '#test/integration/cxone/recording-intake.ts';
import { RecordingIntake } from '#test/integration/wechat/callback-server.ts';
import { MemoryOfToken } from '#test/integration/wechat/outbound-kit.ts';
import { RecordingProbeReporter } from '#test/unit/relay/probes/probe-kit.ts';

export class RecordingLegs extends RecordingProbeReporter {
  refused: ErrorCode[] = [];

  refusedRequest(_channelId: string | null, code: ErrorCode): void {
    this.refused.push(code);
  }
}

/** Both simulators, our listener with callback and Box routes, and every probe of one channel, as the relay joins them. */
export interface ProbeRelay {
  readonly wechat: WeChatSimulator;
  readonly cxone: CxoneSimulator;
  readonly app: FastifyInstance;
  readonly service: ProbeService;
  readonly traffic: TrafficWatch;
  readonly tokens: TokenSource;
  readonly legs: RecordingLegs;
  readonly intake: RecordingIntake;
  readonly channel: ChannelConfig;
  readonly id: ChannelId;
  readonly openId: OpenId;
  /** What CXone signs in to us with. */
  readonly box: { readonly clientId: string; readonly clientSecret: string };
  /** Changes what the probes are told of their surroundings. */
  readonly world: { publicUrl: string; clockOffsetMs: number | null; networkUp: boolean; certificate: string | null };
  /** Runs everything and returns one result. */
  probe(name: ProbeName): Promise<ProbeResult>;
  result(name: ProbeName): ProbeResult;
  stop(): Promise<void>;
}

const never = new AbortController().signal;

export async function startProbeRelay(options: { readonly clock?: Clock } = {}): Promise<ProbeRelay> {
  const clock = options.clock ?? systemClock;
  const identities = drawIdentities(createRandom('probes'));
  const { integration: drawn } = identities;
  const [account] = identities.accounts;
  const [point] = identities.channels;
  if (account === undefined || point === undefined) throw new Error('no account');
  const wechat = await startWeChatSimulator({ accounts: [account], random: createRandom('wechat') });
  const cxone = await startCxoneSimulator({
    tenant: identities.tenant,
    integrations: [drawn],
    channels: [point],
    random: createRandom('cxone'),
  });
  const config = RelayConfig.parse({
    storeKey: 'x',
    allowPrivateTargets: true,
    integrations: [
      {
        id: 'demo',
        name: 'Demo',
        integrationId: drawn.integrationId,
        box: drawn.box,
        cxone: {
          issuer: cxone.url,
          clientId: drawn.clientId,
          clientSecret: drawn.clientSecret,
          accessKeyId: drawn.accessKeyId,
          accessKeySecret: drawn.accessKeySecret,
        },
      },
    ],
    channels: [
      {
        id: account.key,
        name: account.name,
        integration: 'demo',
        cxoneChannelId: point.id,
        wechat: {
          appId: account.appId,
          originalId: account.originalId,
          appSecret: account.appSecret,
          token: account.token,
          encodingAesKey: account.encodingAesKey,
          mode: account.mode,
          apiBase: wechat.url,
        },
      },
    ],
  });
  const [channel, integration] = [config.channels[0], config.integrations[0]] as [ChannelConfig, IntegrationConfig];
  const { id } = channel;

  const secrets = fixedSecrets(config);
  const legs = new RecordingLegs();
  const traffic = new TrafficWatch({ legs, clock });
  traffic.add(id);
  const intake = new RecordingIntake();
  const app = createPublicServer({
    material: null,
    listen: config.listen.public,
    log: silentLogger,
    onAnswered: () => undefined,
    onRefusedHost: () => undefined,
  });
  traffic.attach(app);
  const world: ProbeRelay['world'] = { publicUrl: '', clockOffsetMs: 0, networkUp: true, certificate: null };
  const callbackUrl = (): string => `${world.publicUrl}/wechat/${id}`;
  const boxUrl = (): string => `${world.publicUrl}/integration/box`;
  registerWeChatWebhook(app, {
    channels: config.channels,
    secrets,
    intake: traffic.watchIntake(intake),
    legs: traffic.legs,
    clock,
    clockOffsetMs: () => 0,
    log: silentLogger,
  });
  registerBoxRoutes(app, {
    clients: boxClientsOf(config),
    secrets: boxSecretsOf(config),
    intake: new BoxIntake(),
    legs: traffic.legs,
    clock,
    log: silentLogger,
    keyMaterial: randomBytes(32),
    publicUrl: () => world.publicUrl,
  });
  world.publicUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  wechat.setCallbackUrl(account.key, callbackUrl());
  cxone.setBoxUrl(`${boxUrl()}/`);
  const openId = OpenId.parse('oSimulatedCustomer00000000001');
  wechat.customers.follow(account.key, { nickname: 'Li', openid: openId });

  const guards = { clock: systemClock, allowPrivateTargets: true };
  const http = createOutboundHttp(guards);
  const check = createHostCheck(guards);
  const client = createWeChatClient({ http, apiBase: channel.wechat.apiBase, clock });
  const tokens = new TokenSource({
    client,
    appId: account.appId,
    secret: () => account.appSecret,
    memory: new MemoryOfToken(),
    clock,
    chance: () => 0,
    log: silentLogger,
  });
  const cxoneClient = createCxoneClient({
    http,
    config: integration.cxone,
    secrets: () => secrets.integration(integration),
    clock,
    log: silentLogger,
  });
  let cxoneApi: string | null = null;
  const networkUp = (): boolean => world.networkUp;
  const service = new ProbeService({ clock, chance: Math.random, log: silentLogger, reporter: legs });
  service.add(id, [
    hostProbe({ name: 'wechat_host', addresses: () => [channel.wechat.apiBase], check, networkUp }),
    ...wechatProbes({
      channel,
      secrets,
      client,
      tokens,
      http,
      clock,
      clockOffsetMs: () => 0,
      callbackUrl,
      expectEcho: (echo) => traffic.expectEcho(echo),
      onQuotaUsed: (used) => {
        traffic.quotaSeen(id, used);
      },
    }),
    {
      ...ownCertificateProbe({ pem: () => null, clock }),
      run: (signal) => ownCertificateProbe({ pem: () => world.certificate, clock }).run(signal),
    },
    clockProbe({ offsetMs: () => world.clockOffsetMs }),
    ...passingProbes({ traffic: () => traffic.of(id), proofOf: () => null, callbackUrl, boxUrl, clock }),
    hostProbe({
      name: 'cxone_host',
      addresses: () => (cxoneApi === null ? [integration.cxone.issuer] : [integration.cxone.issuer, cxoneApi]),
      check,
      networkUp,
    }),
    ...cxoneProbes({
      client: cxoneClient,
      cxoneChannelId: channel.cxoneChannelId,
      onApiBase: (apiBase) => {
        cxoneApi = apiBase;
      },
    }),
  ]);
  const result = (name: ProbeName): ProbeResult => {
    const found = service.results(id).find((one) => one.name === name);
    if (found === undefined) throw new Error(`no probe ${name}`);
    return found;
  };
  return {
    wechat,
    cxone,
    app,
    service,
    traffic,
    tokens,
    legs,
    intake,
    channel,
    id,
    openId,
    box: drawn.box,
    world,
    probe: async (name) => {
      await service.runAll(id, never);
      return result(name);
    },
    result,
    stop: async () => {
      service.stop();
      await Promise.all([app.close(), wechat.stop(), cxone.stop()]);
    },
  };
}
