import type { ChannelConfig, IntegrationConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { CredentialKey, CredentialValue } from '#shared/domain/credential.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { createTurns } from '#main/node/turn-taking.ts';
import type { ChannelSecrets, IntegrationSecrets, LiveSecrets } from '../ports/live-secrets.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { credentialId, recordOf, type KeptCredential } from './credential-record.ts';
import { isOfPushes } from './credential-rules.ts';

/** A secret that is accepted no more is removed from the disk this soon; an end far off is looked at again, milliseconds. */
const sweepAgainMs = 60_000;
const longestSweepMs = 6 * 3_600_000;
/** Of a desk value that was taken back: pushes made with it may still be under way. */
const keepAfterReturnMs = 24 * 3_600_000;

export interface PresentValue {
  readonly identifier: string | null;
  readonly secret: string;
}

export interface CredentialBookDeps {
  readonly config: Pick<RelayConfig, 'channels' | 'integrations'>;
  readonly store: Pick<OperationsStore, 'putRecord'>;
  readonly clock: Clock;
  readonly log: Logger;
}

interface ChannelView {
  readonly secrets: ChannelSecrets;
  /** Epoch ms: from then on a secret accepted so far is accepted no more. */
  readonly goodUntil: number;
}

/**
 * The secrets that count: those of the configuration, with what operators set over them. A change is on disk before it is
 * used, so that a crash between the two ends in the new one.
 */
export class CredentialBook implements LiveSecrets {
  readonly #deps: CredentialBookDeps;
  readonly #kept = new Map<string, KeptCredential>();
  readonly #channels = new Map<string, ChannelView>();
  readonly #integrations = new Map<string, IntegrationSecrets>();
  readonly #inTurn = createTurns();
  #cancelSweep: () => void = () => undefined;
  #isStopped = false;

  constructor(deps: CredentialBookDeps, kept: readonly KeptCredential[]) {
    this.#deps = deps;
    for (const one of kept) this.#kept.set(credentialId(one.key), one);
    this.#planSweep();
  }

  channel({ id }: Pick<ChannelConfig, 'id'>): ChannelSecrets {
    const known = this.#channels.get(id);
    if (known !== undefined && this.#deps.clock.now() < known.goodUntil) return known.secrets;
    const view = this.#channelView(id);
    this.#channels.set(id, view);
    return view.secrets;
  }

  integration({ id }: Pick<IntegrationConfig, 'id'>): IntegrationSecrets {
    const known = this.#integrations.get(id) ?? this.#integrationView(id);
    this.#integrations.set(id, known);
    return known;
  }

  /** What counts now, or null when nothing is set (an EncodingAESKey in plain mode). Throws CREDENTIAL_UNKNOWN. */
  present(key: CredentialKey): PresentValue | null {
    const kept = this.#kept.get(credentialId(key))?.value ?? null;
    const configured = this.configured(key);
    if (kept === null) return configured;
    return { identifier: kept.identifier ?? configured?.identifier ?? null, secret: kept.secret };
  }

  /** What relay.json says. Throws CREDENTIAL_UNKNOWN. */
  configured({ owner, ownerId, name }: CredentialKey): PresentValue | null {
    if (owner === 'channel') {
      const { appSecret, token, encodingAesKey } = this.#channelConfig(ownerId).wechat;
      if (name === 'wechat_app_secret') return { identifier: null, secret: appSecret };
      if (name === 'wechat_token') return { identifier: null, secret: token };
      if (name === 'wechat_encoding_aes_key')
        return encodingAesKey === undefined ? null : { identifier: null, secret: encodingAesKey };
    } else {
      const { clientId, clientSecret, accessKeyId, accessKeySecret } = this.#integrationConfig(ownerId).cxone;
      if (name === 'cxone_client') return { identifier: clientId, secret: clientSecret };
      if (name === 'cxone_access_key') return { identifier: accessKeyId, secret: accessKeySecret };
    }
    throw unknown(owner, ownerId);
  }

  /** What an operator did last, or null. */
  keptOf(key: CredentialKey): KeptCredential | null {
    return this.#kept.get(credentialId(key)) ?? null;
  }

  /** The one before, while it is accepted. */
  previousOf(key: CredentialKey): { readonly secret: string; readonly until: number } | null {
    const previous = this.keptOf(key)?.previous ?? null;
    return previous !== null && previous.until > this.#deps.clock.now() ? previous : null;
  }

  /** The secrets of an integration as they would be with a value in place of the present one. */
  integrationWith(key: CredentialKey, { identifier, secret }: CredentialValue): IntegrationSecrets {
    const now = this.integration(this.#integrationConfig(key.ownerId));
    return key.name === 'cxone_client'
      ? { ...now, clientId: identifier ?? now.clientId, clientSecret: secret }
      : { ...now, accessKeyId: identifier ?? now.accessKeyId, accessKeySecret: secret };
  }

  /** Takes effect when it is on disk. Throws the store's error, and then nothing changed. */
  set(
    key: CredentialKey,
    value: CredentialValue,
    { by, keepPreviousMs }: { readonly by: string; readonly keepPreviousMs: number },
  ): Promise<void> {
    return this.#inTurn(async () => {
      const now = this.#deps.clock.now();
      const present = this.present(key);
      const keeps = isOfPushes(key.name) && keepPreviousMs > 0;
      const before = present?.secret === value.secret ? this.previousOf(key) : withEnd(present, now + keepPreviousMs);
      await this.#write({
        kind: 'set',
        key,
        value: { identifier: value.identifier ?? present?.identifier ?? null, secret: value.secret },
        previous: keeps ? before : null,
        changedAt: now,
        changedBy: by,
      });
    });
  }

  /** Back to what relay.json says; pushes made with the value set before are accepted for a day. */
  useConfig(key: CredentialKey, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const now = this.#deps.clock.now();
      const configured = this.configured(key);
      const present = this.present(key);
      const differs = present !== null && present.secret !== configured?.secret;
      const previous = isOfPushes(key.name) && differs ? withEnd(present, now + keepAfterReturnMs) : null;
      await this.#write({ kind: 'set', key, value: null, previous, changedAt: now, changedBy: by });
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelSweep();
  }

  async #write(kept: KeptCredential): Promise<void> {
    await this.#deps.store.putRecord(recordOf(kept, kept.changedAt));
    this.#kept.set(credentialId(kept.key), kept);
    if (kept.key.owner === 'channel') this.#channels.delete(kept.key.ownerId);
    else this.#integrations.delete(kept.key.ownerId);
    this.#planSweep();
  }

  #channelView(id: string): ChannelView {
    const { wechat } = this.#channelConfig(id);
    const keyOf = (name: CredentialKey['name']): CredentialKey => ({ owner: 'channel', ownerId: id, name });
    const [token, aesKey] = [keyOf('wechat_token'), keyOf('wechat_encoding_aes_key')];
    const previousToken = this.previousOf(token);
    const previousAesKey = this.previousOf(aesKey);
    // The file's own previous key goes with the file's present one.
    const configuredPrevious = this.keptOf(aesKey)?.value ? undefined : wechat.previousEncodingAesKey;
    const tokenNow = this.#valueOf(token) ?? wechat.token;
    return {
      secrets: {
        appSecret: this.#valueOf(keyOf('wechat_app_secret')) ?? wechat.appSecret,
        tokens: [tokenNow, ...others(tokenNow, [previousToken?.secret])],
        encodingAesKeys: others(null, [this.#valueOf(aesKey), previousAesKey?.secret, configuredPrevious]),
      },
      goodUntil: Math.min(previousToken?.until ?? Infinity, previousAesKey?.until ?? Infinity),
    };
  }

  #integrationView(id: string): IntegrationSecrets {
    const keyOf = (name: CredentialKey['name']): CredentialKey => ({ owner: 'integration', ownerId: id, name });
    const { clientId, clientSecret, accessKeyId, accessKeySecret } = this.#integrationConfig(id).cxone;
    const client = this.present(keyOf('cxone_client'));
    const accessKey = this.present(keyOf('cxone_access_key'));
    return {
      clientId: client?.identifier ?? clientId,
      clientSecret: client?.secret ?? clientSecret,
      accessKeyId: accessKey?.identifier ?? accessKeyId,
      accessKeySecret: accessKey?.secret ?? accessKeySecret,
    };
  }

  #valueOf(key: CredentialKey): string | undefined {
    return this.present(key)?.secret;
  }

  #channelConfig(id: string): ChannelConfig {
    const channel = this.#deps.config.channels.find((one) => one.id === id);
    if (channel === undefined) throw unknown('channel', id);
    return channel;
  }

  #integrationConfig(id: string): IntegrationConfig {
    const integration = this.#deps.config.integrations.find((one) => one.id === id);
    if (integration === undefined) throw unknown('integration', id);
    return integration;
  }

  /** What is accepted no more is removed from the disk, too. */
  #planSweep(delayMs = this.#untilNextEnd()): void {
    this.#cancelSweep();
    if (this.#isStopped || delayMs === null) return;
    this.#cancelSweep = this.#deps.clock.after(delayMs, () => void this.#inTurn(() => this.#sweep()));
  }

  #untilNextEnd(): number | null {
    const ends = [...this.#kept.values()].flatMap(({ previous }) => (previous === null ? [] : [previous.until]));
    if (ends.length === 0) return null;
    return Math.min(Math.max(Math.min(...ends) - this.#deps.clock.now(), 0), longestSweepMs);
  }

  async #sweep(): Promise<void> {
    const { clock, store, log } = this.#deps;
    const over = [...this.#kept.values()].filter(({ previous }) => previous !== null && previous.until <= clock.now());
    try {
      for (const kept of over) {
        const without = { ...kept, previous: null };
        await store.putRecord(recordOf(without, kept.changedAt));
        this.#kept.set(credentialId(kept.key), without);
      }
      this.#planSweep();
    } catch (thrown) {
      log.warn('credentials.previous_not_removed', { code: toRelayError(thrown).code });
      this.#planSweep(sweepAgainMs);
    }
  }
}

function withEnd(present: PresentValue | null, until: number): { secret: string; until: number } | null {
  return present === null ? null : { secret: present.secret, until };
}

/** Those that there are, each once. */
function others(first: string | null, rest: readonly (string | undefined)[]): string[] {
  const found = rest.filter((one) => one !== undefined);
  return [...new Set(found)].filter((one) => one !== first);
}

function unknown(owner: string, ownerId: string): RelayError {
  return new RelayError('CREDENTIAL_UNKNOWN', `no such credential of ${owner} ${ownerId}`, { value: ownerId });
}
