import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { LiveBoxSecrets } from '../ports/box-secrets.ts';
import type { CredentialUse } from '../ports/credential-use.ts';
import type { LiveSecrets } from '../ports/live-secrets.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { BoxSecretBook } from './box-secret-book.ts';
import { CredentialBook } from './credential-book.ts';
import { CredentialProofs } from './credential-proofs.ts';
import { CredentialRecord, mostCredentialRecords } from './credential-record.ts';
import { CredentialService, type CredentialServiceDeps } from './credential-service.ts';
import { createSecretMarks } from './secret-marks.ts';

export interface OpenCredentialsDeps {
  readonly config: Pick<RelayConfig, 'channels' | 'integrations' | 'storeKey'>;
  readonly store: Pick<OperationsStore, 'putRecord' | 'removeRecord' | 'records'> &
    Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: (sizeBytes: number) => Buffer;
}

/** The secrets of one relay. Open before anything listens; the service follows when there is something to test with. */
export interface Credentials {
  readonly secrets: LiveSecrets;
  readonly boxSecrets: LiveBoxSecrets;
  readonly uses: CredentialUse;
  readonly service: (
    deps: Pick<CredentialServiceDeps, 'tests' | 'audit' | 'onChange' | 'onChanged'>,
  ) => CredentialService;
  readonly stop: () => Promise<void>;
}

const idBytes = 9;

/** Reads what operators set before. Throws the store's error: to start with secrets that were replaced helps nobody. */
export async function openCredentials(deps: OpenCredentialsDeps): Promise<Credentials> {
  const { config, store, clock, log, random } = deps;
  const marks = createSecretMarks(config.storeKey);
  const records = await store.records({ kind: 'credential', order: 'oldest_first', limit: mostCredentialRecords });
  const kept = records.flatMap(({ id, body }) => readRecord(id, body, log));
  const proofs = new CredentialProofs({ store, marks, clock, log });
  await proofs.load();
  const book = new CredentialBook(
    { config, store, clock, log },
    kept.filter((one) => one.kind === 'set'),
  );
  const boxSecrets = new BoxSecretBook(
    {
      integrations: config.integrations,
      store,
      clock,
      random,
      marks,
      newId: (prefix) => `${prefix}-${random(idBytes).toString('hex')}`,
      onUsed: (integrationId, secretId) => {
        proofs.boxSecretUsed(integrationId, secretId);
      },
    },
    kept.filter((one) => one.kind !== 'set'),
  );
  return {
    secrets: book,
    boxSecrets,
    uses: proofs,
    service: (given) => new CredentialService({ config, book, boxSecrets, proofs, marks, clock, log, ...given }),
    stop: async () => {
      book.stop();
      await proofs.stop();
    },
  };
}

function readRecord(recordId: string, body: string, log: Logger): CredentialRecord[] {
  try {
    return [CredentialRecord.parse(JSON.parse(body))];
  } catch {
    // Not what this version knows. Its text is not shown: it may hold a secret.
    log.error('credentials.record_unreadable', { recordId });
    return [];
  }
}
