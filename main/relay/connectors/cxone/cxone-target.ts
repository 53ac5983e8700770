import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CheckResult, DeliveryResult, DeliveryTarget, NoteExchange } from '../../ports/delivery-target.ts';
import type { MessageMediaSource } from '../../ports/message-media.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import { agentTexts } from './agent-texts.ts';
import type { CreatedMessage } from './cxone-answers.ts';
import type { CxoneClient } from './cxone-client.ts';
import { threadIdOf } from './thread-id.ts';
import { toCreateMessage } from './cxone-mapping.ts';
import type { CxoneFailure, CxoneResult } from './cxone-result.ts';
import { InboundFiles, type FilesReading } from './inbound-files.ts';

/** At least so many of CXone's message ids are remembered, to notice one given to two messages. */
const rememberedIds = 1_000;

/** One channel's way into CXone. Repeatable: the message's own id is the same in every attempt. */
export function createCxoneTarget(deps: {
  readonly client: CxoneClient;
  readonly channel: ChannelConfig;
  readonly media: MessageMediaSource;
  readonly clock: Clock;
  readonly log: Logger;
}): DeliveryTarget {
  const { client, channel, media, clock, log } = deps;
  const files = new InboundFiles({ client, clock, texts: agentTexts(channel.agentLanguage) });
  const given = new BoundedCache<string, string>(rememberedIds);

  const noteId = (message: PendingMessage, { cxoneId }: CreatedMessage): void => {
    if (cxoneId === null) return;
    const earlier = given.get(cxoneId);
    if (earlier !== undefined && earlier !== message.id) {
      log.warn('cxone.message_id_given_twice', { channelId: channel.id, messageId: message.id, earlier });
    }
    given.set(cxoneId, message.id);
  };

  const send = (
    message: PendingMessage,
    attached: Extract<FilesReading, { readonly kind: 'files' }>,
    signal: AbortSignal,
    note: NoteExchange,
  ): Promise<CxoneResult<CreatedMessage>> =>
    client.createMessage(channel.cxoneChannelId, toCreateMessage(message, channel, attached.files), signal, note);

  return {
    repeatable: true,
    deliver: async (message, signal, { exchanged: note }) => {
      const outcomes = await media.obtain(message, signal);
      const attached = outcomes.length === 0 ? noFiles : await files.attach(message, outcomes, signal, note);
      if (attached.kind !== 'files') return withoutFiles(attached);
      let result = await send(message, attached, signal, note);
      if (attached.reusedAny && isRefusal(result)) {
        // An address that was still good by its date may not be: once more with new ones.
        files.forget(message);
        const anew = await files.attach(message, outcomes, signal, note);
        if (anew.kind !== 'files') return withoutFiles(anew);
        result = await send(message, anew, signal, note);
      }
      if (!result.ok) return toDeliveryResult(result.failure);
      if (outcomes.length > 0) files.forget(message);
      const { echoedId, cxoneId, caseId, threadIds } = result.value;
      if (echoedId !== null && echoedId !== message.id) {
        log.error('cxone.answer_names_another_message', { channelId: channel.id, messageId: message.id });
        return { kind: 'unknown', code: 'CXONE_ANSWER_INVALID', platformCode: 'other message id' };
      }
      noteId(message, result.value);
      // Our own name for the conversation is read without looking anything up.
      const ours = threadIdOf(channel.wechat.originalId, message.openId);
      const foreign = threadIds.filter((id) => id !== ours);
      return { kind: 'accepted', platformMessageId: cxoneId, caseId, threadIds: foreign };
    },
    check: async (signal) => {
      const result = await client.findChannel(channel.cxoneChannelId, signal);
      if (!result.ok) return toCheckResult(result.failure);
      const found = result.value;
      if (found !== null && !found.isDeleted) return { ok: true };
      return {
        ok: false,
        code: 'CXONE_CHANNEL_MISSING',
        platformCode: found === null ? null : 'isDeleted',
        value: channel.cxoneChannelId,
        retryable: false,
      };
    },
  };
}

const noFiles: FilesReading = { kind: 'files', files: [], reusedAny: false };

function isRefusal(result: CxoneResult<unknown>): boolean {
  return !result.ok && result.failure.code === 'CXONE_REQUEST_REFUSED';
}

/** The message has to wait for its files, or for CXone to take them. An upload leaves nothing an agent could see. */
function withoutFiles(reading: Exclude<FilesReading, { readonly kind: 'files' }>): DeliveryResult {
  if (reading.kind === 'failed') {
    const { failure } = reading;
    return toDeliveryResult(failure.sent === 'maybe' ? { ...failure, sent: 'no' } : failure);
  }
  const { code, retryAfterMs } = reading.outcome;
  // Without the cause: it is WeChat's word or a broken line to it, and here it would count as an answer of CXone's.
  return { kind: 'try_later', scope: 'message', code, platformCode: null, retryAfterMs, value: null };
}

/** Only an operator can help with these, and every message of the channel would meet them. */
const legRefusals: ReadonlySet<string> = new Set([
  'CXONE_CREDENTIALS_REFUSED',
  'CXONE_TOKEN_REFUSED',
  'CXONE_FORBIDDEN',
  'CXONE_CHANNEL_MISSING',
  'TARGET_FORBIDDEN',
]);

/** What a failed call means for the message and for the leg. */
export function toDeliveryResult(failure: CxoneFailure): DeliveryResult {
  const { code, platformCode, value, sent, retryAfterMs } = failure;
  if (legRefusals.has(code)) return { kind: 'refused', scope: 'leg', code, platformCode, value };
  if (code === 'CXONE_REQUEST_REFUSED') return { kind: 'refused', scope: 'message', code, platformCode, value };
  // A redirect is an answer: whoever gave it did not take the message.
  if (sent === 'maybe' && code !== 'TARGET_REDIRECTED') return { kind: 'unknown', code, platformCode };
  return {
    kind: 'try_later',
    scope: isAboutMessage(failure) ? 'message' : 'leg',
    code,
    platformCode,
    retryAfterMs,
    value,
  };
}

/**
 * 408 and 425 speak of one request. So does a 429 without Retry-After, as CXone limits single cases far below the tenant;
 * one that says when to come back is obeyed by the whole channel.
 */
function isAboutMessage({ code, platformCode, retryAfterMs, sent }: CxoneFailure): boolean {
  if (!/^(?:CXONE|TARGET)_/u.test(code)) return true;
  if (sent !== 'answered') return false;
  if (code === 'CXONE_RATE_LIMITED') return retryAfterMs === null;
  return platformCode === 'HTTP 408' || platformCode === 'HTTP 425';
}

function toCheckResult({ code, platformCode, value }: CxoneFailure): CheckResult {
  return { ok: false, code, platformCode, value, retryable: !legRefusals.has(code) };
}
