import type { Handlers } from '#shared/contract/contract-types.ts';
import type { ChannelConfig, IntegrationConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type {
  Credential,
  CredentialDesk,
  CredentialKey,
  CredentialProof,
  CredentialValue,
} from '#shared/domain/credential.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { AuditAction } from '#shared/domain/operations.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { createTurns } from '#main/node/turn-taking.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { UseAnswer } from '../ports/credential-use.ts';
import type { IntegrationSecrets } from '../ports/live-secrets.ts';
import type { BoxSecretBook } from './box-secret-book.ts';
import type { CredentialBook, PresentValue } from './credential-book.ts';
import type { CredentialProofs } from './credential-proofs.ts';
import { credentialId } from './credential-record.ts';
import { checkValue, hasIdentifier, namesOf } from './credential-rules.ts';
import type { SecretMarks } from './secret-marks.ts';

type CredentialNames = Extract<keyof Handlers<RelayContract>, `credentials.${string}`>;
export type CredentialHandlers = Pick<Handlers<RelayContract>, CredentialNames>;

const hourMs = 3_600_000;

/** How a call of our own to our own token endpoint ended. cannot_tell: it did not get as far as the secret. */
export type OwnEndpointAnswer = 'taken' | 'refused' | 'cannot_tell';

/** What shows whether a secret works. Each is one real call, which disturbs nothing that is in use. */
export interface CredentialTests {
  /** Asks WeChat for a token, never by force. Never rejects. */
  appSecret(channel: ChannelConfig, appSecret: string): Promise<UseAnswer>;
  /** Signs in at CXone. Never rejects. */
  signIn(integration: IntegrationConfig, secrets: IntegrationSecrets): Promise<UseAnswer>;
  /** Asks our own token endpoint over the listener; `mark` goes along in `ownCheckHeader`. Never rejects. */
  boxSecret(integration: IntegrationConfig, secret: string, mark: string): Promise<OwnEndpointAnswer>;
}

export interface CredentialServiceDeps {
  readonly config: Pick<RelayConfig, 'channels' | 'integrations'>;
  readonly book: CredentialBook;
  readonly boxSecrets: BoxSecretBook;
  readonly proofs: CredentialProofs;
  readonly marks: SecretMarks;
  readonly tests: CredentialTests;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whoever shows the desk asks again. */
  readonly onChange: () => void;
  /** Other secrets count for these channels: what was refused before is worth another look. */
  readonly onChanged: (channelIds: readonly ChannelId[]) => void;
}

/** What operators may see and change of secrets. Nothing it answers holds one but the answer to making one. */
export class CredentialService {
  readonly handlers: CredentialHandlers;
  readonly #deps: CredentialServiceDeps;
  readonly #testInTurn = createTurns();

  constructor(deps: CredentialServiceDeps) {
    this.#deps = deps;
    deps.proofs.onNews = deps.onChange;
    this.handlers = {
      'credentials.desk': () => this.desk(),
      'credentials.test': ({ key, value, by }) => this.#testInTurn(() => this.#test(key, value, by)),
      'credentials.set': ({ key, value, keepPreviousHours, by }) => this.#set(key, value, keepPreviousHours, by),
      'credentials.useConfig': ({ key, by }) => this.#useConfig(key, by),
      'credentials.makeBoxSecret': ({ integrationId, by }) => this.#makeBoxSecret(integrationId, by),
      'credentials.endBoxSecret': ({ integrationId, id, by }) => this.#endBoxSecret(integrationId, id, by),
    };
  }

  desk(): CredentialDesk {
    const { config, boxSecrets, proofs } = this.#deps;
    const credentials = [
      ...config.integrations.map(({ id, name }) => ({ owner: 'integration' as const, id, name })),
      ...config.channels.map(({ id, name }) => ({ owner: 'channel' as const, id, name })),
    ].flatMap(({ owner, id, name }) =>
      namesOf[owner].map((credential) => this.#view({ owner, ownerId: id, name: credential }, name)),
    );
    return {
      credentials,
      boxSecrets: boxSecrets.list((integrationId, secretId) => proofs.boxSecretUsedAt(integrationId, secretId)),
    };
  }

  #view(key: CredentialKey, ownerName: string): Credential {
    const { book, proofs, marks } = this.#deps;
    const present = book.present(key);
    const kept = book.keptOf(key);
    const previous = book.previousOf(key);
    return {
      ...key,
      ownerName,
      identifier: hasIdentifier(key.name) ? (present?.identifier ?? null) : null,
      source: kept?.value ? 'desk' : 'config',
      mark: present === null ? null : marks.mark(present.secret),
      changedAt: kept?.changedAt ?? null,
      changedBy: kept?.changedBy ?? null,
      previous:
        previous === null
          ? null
          : {
              mark: marks.mark(previous.secret),
              until: previous.until,
              lastUsedAt: usedAt(proofs.of(key, previous.secret)),
            },
      lastProof: present === null ? null : proofs.of(key, present.secret),
    };
  }

  async #test(key: CredentialKey, value: CredentialValue | null, by: string): Promise<CredentialProof> {
    const { book, proofs, log } = this.#deps;
    const present = this.#known(key);
    const tried = value === null ? present : { ...value, identifier: value.identifier ?? present?.identifier ?? null };
    if (tried === null) throw new RelayError('CREDENTIAL_UNKNOWN', 'nothing is set', { value: key.name });
    if (value !== null) checkValue(key.name, value);
    const answer = await this.#ask(key, tried);
    const proof = answer === null ? this.#shownByPushes(key, tried.secret) : proofs.proofOf(answer);
    // A client id or a key's id of another kind says nothing of the secret that counts.
    const isPresent = tried.secret === book.present(key)?.secret && tried.identifier === present?.identifier;
    if (answer !== null && (isPresent || answer.ok)) proofs.note(key, tried.secret, proof);
    log.info('credentials.tested', { ...key, result: proof.result, code: proof.code, isPresent });
    this.#audit('credential_tested', key, by, [proof.result, proof.code, proof.platformCode]);
    return proof;
  }

  /** Null for what nobody can be asked about. */
  async #ask(key: CredentialKey, { identifier, secret }: PresentValue): Promise<UseAnswer | null> {
    const { tests, book, config } = this.#deps;
    switch (key.name) {
      case 'wechat_token':
      case 'wechat_encoding_aes_key':
        return null;
      case 'wechat_app_secret': {
        const channel = config.channels.find(({ id }) => id === key.ownerId);
        return channel === undefined ? null : tests.appSecret(channel, secret);
      }
      case 'cxone_client':
      case 'cxone_access_key': {
        const integration = config.integrations.find(({ id }) => id === key.ownerId);
        return integration === undefined
          ? null
          : tests.signIn(integration, book.integrationWith(key, { identifier, secret }));
      }
    }
  }

  #shownByPushes(key: CredentialKey, secret: string): CredentialProof {
    const { proofs, clock } = this.#deps;
    return (
      proofs.of(key, secret) ?? { at: clock.now(), result: 'waiting', code: null, platformCode: null, value: null }
    );
  }

  async #set(key: CredentialKey, value: CredentialValue, keepHours: number, by: string): Promise<CredentialDesk> {
    this.#known(key);
    checkValue(key.name, value);
    await this.#deps.book.set(key, value, { by, keepPreviousMs: keepHours * hourMs });
    const kept = this.#deps.book.previousOf(key) === null ? null : `previous accepted ${keepHours} h`;
    this.#audit('credential_set', key, by, [this.#deps.marks.fingerprint(value.secret), kept]);
    return this.#changed(key);
  }

  async #useConfig(key: CredentialKey, by: string): Promise<CredentialDesk> {
    this.#known(key);
    await this.#deps.book.useConfig(key, by);
    this.#audit('credential_from_file', key, by, []);
    return this.#changed(key);
  }

  async #makeBoxSecret(
    integrationId: string,
    by: string,
  ): Promise<{ readonly desk: CredentialDesk; readonly secret: string }> {
    const { boxSecrets, tests, config, marks, onChange } = this.#deps;
    const { id, secret } = await boxSecrets.make(integrationId, by);
    const integration = config.integrations.find((one) => one.id === integrationId);
    const shown =
      integration === undefined
        ? 'cannot_tell'
        : await boxSecrets.ownCheck((mark) => tests.boxSecret(integration, secret, mark));
    if (shown === 'refused') {
      await boxSecrets.end(integrationId, id);
      throw new RelayError('INTERNAL', 'our own token endpoint does not take the secret that was just made');
    }
    const proved = shown === 'taken' ? 'own_endpoint' : null;
    this.#auditBox('box_secret_made', integrationId, by, [marks.fingerprint(secret), proved]);
    onChange();
    return { desk: this.desk(), secret };
  }

  async #endBoxSecret(integrationId: string, id: string, by: string): Promise<CredentialDesk> {
    const before = this.desk().boxSecrets.find((one) => one.integrationId === integrationId && one.id === id);
    await this.#deps.boxSecrets.end(integrationId, id);
    this.#auditBox('box_secret_ended', integrationId, by, [before?.mark.fingerprint ?? null, before?.source ?? null]);
    this.#deps.onChange();
    return this.desk();
  }

  /** Throws CREDENTIAL_UNKNOWN. */
  #known(key: CredentialKey): PresentValue | null {
    if (!namesOf[key.owner].includes(key.name)) {
      throw new RelayError('CREDENTIAL_UNKNOWN', `no ${credentialId(key)}`, { value: key.name });
    }
    return this.#deps.book.present(key);
  }

  #changed(key: CredentialKey): CredentialDesk {
    const { config, log, onChange, onChanged } = this.#deps;
    log.info('credentials.changed', { ...key });
    onChanged(
      config.channels
        .filter(({ id, integration }) => (key.owner === 'channel' ? id : integration) === key.ownerId)
        .map(({ id }) => id),
    );
    onChange();
    return this.desk();
  }

  #audit(action: AuditAction, key: CredentialKey, by: string, detail: readonly (string | null)[]): void {
    const channelId = this.#deps.config.channels.find(({ id }) => key.owner === 'channel' && id === key.ownerId)?.id;
    const subject = channelId === undefined ? `${key.ownerId} ${key.name}` : key.name;
    this.#deps.audit.note({ by, action, channelId: channelId ?? null, subject, detail: joined(detail) });
  }

  #auditBox(action: AuditAction, integrationId: string, by: string, detail: readonly (string | null)[]): void {
    this.#deps.audit.note({ by, action, channelId: null, subject: integrationId, detail: joined(detail) });
  }
}

function usedAt(proof: CredentialProof | null): number | null {
  return proof?.result === 'push_verified' ? proof.at : null;
}

function joined(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(', ');
}
