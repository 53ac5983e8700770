import { createHash } from 'node:crypto';
import type { IntegrationConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { BoxSecret } from '#shared/domain/credential.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createTurns } from '#main/node/turn-taking.ts';
import type { CountingSecret, LiveBoxSecrets } from '../ports/box-secrets.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { recordIdOf, recordOf, type EndedConfigSecret, type MadeBoxSecret } from './credential-record.ts';
import type { SecretMarks } from './secret-marks.ts';

/** One in use, and one CXone is being moved to. */
const mostSecrets = 2;
const secretBytes = 32;
const saltBytes = 16;
const markBytes = 32;
export const configSecretId = 'config';

export interface BoxSecretBookDeps {
  readonly integrations: RelayConfig['integrations'];
  readonly store: Pick<OperationsStore, 'putRecord' | 'removeRecord'>;
  readonly clock: Clock;
  readonly random: (sizeBytes: number) => Buffer;
  readonly marks: SecretMarks;
  readonly newId: (prefix: string) => string;
  /** A token was asked for with it. */
  readonly onUsed: (integrationId: string, secretId: string) => void;
}

interface Shelf {
  readonly integration: IntegrationConfig;
  readonly config: CountingSecret;
  configEndedAt: number | null;
  /** Newest first. */
  made: readonly MadeBoxSecret[];
  counting: readonly CountingSecret[];
}

/**
 * The secrets CXone signs in with to our Box API. Those made here are kept as salted digests: with 256 random bits
 * nothing slower is needed.
 */
export class BoxSecretBook implements LiveBoxSecrets {
  readonly #deps: BoxSecretBookDeps;
  readonly #shelves = new Map<string, Shelf>();
  readonly #byClient = new Map<string, Shelf>();
  readonly #ownMarks = new Set<string>();
  readonly #inTurn = createTurns();

  constructor(deps: BoxSecretBookDeps, kept: readonly (MadeBoxSecret | EndedConfigSecret)[]) {
    this.#deps = deps;
    for (const integration of deps.integrations) {
      const { id, box } = integration;
      const ofThis = kept.filter(({ integrationId }) => integrationId === id);
      const made = ofThis.filter((one) => one.kind === 'box').sort((one, other) => other.createdAt - one.createdAt);
      const fingerprint = deps.marks.fingerprint(box.clientSecret);
      const ended = ofThis.find((one) => one.kind === 'box_config_ended' && one.fingerprint === fingerprint);
      const shelf: Shelf = {
        integration,
        config: { id: configSecretId, salt: Buffer.alloc(0), digest: sha256('', box.clientSecret) },
        configEndedAt: ended?.kind === 'box_config_ended' ? ended.endedAt : null,
        made,
        counting: [],
      };
      recount(shelf);
      this.#shelves.set(id, shelf);
      this.#byClient.set(box.clientId, shelf);
    }
  }

  of(clientId: string): readonly CountingSecret[] {
    return this.#byClient.get(clientId)?.counting ?? [];
  }

  used(clientId: string, secretId: string): void {
    const shelf = this.#byClient.get(clientId);
    if (shelf !== undefined) this.#deps.onUsed(shelf.integration.id, secretId);
  }

  isOwnCheck(mark: string): boolean {
    return this.#ownMarks.delete(mark);
  }

  /** Runs a call of our own, which carries the mark, so that it is not taken for CXone's. */
  async ownCheck<T>(call: (mark: string) => Promise<T>): Promise<T> {
    const mark = this.#deps.random(markBytes).toString('hex');
    this.#ownMarks.add(mark);
    try {
      return await call(mark);
    } finally {
      this.#ownMarks.delete(mark);
    }
  }

  list(lastUsedAt: (integrationId: string, secretId: string) => number | null): BoxSecret[] {
    return [...this.#shelves.values()].flatMap(({ integration, made, configEndedAt }) => {
      const { id: integrationId, name: integrationName, box } = integration;
      const common = { integrationId, integrationName, clientId: box.clientId };
      return [
        ...made.map(({ id, fingerprint, lastFour, createdAt, createdBy }): BoxSecret => ({
          ...common,
          id,
          source: 'desk',
          mark: { fingerprint, lastFour },
          createdAt,
          createdBy,
          lastUsedAt: lastUsedAt(integrationId, id),
          endedAt: null,
        })),
        {
          ...common,
          id: configSecretId,
          source: 'config' as const,
          mark: this.#deps.marks.mark(box.clientSecret),
          createdAt: null,
          createdBy: null,
          lastUsedAt: lastUsedAt(integrationId, configSecretId),
          endedAt: configEndedAt,
        },
      ];
    });
  }

  /** Counts as soon as it is on disk. The plain text is in the answer and nowhere else. Throws BOX_SECRETS_FULL. */
  make(integrationId: string, by: string): Promise<{ readonly id: string; readonly secret: string }> {
    return this.#inTurn(async () => {
      const { clock, random, marks, newId, store } = this.#deps;
      const shelf = this.#shelf(integrationId);
      const { id: ownerId, name } = shelf.integration;
      if (shelf.counting.length >= mostSecrets) {
        throw new RelayError('BOX_SECRETS_FULL', `integration ${ownerId} has ${mostSecrets} secrets`, { value: name });
      }
      const secret = random(secretBytes).toString('base64url');
      const salt = random(saltBytes);
      const made: MadeBoxSecret = {
        kind: 'box',
        id: newId('box'),
        integrationId: ownerId,
        salt: salt.toString('hex'),
        digest: sha256(salt, secret).toString('hex'),
        ...marks.mark(secret),
        createdAt: clock.now(),
        createdBy: by,
      };
      await store.putRecord(recordOf(made, made.createdAt));
      shelf.made = [made, ...shelf.made];
      recount(shelf);
      return { id: made.id, secret };
    });
  }

  /** Counts no more when this resolves, nor does any token given for it. Throws DESK_NOT_FOUND, DESK_LAST_ONE. */
  end(integrationId: string, id: string): Promise<void> {
    return this.#inTurn(async () => {
      const { store } = this.#deps;
      const shelf = this.#shelf(integrationId);
      if (!shelf.counting.some((one) => one.id === id)) {
        throw new RelayError('DESK_NOT_FOUND', `no such secret of integration ${integrationId}`, { value: id });
      }
      const { name } = shelf.integration;
      if (shelf.counting.length === 1) {
        throw new RelayError('DESK_LAST_ONE', `the last secret of integration ${integrationId}`, { value: name });
      }
      const made = shelf.made.find((one) => one.id === id);
      if (made === undefined) await this.#endConfigured(shelf);
      else await store.removeRecord('credential', recordIdOf(made));
      shelf.made = shelf.made.filter((one) => one.id !== id);
      recount(shelf);
    });
  }

  async #endConfigured(shelf: Shelf): Promise<void> {
    const { marks, clock, store } = this.#deps;
    const { id: integrationId, box } = shelf.integration;
    const endedAt = clock.now();
    const fingerprint = marks.fingerprint(box.clientSecret);
    await store.putRecord(recordOf({ kind: 'box_config_ended', integrationId, fingerprint, endedAt }, endedAt));
    shelf.configEndedAt = endedAt;
  }

  #shelf(integrationId: string): Shelf {
    const shelf = this.#shelves.get(integrationId);
    if (shelf === undefined) {
      throw new RelayError('DESK_NOT_FOUND', `no integration ${integrationId}`, { value: integrationId });
    }
    return shelf;
  }
}

/** Each keeps its object for as long as it counts, so that what is worked out for it can be kept beside it. */
function recount(shelf: Shelf): void {
  const known = new Map(shelf.counting.map((one) => [one.id, one]));
  const made = shelf.made.map(
    ({ id, salt, digest }): CountingSecret =>
      known.get(id) ?? { id, salt: Buffer.from(salt, 'hex'), digest: Buffer.from(digest, 'hex') },
  );
  shelf.counting = shelf.configEndedAt === null ? [...made, shelf.config] : made;
}

function sha256(salt: Uint8Array | '', secret: string): Buffer {
  return createHash('sha256').update(salt).update(secret, 'utf8').digest();
}
