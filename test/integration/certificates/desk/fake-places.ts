import { createSecureContext } from 'node:tls';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { PlaceId, TrialStep } from '#shared/domain/certificate-desk.ts';
import type {
  CertificatePlaceFacts,
  CertificatePlaces,
  ExtraTrust,
  PlaceEvent,
  PlaceMaterial,
} from '#relay/ports/certificate-places.ts';

type Files = ReturnType<CertificatePlaces['filesOf']>;

export const passed: readonly TrialStep[] = [{ kind: 'handshake_tls13', result: 'passed', code: null, value: null }];

/** Places without listeners: remembers what it was told to show, refuses what no listener could show, and plays callers. */
export class FakePlaces implements CertificatePlaces {
  facts: CertificatePlaceFacts[];
  readonly files = new Map<PlaceId, Files>();
  /** What is shown now. */
  readonly shown = new Map<PlaceId, PlaceMaterial>();
  readonly trusts: ExtraTrust[] = [];
  clientCertificates: CertificatePlaces['clientCertificates'] = 'required';
  steps: readonly TrialStep[] = passed;
  /** Thrown by the next `use`. */
  refusal: Error | null = null;
  /** A trial takes until this resolves. */
  trialTakes: Promise<void> = Promise.resolve();
  readonly #watchers = new Map<PlaceId, Set<(event: PlaceEvent) => void>>();
  readonly #onClient: Parameters<CertificatePlaces['onClient']>[0][] = [];

  constructor(facts: CertificatePlaceFacts[]) {
    this.facts = facts;
  }

  list(): readonly CertificatePlaceFacts[] {
    return this.facts;
  }

  filesOf(id: PlaceId): Files {
    return this.files.get(id) ?? null;
  }

  use(id: PlaceId, material: PlaceMaterial): void {
    const { refusal } = this;
    this.refusal = null;
    if (refusal !== null) throw refusal;
    try {
      createSecureContext({ ...material });
    } catch (cause) {
      throw new RelayError('CONFIG_CERTIFICATE_UNUSABLE', 'unusable', { cause });
    }
    this.shown.set(id, material);
  }

  async try(id: PlaceId, material: PlaceMaterial): Promise<readonly TrialStep[]> {
    if (!this.facts.some((facts) => facts.id === id) || material.key === '') throw new Error('nothing to try');
    await this.trialTakes;
    return this.steps;
  }

  watch(id: PlaceId, listener: (event: PlaceEvent) => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(listener));
    return () => void watchers.delete(listener);
  }

  trust(extra: ExtraTrust): void {
    this.trusts.push(extra);
  }

  onClient(listener: Parameters<CertificatePlaces['onClient']>[0]): void {
    this.#onClient.push(listener);
  }

  /** Callers come. */
  happens(id: PlaceId, kind: PlaceEvent['kind'], times = 1): void {
    const event: PlaceEvent = kind === 'refused' ? { kind, reason: 'ssl/tls alert unknown ca' } : { kind };
    for (let no = 0; no < times; no += 1) for (const watcher of [...(this.#watchers.get(id) ?? [])]) watcher(event);
  }

  callsWith(pem: string, sha256: string, clientId: string): void {
    for (const listener of this.#onClient) listener({ pem, sha256, clientIds: new Set([clientId]) });
  }

  watchers(id: PlaceId): number {
    return this.#watchers.get(id)?.size ?? 0;
  }
}
