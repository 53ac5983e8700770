import type { OpenId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** What a platform says of one customer. */
export interface NameAnswer {
  /** Null: it has none. */
  readonly name: string | null;
  /** Whether he follows the account; null: the platform does not know. */
  readonly follows: boolean | null;
}

export type NameResult =
  | { readonly kind: 'answer'; readonly answer: NameAnswer }
  /** `isLasting`: not to be asked again today, since it will say the same. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly isLasting: boolean };

/** Asks one platform about customers of one channel: one request, without a repeat. Never rejects. */
export interface CustomerNameSource {
  readonly platform: 'wechat' | 'cxone';
  ask(openId: OpenId, signal: AbortSignal): Promise<NameResult>;
}
