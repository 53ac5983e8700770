import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { DeliveryResult, DeliveryTarget, PartJournal } from '../../ports/delivery-target.ts';
import type { MessageMediaSource } from '../../ports/message-media.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import { deliverParts, nothingLeft } from './deliver-parts.ts';
import { journaled } from './journaled.ts';
import { readFollowAnswer, type FollowAnswer } from './follow-answer.ts';
import { createPartSender } from './part-sender.ts';
import { attachmentsOf, partLimitsOf, planRest, type FileOutcome } from './plan-parts.ts';
import { filledTemplate } from './template-message.ts';
import { TypingSign } from './typing-sign.ts';
import type { WeChatClient } from './wechat-client.ts';
import { checkResult, failedCheck, tryLater } from './wechat-results.ts';
import { createWeChatUploads } from './wechat-uploads.ts';
import { withToken, type Tokens } from './with-token.ts';

export interface WeChatTargetDeps {
  readonly client: WeChatClient;
  readonly tokens: Tokens;
  readonly channel: Pick<ChannelConfig, 'wechat' | 'customerLanguage'>;
  /** Where the files of replies come from. */
  readonly media: MessageMediaSource;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One channel's way out to its end users on WeChat. */
export interface WeChatTarget extends DeliveryTarget {
  /** Shows or hides "is typing", when that costs no message. Never rejects; whether it worked concerns nobody. */
  typing(openId: OpenId, on: boolean, signal: AbortSignal): Promise<void>;
  /** Asks WeChat whether a person follows the account. Never rejects. */
  follows(openId: OpenId, signal: AbortSignal): Promise<FollowAnswer>;
}

/** WeChat: customer service messages. There is no id that would make a repeat harmless, so nothing is sent twice. */
export function createWeChatTarget(deps: WeChatTargetDeps): WeChatTarget {
  const { client, tokens, channel, media, clock, log } = deps;
  const uploads = createWeChatUploads({ client, tokens, clock });
  const sender = createPartSender({ client, uploads, tokens, log });
  const limits = partLimitsOf(channel);
  const sign = new TypingSign({
    clock,
    show: async (openId, on, signal) => {
      const token = await tokens.current(signal);
      // One call and no other token: finding one is for messages.
      const outcome = token.ok ? await client.typing(token.token, openId, on, signal) : null;
      return outcome?.kind === 'answer' && outcome.answer.errcode === 0;
    },
  });

  const deliver = async (
    message: PendingMessage,
    signal: AbortSignal,
    journal: PartJournal,
  ): Promise<DeliveryResult> => {
    // The template message stood for all of the text: no part of that is to follow.
    if (message.parts.some(({ kind, state }) => kind === 'template' && state === 'accepted')) return nothingLeft;
    const files = attachmentsOf(message.content).length === 0 ? noFiles : await filesOf(message, media, signal);
    if (!files.ok) return files.result;
    const plan = planRest(message.content, files.outcomes, limits, message.parts);
    if (!plan.ok) {
      return { kind: 'refused', scope: 'message', code: plan.code, platformCode: null, value: plan.value };
    }
    const parts = { sender, language: limits.language, clock, fileRefused: () => uploads.forgetThumb() };
    const { result, anyOut } = await deliverParts(parts, plan.parts, message, signal, journal);
    if (result.kind !== 'window_closed' || message.content.kind !== 'template' || anyOut) return result;
    return sendTemplate(message, message.content, signal, journal, plan.parts.length > 1);
  };

  /** What may go outside the reply window. `isNoted`: parts of the text were noted, so this is noted in their place. */
  const sendTemplate = async (
    message: PendingMessage,
    content: Extract<MessageContent, { kind: 'template' }>,
    signal: AbortSignal,
    journal: PartJournal,
    isNoted: boolean,
  ): Promise<DeliveryResult> => {
    const filled = filledTemplate(content, channel.wechat.templates);
    if (!filled.ok) {
      return { kind: 'refused', scope: 'message', code: filled.code, platformCode: null, value: filled.value };
    }
    const send = (): Promise<DeliveryResult> => sender.sendTemplate(message, filled.message, signal, journal.exchanged);
    return isNoted ? journaled({ no: 1, of: 1, kind: 'template' }, journal, clock, send) : send();
  };

  return {
    repeatable: false,

    async deliver(message, signal, journal) {
      // Nothing has left yet: for the caller this is certain.
      if (signal.aborted) return tryLater('message', 'WECHAT_UNREACHABLE');
      try {
        return await sign.without(message.openId, () => deliver(message, signal, journal));
      } catch (thrown) {
        // A mistake of ours, at an unknown moment: never assume that nothing was sent.
        log.error('wechat.send_failed', { messageId: message.id, detail: toRelayError(thrown).name });
        return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
      }
    },

    async check(signal) {
      try {
        const result = await withToken(tokens, signal, (token) => client.apiAddresses(token, signal), {
          recheck: true,
        });
        return result.kind === 'no_token' ? failedCheck(result.failure) : checkResult(result.outcome);
      } catch (thrown) {
        log.error('wechat.check_failed', { detail: toRelayError(thrown).name });
        return { ok: false, code: 'INTERNAL', platformCode: null, value: null, retryable: false };
      }
    },

    async typing(openId, on, signal) {
      try {
        await sign.set(openId, on, signal);
      } catch (thrown) {
        log.warn('wechat.typing_failed', { detail: toRelayError(thrown).name });
      }
    },

    async follows(openId, signal) {
      try {
        return readFollowAnswer(await withToken(tokens, signal, (token) => client.userInfo(token, openId, signal)));
      } catch (thrown) {
        log.error('wechat.follows_failed', { detail: toRelayError(thrown).name });
        return { kind: 'unknown', code: 'INTERNAL', platformCode: null };
      }
    },
  };
}

const noFiles = { ok: true, outcomes: [] } as const;

/** The files of a reply, all of them certain; or what the reply waits for. */
async function filesOf(
  message: PendingMessage,
  media: MessageMediaSource,
  signal: AbortSignal,
): Promise<
  | { readonly ok: true; readonly outcomes: readonly FileOutcome[] }
  | { readonly ok: false; readonly result: DeliveryResult }
> {
  const attachments = attachmentsOf(message.content);
  const found = await media.obtain(message, signal);
  const outcomes: FileOutcome[] = [];
  for (const [index, { name }] of attachments.entries()) {
    const outcome = found[index];
    if (outcome?.kind === 'try_later') {
      const { code, retryAfterMs } = outcome;
      // Without the cause: it is CXone's word or a broken line to it, and here it would count as an answer of WeChat's.
      return { ok: false, result: { ...tryLater('message', code), retryAfterMs } };
    }
    // A file nothing is known of must not be passed over in silence.
    outcomes.push(outcome ?? { kind: 'refused', no: index + 1, name, code: 'MEDIA_UNREADABLE', platformCode: null });
  }
  return { ok: true, outcomes };
}
