import { z } from 'zod';
import { CredentialProof, type CredentialKey } from '#shared/domain/credential.ts';
import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CredentialUse, UseAnswer } from '../ports/credential-use.ts';
import type { IntegrationSecrets } from '../ports/live-secrets.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { credentialId } from './credential-record.ts';
import type { SecretMarks } from './secret-marks.ts';

/** Every push is a proof; the disk hears of them this often at most, milliseconds. */
const writeEveryMs = 60_000;
const fact = 'credential-proofs';
/** Values tried and values used of one credential that are remembered. */
const mostOfOne = 6;

/** Refusals that speak of the secret, and not of the line, the address or the account. */
const aboutSecrets: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_SECRET_INVALID',
  'WECHAT_SECRET_FROZEN',
  'CXONE_CREDENTIALS_REFUSED',
]);

const Kept = z.object({
  /** Credential, then fingerprint of the value, newest last. */
  proofs: z.record(z.string(), z.record(z.string(), CredentialProof)),
  /** Integration and Box secret, epoch ms. */
  used: z.record(z.string(), z.number()),
});

export interface CredentialProofsDeps {
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly marks: SecretMarks;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * What was last seen of each value: by traffic or by a test. Kept in memory, and on disk by fingerprint so that a restart
 * knows it.
 */
export class CredentialProofs implements CredentialUse {
  /** Told when a value shows something else than it did before. */
  onNews: () => void = () => undefined;
  readonly #deps: CredentialProofsDeps;
  readonly #proofs = new Map<string, Map<string, CredentialProof>>();
  readonly #used = new Map<string, number>();
  /** The last fingerprint worked out for each credential: pushes come with the same value again and again. */
  readonly #lastPrints = new Map<string, { readonly secret: string; readonly print: string }>();
  readonly #ownEchoes = new Set<string>();
  #cancelWrite: (() => void) | null = null;
  #isDirty = false;
  #isStopped = false;

  constructor(deps: CredentialProofsDeps) {
    this.#deps = deps;
  }

  /** Reads what was known before. Never rejects: without it the next push shows. */
  async load(): Promise<void> {
    const { store, log } = this.#deps;
    try {
      const text = await store.readFact(fact);
      const kept = Kept.safeParse(text === null ? null : JSON.parse(text));
      if (!kept.success) return;
      for (const [id, proofs] of Object.entries(kept.data.proofs))
        this.#proofs.set(id, new Map(Object.entries(proofs)));
      for (const [id, at] of Object.entries(kept.data.used)) this.#used.set(id, at);
    } catch (thrown) {
      log.warn('credentials.proofs_unreadable', { code: toRelayError(thrown).code });
    }
  }

  pushVerified(channelId: ChannelId, made: { readonly token: string; readonly encodingAesKey: string | null }): void {
    const proof = this.#seen('push_verified');
    this.note({ owner: 'channel', ownerId: channelId, name: 'wechat_token' }, made.token, proof);
    if (made.encodingAesKey === null) return;
    this.note({ owner: 'channel', ownerId: channelId, name: 'wechat_encoding_aes_key' }, made.encodingAesKey, proof);
  }

  urlVerified(channelId: ChannelId, { token, echo }: { readonly token: string; readonly echo: string }): void {
    if (this.#ownEchoes.delete(echo)) return;
    this.note({ owner: 'channel', ownerId: channelId, name: 'wechat_token' }, token, this.#seen('push_verified'));
  }

  ownEcho(echo: string): () => void {
    this.#ownEchoes.add(echo);
    return () => {
      this.#ownEchoes.delete(echo);
    };
  }

  appSecretAnswered(channelId: ChannelId, appSecret: string, answer: UseAnswer): void {
    if (!tellsOfSecret(answer)) return;
    this.note({ owner: 'channel', ownerId: channelId, name: 'wechat_app_secret' }, appSecret, this.proofOf(answer));
  }

  signInAnswered(integrationId: IntegrationId, secrets: IntegrationSecrets, answer: UseAnswer): void {
    if (!tellsOfSecret(answer)) return;
    const proof = this.proofOf(answer);
    // OAuth 2.0 (RFC 6749, 5.2) names the half it refuses.
    const refused = answer.ok ? null : answer.value;
    if (refused !== 'invalid_grant')
      this.note({ owner: 'integration', ownerId: integrationId, name: 'cxone_client' }, secrets.clientSecret, proof);
    if (refused !== 'invalid_client')
      this.note(
        { owner: 'integration', ownerId: integrationId, name: 'cxone_access_key' },
        secrets.accessKeySecret,
        proof,
      );
  }

  boxSecretUsed(integrationId: string, secretId: string): void {
    const id = usedId(integrationId, secretId);
    const isFirst = !this.#used.has(id);
    this.#used.set(id, this.#deps.clock.now());
    this.#planWrite();
    if (isFirst) this.onNews();
  }

  boxSecretUsedAt(integrationId: string, secretId: string): number | null {
    return this.#used.get(usedId(integrationId, secretId)) ?? null;
  }

  /** What was last seen of exactly this value. */
  of(key: CredentialKey, secret: string): CredentialProof | null {
    const id = credentialId(key);
    return this.#proofs.get(id)?.get(this.#print(id, secret)) ?? null;
  }

  note(key: CredentialKey, secret: string, proof: CredentialProof): void {
    const id = credentialId(key);
    const print = this.#print(id, secret);
    const proofs = this.#proofs.get(id) ?? new Map<string, CredentialProof>();
    const before = proofs.get(print);
    // Newest last; the only one, noted with every push, is that already.
    if (proofs.size > 1) proofs.delete(print);
    proofs.set(print, proof);
    if (proofs.size > mostOfOne) proofs.delete(proofs.keys().next().value ?? '');
    this.#proofs.set(id, proofs);
    this.#planWrite();
    if (before?.result !== proof.result || before.code !== proof.code) this.onNews();
  }

  proofOf(answer: UseAnswer): CredentialProof {
    if (answer.ok) return this.#seen('token_issued');
    const { code, platformCode, value } = answer;
    return { at: this.#deps.clock.now(), result: 'failed', code, platformCode, value };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelWrite?.();
    this.#cancelWrite = null;
    await this.#write();
  }

  #seen(result: 'push_verified' | 'token_issued'): CredentialProof {
    return { at: this.#deps.clock.now(), result, code: null, platformCode: null, value: null };
  }

  #print(id: string, secret: string): string {
    const last = this.#lastPrints.get(id);
    if (last?.secret === secret) return last.print;
    const print = this.#deps.marks.fingerprint(secret);
    this.#lastPrints.set(id, { secret, print });
    return print;
  }

  #planWrite(): void {
    this.#isDirty = true;
    if (this.#cancelWrite !== null || this.#isStopped) return;
    this.#cancelWrite = this.#deps.clock.after(writeEveryMs, () => {
      this.#cancelWrite = null;
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    const { store, log } = this.#deps;
    const proofs = Object.fromEntries([...this.#proofs].map(([id, known]) => [id, Object.fromEntries(known)]));
    try {
      await store.writeFact(fact, JSON.stringify({ proofs, used: Object.fromEntries(this.#used) }));
    } catch (thrown) {
      // A proof more or less on disk: the next one is written again.
      log.warn('credentials.proofs_not_written', { code: toRelayError(thrown).code });
    }
  }
}

function tellsOfSecret(answer: UseAnswer): boolean {
  return answer.ok || aboutSecrets.has(answer.code);
}

function usedId(integrationId: string, secretId: string): string {
  return `${integrationId}:${secretId}`;
}
