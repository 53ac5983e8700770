import type { RelayConfig, TlsFiles } from '#shared/contract/relay-config.ts';
import type { PlaceId, TrialStep } from '#shared/domain/certificate-desk.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type {
  CertificatePlaceFacts,
  CertificatePlaces,
  ExtraTrust,
  PlaceEvent,
  PlaceMaterial,
} from '../../ports/certificate-places.ts';
import type { ClientGate } from '../client-gate.ts';
import { checkUsable } from '../listener-material.ts';
import type { HostResolver } from '../outbound/guarded-lookup.ts';
import { withMaterial, type DestinationBook } from './destination-book.ts';
import type { ListenerPlace } from './listener-place.ts';
import { TlsFileReader } from './tls-file-reader.ts';
import { tryDestination } from './trial-of-destination.ts';
import { originsOf, whatItServes } from './what-it-serves.ts';

export interface ListenerPlacesDeps {
  readonly config: () => RelayConfig;
  readonly clock: Clock;
  readonly open: ListenerPlace;
  readonly box: ListenerPlace | null;
  readonly destinations: DestinationBook;
  readonly gate: ClientGate | null;
  /** Self-made certificates of listeners that wait for one of the desk, by place. */
  readonly placeholders: ReadonlyMap<PlaceId, PlaceMaterial>;
  readonly trust: (extra: ExtraTrust) => void;
  readonly resolve?: HostResolver | undefined;
}

const destinationPrefix = 'destination:';

/** See the port. */
export class ListenerPlaces implements CertificatePlaces {
  readonly #deps: ListenerPlacesDeps;
  readonly #files = new TlsFileReader();

  constructor(deps: ListenerPlacesDeps) {
    this.#deps = deps;
  }

  get clientCertificates(): CertificatePlaces['clientCertificates'] {
    return this.#deps.gate?.mode ?? 'off';
  }

  list(): readonly CertificatePlaceFacts[] {
    const config = this.#deps.config();
    const { open, box } = this.#deps;
    return [
      this.#listenerFacts('open', open, config.listen.public),
      ...(box === null || config.listen.box === undefined ? [] : [this.#listenerFacts('box', box, config.listen.box)]),
      ...config.destinations.map(({ host, clientCertificate }): CertificatePlaceFacts => {
        const id = `${destinationPrefix}${host}`;
        return {
          id,
          purpose: 'client',
          address: host,
          hostNames: [],
          serves: whatItServes(id, config),
          takesCertificates: true,
          file: clientCertificate?.certFile ?? null,
        };
      }),
    ];
  }

  filesOf(id: PlaceId): { readonly material: PlaceMaterial } | { readonly problem: string } | null {
    const found = this.#fileOf(id);
    if (found === null) return null;
    try {
      return { material: this.#files.read(found.files, found.field) };
    } catch (thrown) {
      return { problem: toRelayError(thrown).message };
    }
  }

  use(id: PlaceId, material: PlaceMaterial): void {
    const place = this.#placeOf(id);
    if (typeof place !== 'string') return place.use(material);
    checkUsable(material);
    this.#deps.destinations.show(place, material);
  }

  async try(id: PlaceId, material: PlaceMaterial): Promise<readonly TrialStep[]> {
    const place = this.#placeOf(id);
    if (typeof place !== 'string') return place.try(material);
    const { clock, destinations, resolve } = this.#deps;
    const config = this.#deps.config();
    const present = destinations.get(place);
    return tryDestination({
      clock,
      allowPrivateTargets: config.allowPrivateTargets,
      resolve,
      urls: originsOf(place, config),
      tls: withMaterial(present, material),
      present: present ?? null,
    });
  }

  watch(id: PlaceId, listener: (event: PlaceEvent) => void): () => void {
    const place = this.#placeOf(id);
    return typeof place === 'string' ? this.#deps.destinations.watch(place, listener) : place.watch(listener);
  }

  trust(extra: ExtraTrust): void {
    this.#deps.trust(extra);
  }

  onClient(listener: Parameters<CertificatePlaces['onClient']>[0]): void {
    this.#deps.gate?.onClient(listener);
  }

  #listenerFacts(id: PlaceId, place: ListenerPlace, { host, port, tls }: ListenFacts): CertificatePlaceFacts {
    const placeholder = this.#deps.placeholders.get(id);
    return {
      id,
      purpose: 'server',
      address: `${host.includes(':') ? `[${host}]` : host}:${place.port ?? port}`,
      hostNames: place.hostNames,
      serves: whatItServes(id, this.#deps.config()),
      takesCertificates: place.takesCertificates,
      file: tls !== undefined && 'certFile' in tls ? tls.certFile : null,
      ...(placeholder !== undefined && placeholder === place.material && { placeholder: placeholder.cert }),
    };
  }

  /** A listener, or the host of a destination. Throws DESK_PLACE_UNKNOWN. */
  #placeOf(id: PlaceId): ListenerPlace | string {
    const { open, box } = this.#deps;
    if (id === 'open') return open;
    if (id === 'box' && box !== null) return box;
    const host = id.startsWith(destinationPrefix) ? id.slice(destinationPrefix.length) : null;
    if (host !== null && this.#deps.config().destinations.some((one) => one.host === host)) return host;
    throw new RelayError('DESK_PLACE_UNKNOWN', 'there is no such place', { value: id });
  }

  #fileOf(id: PlaceId): { readonly files: TlsFiles; readonly field: string } | null {
    const { listen, destinations } = this.#deps.config();
    if (id === 'open') return filesIn(listen.public.tls, 'listen.public.tls');
    if (id === 'box') return filesIn(listen.box?.tls, 'listen.box.tls');
    const at = destinations.findIndex(({ host }) => id === `${destinationPrefix}${host}`);
    return filesIn(destinations[at]?.clientCertificate, `destinations.${at}.clientCertificate`);
  }
}

type ListenFacts = RelayConfig['listen']['public'];

function filesIn(tls: ListenFacts['tls'], field: string): { readonly files: TlsFiles; readonly field: string } | null {
  return tls !== undefined && 'certFile' in tls ? { files: tls, field } : null;
}
