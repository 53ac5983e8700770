import type { OpenId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { DeliveryResult, DeliveryTarget } from '../../ports/delivery-target.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import { outgoingText } from './outgoing-text.ts';
import type { TokenFailure } from './token-answer.ts';
import type { CallOutcome, WeChatClient } from './wechat-client.ts';
import { checkResult, deliveryResult, failedCheck, isTokenRefused, tryLater, withoutToken } from './wechat-results.ts';
import type { TokenSource } from './wechat-token.ts';

export interface WeChatTargetDeps {
  readonly client: WeChatClient;
  readonly tokens: Pick<TokenSource, 'current' | 'replace' | 'worked'>;
  readonly log: Logger;
}

/** One channel's way out to its end users on WeChat. */
export interface WeChatTarget extends DeliveryTarget {
  /** Shows or hides "is typing". Never rejects; whether it worked concerns nobody. */
  typing(openId: OpenId, on: boolean, signal: AbortSignal): Promise<void>;
}

type Called =
  | { readonly kind: 'called'; readonly outcome: CallOutcome }
  | { readonly kind: 'no_token'; readonly failure: TokenFailure };

/** WeChat: customer service messages. There is no id that would make a repeat harmless, so nothing is sent twice. */
export function createWeChatTarget(deps: WeChatTargetDeps): WeChatTarget {
  const { client, tokens, log } = deps;

  /** Runs a call with a token; once more with another one when WeChat refused the first, which then did nothing. */
  const withToken = async (
    signal: AbortSignal,
    recheck: boolean,
    call: (token: string) => Promise<CallOutcome>,
  ): Promise<Called> => {
    const first = await tokens.current(signal, { recheck });
    if (!first.ok) return { kind: 'no_token', failure: first.failure };
    const outcome = await call(first.token);
    if (!isTokenRefused(outcome)) return called(outcome);
    const second = await tokens.replace(first.token, signal);
    return second.ok ? called(await call(second.token)) : { kind: 'no_token', failure: second.failure };
  };

  const called = (outcome: CallOutcome): Called => {
    if (outcome.kind === 'answer' && !isTokenRefused(outcome)) tokens.worked();
    return { kind: 'called', outcome };
  };

  const send = async (message: PendingMessage, signal: AbortSignal): Promise<DeliveryResult> => {
    const outgoing = outgoingText(message.content);
    if (!outgoing.ok) {
      return { kind: 'refused', scope: 'message', code: outgoing.code, platformCode: null, value: outgoing.value };
    }
    const result = await withToken(signal, false, (token) =>
      client.sendText(token, message.openId, outgoing.text, signal),
    );
    if (result.kind === 'no_token') return withoutToken(result.failure, signal);
    const delivery = deliveryResult(result.outcome, signal);
    if (delivery.kind !== 'accepted') logOutcome(log, message, delivery, result.outcome);
    return delivery;
  };

  return {
    repeatable: false,

    async deliver(message, signal) {
      // Nothing has left yet: for the caller this is certain.
      if (signal.aborted) return tryLater('message', 'WECHAT_UNREACHABLE');
      try {
        return await send(message, signal);
      } catch (thrown) {
        // A mistake of ours, at an unknown moment: never assume that nothing was sent.
        log.error('wechat.send_failed', { messageId: message.id, detail: toRelayError(thrown).name });
        return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
      }
    },

    async check(signal) {
      try {
        const result = await withToken(signal, true, (token) => client.apiAddresses(token, signal));
        return result.kind === 'no_token' ? failedCheck(result.failure) : checkResult(result.outcome);
      } catch (thrown) {
        log.error('wechat.check_failed', { detail: toRelayError(thrown).name });
        return { ok: false, code: 'INTERNAL', platformCode: null, value: null, retryable: false };
      }
    },

    async typing(openId, on, signal) {
      try {
        await withToken(signal, false, (token) => client.typing(token, openId, on, signal));
      } catch (thrown) {
        log.warn('wechat.typing_failed', { detail: toRelayError(thrown).name });
      }
    },
  };
}

function logOutcome(log: Logger, message: PendingMessage, result: DeliveryResult, outcome: CallOutcome): void {
  const answer = outcome.kind === 'answer' ? outcome.answer : null;
  log.warn('wechat.send_not_accepted', {
    messageId: message.id,
    result: result.kind,
    code: result.kind === 'accepted' ? null : result.code,
    platformCode: result.kind === 'accepted' ? null : result.platformCode,
    rid: answer?.rid,
    errmsg: answer?.errmsg.replaceAll(message.openId, maskId(message.openId)).slice(0, 200),
  });
}
