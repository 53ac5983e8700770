import type { SecureContextOptions } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { OutsideListen, RelayConfig } from '#shared/contract/relay-config.ts';
import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { ClientGate, clientTrust } from './http/client-gate.ts';
import { authoritiesIn, checkUsable, readTlsMaterial } from './http/listener-material.ts';
import type { DestinationTls } from './http/outbound/connection-pool.ts';
import type { HostResolver } from './http/outbound/guarded-lookup.ts';
import { DestinationBook } from './http/places/destination-book.ts';
import { hostNamesOf, ListenerPlace } from './http/places/listener-place.ts';
import { ListenerPlaces } from './http/places/listener-places.ts';
import { makePlaceholder } from './http/places/placeholder.ts';
import type { ListenerTrial } from './http/places/trial-of-listener.ts';
import { createPublicServer, localUrl, type PublicServerOptions } from './http/public-server.ts';
import type { CertificatePlaces, ExtraTrust, PlaceMaterial } from './ports/certificate-places.ts';

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
  /** Every certificate that is shown, for the desk. */
  readonly places: CertificatePlaces;
  /**
   * Reads the certificate files again, but for places the desk decides, and takes over authorities and pins of `config`. All
   * or nothing: throws CONFIG_CERTIFICATE_UNUSABLE, or CONFIG_INVALID when more than these changed, and what is in use stays
   * in use. Returns what counts from here on.
   */
  readonly replaceCertificates: (config: RelayConfig) => RelayConfig;
}

export type DeskMaterial = (id: PlaceId) => PlaceMaterial | null;

export interface ListenersDeps extends Pick<PublicServerOptions, 'onAnswered' | 'onUnknownPath' | 'onRefusedHost'> {
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** What the desk holds for a place in use at this moment; null: the file counts. Asked at the start and at each re-reading. */
  readonly deskMaterial: DeskMaterial;
  /** Whom the desk trusts besides relay.json, at the start. */
  readonly extraTrust: ExtraTrust;
  /** What the outgoing calls go by. */
  readonly destinations: DestinationBook;
  /** For listeners that take their certificate from the desk: see `makePlaceholders`. */
  readonly placeholders: ReadonlyMap<PlaceId, PlaceMaterial>;
  /** The relay looks whether it can be reached, over calls of its own. */
  readonly isLooking: () => boolean;
  /** How the hosts of trials are resolved; the system's way when left out. */
  readonly resolve?: HostResolver;
  /** CXone, or somebody with a certificate of the same authority, was turned away. */
  readonly onRefusedCertificate: (reason: string, fingerprint: string | null) => void;
  /** A connection with the certificate of these client ids began. */
  readonly onAcceptedCertificate: (clientIds: ReadonlySet<string>) => void;
}

/** Makes the listeners; they listen when they are told to. Throws CONFIG_CERTIFICATE_UNUSABLE. */
export function composeListeners(deps: ListenersDeps): Listeners {
  const { clock, log, resolve, isLooking, deskMaterial, placeholders, destinations } = deps;
  const { onRefusedCertificate: onRefused, onAcceptedCertificate: onAccepted } = deps;
  const { onAnswered, onUnknownPath, onRefusedHost } = deps;
  const told = { onAnswered, onRefusedHost, ...(onUnknownPath !== undefined && { onUnknownPath }) };
  let config = deps.config;
  let extra = readableTrust(deps.extraTrust, log);
  const { public: openListen, box: boxListen } = config.listen;
  const firstMaterial = (id: PlaceId, { tls }: OutsideListen): PlaceMaterial | null => {
    if (tls === undefined) return null;
    const ofDesk = usable(deskMaterial(id), (code) => {
      log.error('certificates.desk_unusable', { place: id, code });
    });
    if (ofDesk !== null) return ofDesk;
    if ('certFile' in tls) return readTlsMaterial(tls, fieldOf(id));
    const placeholder = placeholders.get(id);
    if (placeholder === undefined) {
      throw new RelayError('CONFIG_CERTIFICATE_UNUSABLE', `${fieldOf(id)}: the desk holds none`, {
        value: fieldOf(id),
      });
    }
    log.warn('certificates.placeholder', { place: id });
    return placeholder;
  };
  const openMaterial = firstMaterial('open', openListen);
  const boxMaterial = boxListen === undefined ? null : firstMaterial('box', boxListen);

  const openPlace = new ListenerPlace({
    listen: openListen,
    material: openMaterial,
    clock,
    asks: () => null,
    askingOptions: () => ({}),
    known: () => knownAuthorities(clientTrust(config, extra).authorities),
    isLooking,
  });
  const open = createPublicServer({
    ...told,
    log,
    listen: openListen,
    material: openMaterial,
    chooseContext: openPlace.trials.choose,
    onCall: openPlace.called,
  });
  openPlace.attach(open);

  const boxPlace: ListenerPlace | null =
    boxListen === undefined
      ? null
      : new ListenerPlace({
          listen: boxListen,
          material: boxMaterial,
          clock,
          asks: (): ListenerTrial['asks'] => gate?.asks ?? null,
          askingOptions: (): SecureContextOptions => gate?.tlsOptions ?? {},
          known: () => knownAuthorities(clientTrust(config, extra).authorities),
          isLooking,
        });
  const gate: ClientGate | null =
    boxListen?.clientCertificate === undefined
      ? null
      : new ClientGate({
          listen: boxListen,
          trust: clientTrust(config, extra),
          clock,
          log,
          onRefused,
          onAccepted,
          ...(boxPlace !== null && { isTrial: boxPlace.trials.isTrial }),
        });
  const box =
    boxListen === undefined || boxPlace === null
      ? open
      : createPublicServer({
          ...told,
          log,
          listen: boxListen,
          material: boxMaterial,
          chooseContext: boxPlace.trials.choose,
          onCall: boxPlace.called,
          ...(gate !== null && { clientTls: gate.tlsOptions }),
        });
  gate?.attach(box);
  boxPlace?.attach(box);
  if (gate?.isRequired === true && gate.authorities.length === 0)
    log.warn('certificates.no_authority', { place: 'box' });

  const applyTrust = (): void => {
    gate?.trust(clientTrust(config, extra));
    boxPlace?.askAnew();
  };
  const publicUrl = (): string => withoutSlash(openListen.publicUrl ?? localUrl(open, openListen));
  return {
    open,
    box,
    gate,
    certificate: () => openPlace.material?.cert ?? null,
    publicUrl,
    boxUrl: () =>
      boxListen === undefined ? publicUrl() : withoutSlash(boxListen.publicUrl ?? localUrl(box, boxListen)),
    places: new ListenerPlaces({
      config: () => config,
      clock,
      open: openPlace,
      box: boxPlace,
      destinations,
      gate,
      placeholders,
      trust: (next) => {
        const wrong = next.authorities.find((pem) => authoritiesIn(pem) === null);
        if (wrong !== undefined) throw new RelayError('CONFIG_NO_AUTHORITY', 'not the certificate of an authority');
        extra = next;
        applyTrust();
      },
      resolve,
    }),
    replaceCertificates: (next) => {
      if (shapeOf(next) !== shapeOf(config)) {
        const problem = 'listen: only certificates, authorities and their names change while the relay runs';
        throw new RelayError('CONFIG_INVALID', `${problem}: start it again`, { value: 'listen' });
      }
      const openFile = deskMaterial('open') === null ? fileMaterial('open', next.listen.public) : null;
      const boxFile = deskMaterial('box') === null ? fileMaterial('box', next.listen.box) : null;
      config = takenOver(config, next);
      if (openFile !== null) openPlace.use(openFile);
      if (boxFile !== null) boxPlace?.use(boxFile);
      applyTrust();
      return config;
    },
  };
}

/** One for each listener that takes its certificate from the desk while the desk has none for it. */
export async function makePlaceholders(
  { listen }: RelayConfig,
  deskMaterial: DeskMaterial,
  now: number,
): Promise<ReadonlyMap<PlaceId, PlaceMaterial>> {
  const made = new Map<PlaceId, PlaceMaterial>();
  for (const [id, one] of [['open', listen.public] as const, ['box', listen.box] as const]) {
    if (one === undefined || kindOf(one.tls) !== 'desk' || usable(deskMaterial(id)) !== null) continue;
    made.set(id, await makePlaceholder(hostNamesOf(one), now));
  }
  return made;
}

/** Whether relay.json names files for a place, and a listener or caller could show what they hold. */
export function hasUsableFiles({ listen, destinations }: RelayConfig, id: PlaceId): boolean {
  const host = id.slice('destination:'.length);
  const { tls } = listen[id === 'open' ? 'public' : 'box'] ?? {};
  const ofListener = tls !== undefined && 'certFile' in tls ? tls : undefined;
  const isListener = id === 'open' || id === 'box';
  const files = isListener ? ofListener : destinations.find((one) => one.host === host)?.clientCertificate;
  if (files === undefined) return false;
  try {
    readTlsMaterial(files, id);
    return true;
  } catch {
    return false;
  }
}

/** What each host that needs something of its own gets. Throws CONFIG_CERTIFICATE_UNUSABLE. */
export function destinationsOf(config: RelayConfig, deskMaterial: DeskMaterial): DestinationBook {
  return new DestinationBook(
    new Map(
      config.destinations.map(({ host, ca, clientCertificate }, index): [string, DestinationTls] => {
        const ofFile = (): PlaceMaterial | null =>
          clientCertificate === undefined
            ? null
            : readTlsMaterial(clientCertificate, `destinations.${index}.clientCertificate`);
        const shown = usable(deskMaterial(`destination:${host}`)) ?? ofFile();
        return [host, { ...(ca !== undefined && { ca }), ...shown }];
      }),
    ),
  );
}

/** A certificate of the desk that the engine cannot load must not keep the relay from starting. */
function usable(material: PlaceMaterial | null, onUnusable?: (code: string) => void): PlaceMaterial | null {
  if (material === null) return null;
  try {
    checkUsable(material);
    return material;
  } catch (thrown) {
    onUnusable?.(toRelayError(thrown).code);
    return null;
  }
}

/** An authority that cannot be read must not keep the relay from starting; nobody is let in by it. */
function readableTrust({ authorities, clients }: ExtraTrust, log: Logger): ExtraTrust {
  const readable = authorities.filter((pem) => authoritiesIn(pem) !== null);
  if (readable.length < authorities.length) log.error('certificates.authority_unreadable');
  return { authorities: readable, clients };
}

/**
 * What a running relay takes over of a file that was read again. Its callers sign in by the client ids of its start, and an
 * integration that is missing now, for want of a secret that could not be read, must not be locked out by that.
 */
function takenOver(config: RelayConfig, next: RelayConfig): RelayConfig {
  return {
    ...config,
    listen: next.listen,
    destinations: config.destinations.map((one) => next.destinations.find(({ host }) => host === one.host) ?? one),
    integrations: config.integrations.map((one) => {
      const { clientCertificates } = next.integrations.find(({ id }) => id === one.id)?.box ?? one.box;
      return { ...one, box: { ...one.box, clientCertificates } };
    }),
  };
}

const fieldOf = (id: PlaceId): string => (id === 'open' ? 'listen.public.tls' : 'listen.box.tls');

function fileMaterial(id: PlaceId, listen: OutsideListen | undefined): PlaceMaterial | null {
  const { tls } = listen ?? {};
  return tls !== undefined && 'certFile' in tls ? readTlsMaterial(tls, fieldOf(id)) : null;
}

const knownAuthorities = (pems: readonly string[]) => pems.flatMap((pem) => authoritiesIn(pem) ?? []);

/** What a running listener cannot change: where it listens, and whether and how it asks for certificates. */
function shapeOf({ listen }: RelayConfig): string {
  const asks = listen.box?.clientCertificate;
  const shapes = [listen.public, listen.box].map((one) => [
    ...[one?.host ?? null, one?.port ?? null, kindOf(one?.tls), one?.trustedProxy ?? null],
  ]);
  return JSON.stringify([shapes, asks?.mode ?? null, asks?.header ?? null]);
}

function kindOf(tls: OutsideListen['tls']): 'none' | 'files' | 'desk' {
  if (tls === undefined) return 'none';
  return 'certFile' in tls ? 'files' : 'desk';
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/u, '');
}
