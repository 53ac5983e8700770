import type { Credential, CredentialName, CredentialProof } from '#shared/domain/credential.ts';
import type { Sign, Tone } from '#renderer/lib/tone.ts';

/** Whose token a proof speaks of. */
export function platformOf(name: CredentialName): 'wechat' | 'cxone' {
  return name.startsWith('wechat') ? 'wechat' : 'cxone';
}

/** Secrets of WeChat's pushes: two may be accepted at a time, and only a push shows which one WeChat uses. */
export function isOfPushes(name: CredentialName): boolean {
  return name === 'wechat_token' || name === 'wechat_encoding_aes_key';
}

/** What is known of the present value: 'unset' has none, 'none' was not seen yet. */
export type Standing = CredentialProof['result'] | 'none' | 'unset';

/**
 * How a credential stands. The relay tells only what was seen of the present value. Of a secret of pushes that counts since
 * the last change alone: an earlier one says nothing of what WeChat uses now. A sign-in tested just before it was saved does.
 *
 * @param tested a test of this window, newer perhaps than what the relay told
 */
export function standingOf(
  credential: Pick<Credential, 'mark' | 'changedAt' | 'lastProof' | 'name'>,
  tested: CredentialProof | null = null,
): { readonly standing: Standing; readonly proof: CredentialProof | null } {
  if (credential.mark === null) return { standing: 'unset', proof: null };
  const since = isOfPushes(credential.name) ? (credential.changedAt ?? -Infinity) : -Infinity;
  const seen = [tested, credential.lastProof]
    .filter((one): one is CredentialProof => one !== null && one.at >= since)
    .sort((a, b) => b.at - a.at);
  // A test that could ask nobody does not take back what a push has shown.
  const proof = seen.find((one) => one.result !== 'waiting') ?? seen[0];
  if (proof !== undefined) return { standing: proof.result, proof };
  return { standing: isOfPushes(credential.name) ? 'waiting' : 'none', proof: null };
}

export function lookOf(standing: Standing): { readonly tone: Tone; readonly sign: Sign } {
  switch (standing) {
    case 'token_issued':
    case 'push_verified':
    case 'own_endpoint':
      return { tone: 'ok', sign: 'check' };
    case 'failed':
      return { tone: 'bad', sign: 'cross' };
    case 'waiting':
      return { tone: 'info', sign: 'cycle' };
    case 'none':
    case 'unset':
      return { tone: 'idle', sign: 'ring' };
  }
}
