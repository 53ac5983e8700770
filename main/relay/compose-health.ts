import { networkInterfaces } from 'node:os';
import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelUnit } from './compose-channel.ts';
import type { RelayParts } from './compose.ts';
import type { CxoneClient } from './connectors/cxone/cxone-client.ts';
import { cxoneProbes } from './connectors/cxone/probes/cxone-probes.ts';
import { wechatProbes } from './connectors/wechat/probes/wechat-probes.ts';
import type { ClockOffset } from './core/clock-offset.ts';
import type { CredentialUse } from './ports/credential-use.ts';
import type { HostCheck } from './ports/host-check.ts';
import type { LegProbe } from './ports/leg-probe.ts';
import type { LiveSecrets } from './ports/live-secrets.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import { clockProbe } from './probes/clock-probe.ts';
import { hostProbe } from './probes/host-probe.ts';
import { NetworkWatch, type NetworkChange } from './probes/network-watch.ts';
import { ownCertificateProbe } from './probes/own-certificate-probe.ts';
import { passingProbes } from './probes/passing-probes.ts';
import { ProbeService } from './probes/probe-service.ts';
import type { TrafficWatch } from './probes/traffic-watch.ts';
import type { ChannelService } from './services/channel-service.ts';

/** The looks at the legs that need no message. */
export interface Probing {
  readonly probes: ProbeService;
  /** CXone's API host of an integration as it was last named at signing in. */
  cxoneBase(integration: IntegrationConfig): string | null;
  add(unit: ChannelUnit, cxoneClient: CxoneClient): void;
  start(): void;
  stop(): void;
}

export interface ProbingDeps {
  readonly channels: () => ChannelService;
  readonly secrets: LiveSecrets;
  readonly uses: Pick<CredentialUse, 'ownEcho'>;
  readonly traffic: TrafficWatch;
  readonly http: OutboundHttp;
  readonly hostCheck: HostCheck;
  readonly clockOffset: ClockOffset;
  /** The certificate the public listener shows, PEM; null without one of its own. */
  readonly certificate: () => string | null;
  readonly callbackUrl: (channelId: ChannelId) => string | null;
  readonly boxUrl: () => string | null;
  readonly onNetwork: (change: NetworkChange) => void;
  /** Whether the channel does not exist in CXone yet: then nothing is asked there for it. */
  readonly awaitsCxone: (channelId: ChannelId) => boolean;
}

export function composeProbing({ clock, chance, log }: RelayParts, deps: ProbingDeps): Probing {
  const { traffic, hostCheck: check } = deps;
  const cxoneBases = new Map<string, string>();
  const network = new NetworkWatch({ interfaces: networkInterfaces, clock, log, onChange: deps.onNetwork });
  const networkUp = (): boolean => network.isUp();
  const probes = new ProbeService({
    clock,
    chance,
    log,
    reporter: {
      proof: (...told) => {
        deps.channels().probeReporter.proof(...told);
      },
      fault: (...told) => {
        deps.channels().probeReporter.fault(...told);
      },
      warning: (...told) => {
        deps.channels().probeReporter.warning(...told);
      },
      warningOver: (...told) => {
        deps.channels().probeReporter.warningOver(...told);
      },
    },
  });
  const cxoneBase = ({ id, cxone }: IntegrationConfig): string | null => cxone.apiBase ?? cxoneBases.get(id) ?? null;

  const probesOf = (unit: ChannelUnit, cxoneClient: CxoneClient): readonly LegProbe[] => {
    const channel: ChannelConfig = unit.config;
    const { integration } = unit;
    const callbackUrl = (): string | null => deps.callbackUrl(channel.id);
    const hosts = (): readonly string[] => [
      integration.cxone.issuer,
      ...[cxoneBase(integration)].filter((base) => base !== null),
    ];
    const cxoneSide = (): readonly LegProbe[] => [
      hostProbe({ name: 'cxone_host', addresses: hosts, check, networkUp }),
      ...cxoneProbes({
        client: cxoneClient,
        cxoneChannelId: channel.cxoneChannelId,
        onApiBase: (base) => {
          cxoneBases.set(integration.id, base);
        },
      }),
    ];
    return [
      hostProbe({ name: 'wechat_host', addresses: () => [channel.wechat.apiBase], check, networkUp }),
      ...wechatProbes({
        channel,
        secrets: deps.secrets,
        client: unit.client,
        tokens: unit.tokens,
        http: deps.http,
        clock,
        clockOffsetMs: () => deps.clockOffset.offsetMs(),
        callbackUrl,
        expectEcho: (echo) => {
          const ends = [traffic.expectEcho(echo), deps.uses.ownEcho(echo)];
          return () => {
            for (const end of ends) end();
          };
        },
        onQuotaUsed: (used) => {
          traffic.quotaSeen(channel.id, used);
        },
      }),
      ownCertificateProbe({ pem: deps.certificate, clock }),
      clockProbe({ offsetMs: () => deps.clockOffset.knownOffsetMs() }),
      ...passingProbes({
        traffic: () => traffic.of(channel.id),
        proofOf: (leg) => deps.channels().snapshot(channel.id)?.legs[leg]?.proof ?? null,
        callbackUrl,
        boxUrl: deps.boxUrl,
        clock,
      }),
      ...(deps.awaitsCxone(channel.id) ? [] : cxoneSide()),
    ];
  };

  return {
    probes,
    cxoneBase,
    add: (unit, cxoneClient) => {
      traffic.add(unit.config.id);
      probes.add(unit.config.id, probesOf(unit, cxoneClient));
    },
    start: () => {
      probes.start();
      network.start();
    },
    stop: () => {
      network.stop();
      probes.stop();
    },
  };
}
