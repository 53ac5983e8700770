import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { IntegrationSecrets } from './live-secrets.ts';

/** What a platform said when it was asked for a token. */
export type UseAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly value: string | null;
    };

/** `under`: the address of ours it came under; null or left out where that cannot be told. */
export interface Arrival {
  readonly under?: string | null;
}

/** What traffic shows of secrets in use. Called on the path of messages: cheap, and never throws. */
export interface CredentialUse {
  /** A push that only somebody could make who has these. `encodingAesKey`: null for one that came plain. */
  pushVerified(
    channelId: ChannelId,
    made: { readonly token: string; readonly encodingAesKey: string | null } & Arrival,
  ): void;
  /** The callback's address was verified with this Token. `echo`: the text that was to be sent back. */
  urlVerified(channelId: ChannelId, made: { readonly token: string; readonly echo: string } & Arrival): void;
  /** We are about to verify our own callback with this text, which proves nothing of WeChat's. Returns its end. */
  ownEcho(echo: string): () => void;
  /** WeChat answered a request for a token. */
  appSecretAnswered(channelId: ChannelId, appSecret: string, answer: UseAnswer): void;
  /** CXone answered a sign-in. */
  signInAnswered(integrationId: IntegrationId, secrets: IntegrationSecrets, answer: UseAnswer): void;
}
