import { Server, type SecureContextOptions } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { OutsideListen } from '#shared/contract/relay-config.ts';
import type { TrialStep } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { PlaceEvent, PlaceMaterial } from '../../ports/certificate-places.ts';
import { checkUsable } from '../listener-material.ts';
import { reachableHost } from '../reachable-host.ts';
import { ConnectionWatch } from './connection-watch.ts';
import { TrialContexts } from './trial-contexts.ts';
import { tryListener, untried, type ListenerTrial } from './trial-of-listener.ts';

export interface ListenerPlaceDeps {
  readonly listen: OutsideListen;
  /** What it shows at first; null: a listener without TLS of its own. */
  readonly material: PlaceMaterial | null;
  readonly clock: Clock;
  /** How callers are asked for a certificate at this moment. */
  readonly asks: () => ListenerTrial['asks'];
  /** For the engine, beside certificate and key: what asking takes. */
  readonly askingOptions: () => SecureContextOptions;
  readonly known: () => readonly X509Certificate[];
  readonly isLooking: () => boolean;
}

/** One listener and the certificate it shows. */
export class ListenerPlace {
  readonly #deps: ListenerPlaceDeps;
  readonly #watch: ConnectionWatch;
  readonly trials = new TrialContexts();
  #material: PlaceMaterial | null;
  #server: Server | null = null;

  constructor(deps: ListenerPlaceDeps) {
    this.#deps = deps;
    this.#material = deps.material;
    this.#watch = new ConnectionWatch({ isTrial: this.trials.isTrial, isLooking: deps.isLooking });
  }

  get material(): PlaceMaterial | null {
    return this.#material;
  }

  get takesCertificates(): boolean {
    return this.#material !== null;
  }

  /** Where it listens; null: it does not yet. */
  get port(): number | null {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  /** Names outside callers check; empty while they are not known, or are a proxy's. */
  get hostNames(): readonly string[] {
    return hostNamesOf(this.#deps.listen);
  }

  /** To be called before the listener listens. */
  attach({ server }: Pick<FastifyInstance, 'server'>): void {
    if (this.#material === null || !(server instanceof Server)) return;
    this.#server = server;
    this.#watch.attach(server);
  }

  /** A call for something that is served came in over this connection. */
  readonly called = (socket: Socket): void => {
    this.#watch.called(socket);
  };

  /** Connections from here on are shown it; open ones go on. Throws CONFIG_CERTIFICATE_UNUSABLE, and then nothing changed. */
  use(material: PlaceMaterial): void {
    const server = this.#server;
    if (server === null) throw new RelayError('DESK_NO_TLS', 'this listener has no TLS of its own');
    checkUsable(material);
    if (isSame(material, this.#material)) return;
    server.setSecureContext(this.#optionsWith(material));
    this.#material = material;
    this.#watch.changed();
  }

  /** Who is asked how has changed; the certificate stays. */
  askAnew(): void {
    if (this.#material !== null) this.#server?.setSecureContext(this.#optionsWith(this.#material));
  }

  try(material: PlaceMaterial): Promise<readonly TrialStep[]> {
    const { port } = this;
    if (port === null) return Promise.resolve(untried());
    const { clock, asks, askingOptions, known, listen } = this.#deps;
    return tryListener({
      clock,
      trials: this.trials,
      host: reachableHost(listen.host),
      port,
      material,
      hostNames: this.hostNames,
      asks: asks(),
      options: { ...askingOptions(), minVersion: 'TLSv1.2' },
      known: known(),
    });
  }

  watch(listener: (event: PlaceEvent) => void): () => void {
    return this.#watch.watch(listener);
  }

  #optionsWith(material: PlaceMaterial): SecureContextOptions {
    return { ...material, ...this.#deps.askingOptions(), minVersion: 'TLSv1.2' };
  }
}

function isSame(one: PlaceMaterial, other: PlaceMaterial | null): boolean {
  return one.cert === other?.cert && one.key === other.key;
}

/** What the outside calls this listener, where its own certificate is what the outside sees. */
export function hostNamesOf({ publicUrl, trustedProxy, tls }: OutsideListen): readonly string[] {
  if (publicUrl === undefined || trustedProxy !== undefined || tls === undefined) return [];
  return [new URL(publicUrl).hostname.replace(/^\[|\]$/gu, '')];
}
