import { Server } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { ClientGate, pinnedClients } from './http/client-gate.ts';
import { readTlsMaterial, type TlsMaterial } from './http/listener-material.ts';
import { createPublicServer, localUrl, type PublicServerOptions } from './http/public-server.ts';
import type { DestinationTls } from './http/outbound/connection-pool.ts';

/** The listeners the outside reaches. */
export interface Listeners {
  /** WeChat's pushes, the action pages, and CXone's calls where they have no listener of their own. */
  readonly open: FastifyInstance;
  /** CXone's calls. The same as `open` without a listener of their own. */
  readonly box: FastifyInstance;
  /** Asks CXone's calls for a certificate; null when that is not configured. */
  readonly gate: ClientGate | null;
  /** The certificate the open listener shows, PEM; null without one of its own. */
  readonly certificate: () => string | null;
  /** Addresses the outside uses, without a trailing slash. */
  readonly publicUrl: () => string;
  readonly boxUrl: () => string;
  /**
   * Reads the certificate files again and takes over authorities and pins of `config`. All or nothing: throws
   * CONFIG_CERTIFICATE_UNUSABLE, or CONFIG_INVALID when more than these changed, and what is in use stays in use.
   */
  readonly replaceCertificates: (config: RelayConfig) => void;
}

export interface ListenersDeps extends Pick<PublicServerOptions, 'onAnswered' | 'onUnknownPath' | 'onRefusedHost'> {
  readonly config: RelayConfig;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /** CXone, or somebody with a certificate of the same authority, was turned away. */
  readonly onRefusedCertificate: (reason: string, fingerprint: string | null) => void;
  /** A connection with the certificate of these client ids began. */
  readonly onAcceptedCertificate: (clientIds: ReadonlySet<string>) => void;
}

/** Makes the listeners; they listen when they are told to. Throws CONFIG_CERTIFICATE_UNUSABLE. */
export function composeListeners(deps: ListenersDeps): Listeners {
  const { config, clock, log, onRefusedCertificate: onRefused, onAcceptedCertificate: onAccepted, ...told } = deps;
  let materials = readMaterials(config);
  const { public: openListen, box: boxListen } = config.listen;
  const open = createPublicServer({ ...told, log, listen: openListen, material: materials.open });
  const gate =
    boxListen?.clientCertificate === undefined
      ? null
      : new ClientGate({ listen: boxListen, clients: pinnedClients(config), clock, log, onRefused, onAccepted });
  const box =
    boxListen === undefined
      ? open
      : createPublicServer({
          ...told,
          log,
          listen: boxListen,
          material: materials.box,
          ...(gate !== null && { clientTls: gate.tlsOptions }),
        });
  gate?.attach(box);
  const publicUrl = (): string => withoutSlash(openListen.publicUrl ?? localUrl(open, openListen));
  return {
    open,
    box,
    gate,
    certificate: () => materials.open?.cert ?? null,
    publicUrl,
    boxUrl: () =>
      boxListen === undefined ? publicUrl() : withoutSlash(boxListen.publicUrl ?? localUrl(box, boxListen)),
    replaceCertificates: (next) => {
      if (shapeOf(next) !== shapeOf(config)) {
        const problem = 'listen: only certificates, authorities and their names change while the relay runs';
        throw new RelayError('CONFIG_INVALID', `${problem}: start it again`, { value: 'listen' });
      }
      materials = readMaterials(next);
      if (materials.open !== null) replaceOwn(open, materials.open);
      if (materials.box === null || next.listen.box === undefined) return;
      if (gate === null) replaceOwn(box, materials.box);
      else gate.replace(next.listen.box, pinnedClients(next), materials.box);
    },
  };
}

/** What each host that needs something of its own gets. Throws CONFIG_CERTIFICATE_UNUSABLE. */
export function destinationsOf(config: RelayConfig): ReadonlyMap<string, DestinationTls> {
  return new Map(
    config.destinations.map(({ host, ca, clientCertificate }, index) => [
      host,
      {
        ...(ca !== undefined && { ca }),
        ...(clientCertificate !== undefined &&
          readTlsMaterial(clientCertificate, `destinations.${index}.clientCertificate`)),
      },
    ]),
  );
}

function readMaterials({ listen }: RelayConfig): {
  readonly open: TlsMaterial | null;
  readonly box: TlsMaterial | null;
} {
  return {
    open: listen.public.tls === undefined ? null : readTlsMaterial(listen.public.tls, 'listen.public.tls'),
    box: listen.box?.tls === undefined ? null : readTlsMaterial(listen.box.tls, 'listen.box.tls'),
  };
}

/** What a running listener cannot change: where it listens, and whether and how it asks for certificates. */
function shapeOf({ listen }: RelayConfig): string {
  const asks = listen.box?.clientCertificate;
  const shapes = [listen.public, listen.box].map((one) => [
    ...[one?.host ?? null, one?.port ?? null, one?.tls !== undefined, one?.trustedProxy ?? null],
  ]);
  return JSON.stringify([shapes, asks?.mode ?? null, asks?.header ?? null]);
}

/** New connections get the new certificate; open ones go on. */
function replaceOwn(app: FastifyInstance, material: TlsMaterial): void {
  if (app.server instanceof Server) app.server.setSecureContext({ ...material, minVersion: 'TLSv1.2' });
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/u, '');
}
