import type { Credential, CredentialProof } from '#shared/domain/credential.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { Sentence } from '#shared/errors/sentences/sentence.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import { platformOf, type Standing } from './credential-proof.ts';

/** One or two words for the badge. */
export function standingWord(t: Texts['t'], standing: Standing): string {
  switch (standing) {
    case 'token_issued':
    case 'push_verified':
    case 'own_endpoint':
      return t('credentials.standing.works');
    case 'failed':
      return t('credentials.standing.failed');
    case 'waiting':
      return t('credentials.standing.waiting');
    case 'none':
      return t('credentials.standing.none');
    case 'unset':
      return t('credentials.standing.unset');
  }
}

function failureSentence(language: Texts['language'], proof: CredentialProof | null): Sentence | null {
  if (proof?.code == null) return null;
  return sentenceFor(language, proof.code, proof.value === null ? null : isolated(proof.value));
}

function failureTitle({ t, language }: Pick<Texts, 't' | 'language'>, proof: CredentialProof | null): string {
  return failureSentence(language, proof)?.title ?? t('credentials.proof.failedPlain');
}

/** Of a failed one in use: what it means for the messages, and the next step. */
export function failureHelp(language: Texts['language'], proof: CredentialProof | null): string | null {
  return proof?.result === 'failed' ? (failureSentence(language, proof)?.help ?? null) : null;
}

/** What was last seen of a credential, in a sentence with its age. */
export function standingSentence(
  texts: Pick<Texts, 't' | 'format' | 'language'>,
  credential: Pick<Credential, 'name' | 'changedAt'>,
  standing: Standing,
  proof: CredentialProof | null,
  now: number,
): string {
  const { t, format } = texts;
  const age = proof === null ? '' : format.age(proof.at, now);
  switch (standing) {
    case 'token_issued':
      return t(`credentials.proof.token.${platformOf(credential.name)}`, { age });
    case 'push_verified':
      return credential.name === 'wechat_encoding_aes_key'
        ? t('credentials.proof.pushKey', { age })
        : t('credentials.proof.pushToken', { age });
    case 'own_endpoint':
      return t('credentials.proof.ownEndpoint', { age });
    case 'failed': {
      const sentence = failureTitle(texts, proof);
      return proof?.platformCode == null
        ? t('credentials.proof.failed', { sentence, age })
        : t('credentials.proof.failedCode', { sentence, age, code: proof.platformCode });
    }
    case 'waiting':
      return credential.changedAt === null ? t('credentials.proof.waiting') : t('credentials.proof.waitingChanged');
    case 'none':
      return t('credentials.proof.none');
    case 'unset':
      return t('credentials.proof.unset');
  }
}

/** What a test of a value that is not stored has shown. Of one in use, nothing: what it says of waiting messages does not hold. */
export function testedSentence(
  texts: Pick<Texts, 't' | 'format' | 'language'>,
  name: Credential['name'],
  proof: CredentialProof,
  now: number,
): string {
  const { t, format } = texts;
  switch (proof.result) {
    case 'token_issued':
      return t(`credentials.tested.token.${platformOf(name)}`);
    case 'push_verified':
      return t('credentials.tested.push', { age: format.age(proof.at, now) });
    case 'own_endpoint':
      return t('credentials.tested.ownEndpoint');
    case 'waiting':
      return t('credentials.tested.waiting');
    case 'failed': {
      const sentence = failureTitle(texts, proof);
      return proof.platformCode === null
        ? t('credentials.tested.failed', { sentence })
        : t('credentials.tested.failedCode', { sentence, code: proof.platformCode });
    }
  }
}
