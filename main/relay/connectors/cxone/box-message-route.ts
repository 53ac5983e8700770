import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutboundIntake, OutboundRequest } from '../../ports/intake.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';
import type { AnswerReceipts } from './answer-receipts.ts';
import { agentTexts, type AgentTexts } from './agent-texts.ts';
import {
  busy,
  errorAnswer,
  fileTooLarge,
  invalidRecipient,
  invalidRequest,
  notReachable,
  textTooLong,
  unknownConversation,
  type BoxAnswer,
  type BoxError,
} from './box-answers.ts';
import { readContent } from './box-content.ts';
import { fingerprintOf, readAddress } from './box-message.ts';
import { findTarget } from './box-recipient.ts';
import { shortName } from './end-user-name.ts';
import { readJson } from './strict-json.ts';
import { threadIdOf } from './thread-id.ts';

/** CXone is answered within this, or told to come again, milliseconds: in time for the answer to be there within 4.5 s. */
export const boxAnswerWithinMs = 4_200;
/** A longer text would need more WeChat messages than an end user wants to read and the reply window allows. */
const mostTextParts = 20;

export interface MessageRouteDeps {
  readonly intake: OutboundIntake;
  readonly legs: LegReporter;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: () => string;
  readonly receipts: AnswerReceipts;
}

export interface MessageCall {
  /** The channels the caller may write through: one for an outbound call, all of its own for a reply. */
  readonly channels: readonly ChannelConfig[];
  /** From the path of a reply; null for an outbound call. */
  readonly threadId: string | null;
  readonly body: Uint8Array;
  /** Monotonic, milliseconds. */
  readonly startedAt: number;
}

export type MessageRoute = (call: MessageCall) => Promise<BoxAnswer>;

interface Reading {
  readonly request: OutboundRequest;
  readonly channel: ChannelConfig;
  readonly recipientName: string;
}

class BoxRefusal extends Error {
  readonly answer: BoxError;
  readonly code: ErrorCode;

  constructor(code: ErrorCode, answer: BoxError) {
    super(answer.errorCode);
    this.code = code;
    this.answer = answer;
  }
}

/** A reply (Box 1.0) or an outbound message (Box 2.0): accepted when it is on disk, never earlier. */
export function createMessageRoute(deps: MessageRouteDeps): MessageRoute {
  const { intake, legs, clock, log, publicUrl, receipts } = deps;

  const read = async ({ channels, threadId, body: bytes, startedAt }: MessageCall): Promise<Reading> => {
    // Until the channel is known the first one's language has to do: a client's agents mostly share one.
    const callerTexts = textsOf(channels[0]);
    const json = readJson(bytes);
    if (json === null) throw new BoxRefusal('BOX_REQUEST_INVALID', invalidRequest(callerTexts));
    const { value: body, text: raw } = json;
    const reading = readAddress(body);
    if (!reading.ok) {
      const message = `${reading.path.join('.')} is not of the expected form`;
      throw new BoxRefusal('BOX_REQUEST_INVALID', invalidRequest(callerTexts, { path: reading.path, message }));
    }
    const content = readContent(body);
    if (!content.ok && content.kind === 'form') {
      throw new BoxRefusal('BOX_REQUEST_INVALID', invalidRequest(callerTexts, content.problem));
    }
    const { address } = reading;
    const threadIds = threadId === null ? address.threadIds : [...address.threadIds, threadId];
    const found = await findTarget({ ...address, threadIds }, channels, intake);
    if (!found.ok && found.wrong === 'recipient') {
      throw new BoxRefusal('BOX_RECIPIENT_INVALID', invalidRecipient(callerTexts));
    }
    if (!found.ok) throw new BoxRefusal('BOX_REQUEST_INVALID', unknownConversation(callerTexts));
    const { channel, openId } = found.target;
    const texts = textsOf(channel);
    if (!content.ok) {
      throw new BoxRefusal('MEDIA_TOO_LARGE', fileTooLarge(texts, content.name, content.problem));
    }
    const longestTextBytes = mostTextParts * channel.wechat.longestTextBytes;
    if (sizeOf(content.content) > longestTextBytes) {
      throw new BoxRefusal('BOX_TEXT_TOO_LONG', textTooLong(texts, longestTextBytes));
    }
    const isNewConversation = threadIds.length === 0 && address.cxoneThreadIds.length === 0;
    if (isNewConversation) {
      const limitMs = timeLeft(startedAt, clock);
      const why = await withinTime(whyNotNow(channel, openId, content.content), limitMs, clock);
      if (why === 'late') throw new BoxRefusal('BOX_BUSY', notReachable(texts, 'BOX_BUSY'));
      if (why !== null) throw new BoxRefusal('BOX_RECIPIENT_INVALID', notReachable(texts, why));
    }
    return {
      channel,
      recipientName: address.recipient?.name?.slice(0, 200) ?? shortName(openId),
      request: {
        channelId: channel.id,
        openId,
        content: content.content,
        fingerprint: fingerprintOf(channel.id, openId, body),
        raw,
      },
    };
  };

  /** A message that begins a conversation is not held until the customer writes, as he may never: it goes now or not. */
  const whyNotNow = async (
    channel: ChannelConfig,
    openId: OpenId,
    content: MessageContent,
  ): Promise<ErrorCode | null> => {
    const { why } = await intake.reachable(channel.id, openId);
    if (why !== null && !isAboutWindow(why)) return why;
    if (isMappedTemplate(content, channel)) return null;
    const { windowOpen, repliesLeft } = await intake.recipient(channel.id, openId);
    if (!windowOpen) return 'WECHAT_REPLY_WINDOW_CLOSED';
    return repliesLeft === 0 ? 'WECHAT_REPLY_COUNT_USED' : why;
  };

  const accept = async (call: MessageCall): Promise<BoxAnswer> => {
    const { request, channel, recipientName } = await read(call);
    receipts.repeated(request.fingerprint);
    const accepted = await withinTime(intake.accept(request), timeLeft(call.startedAt, clock), clock);
    if (accepted === 'late') {
      log.error('box.not_stored_in_time', { channelId: channel.id });
      return busy(textsOf(channel));
    }
    legs.proof(channel.id, 'cxoneIn', 'message');
    log.debug('box.accepted', { channelId: channel.id, messageId: accepted.id, duplicate: accepted.duplicate });
    return {
      status: 200,
      body: acceptedBody(accepted, channel, request.openId, recipientName, publicUrl().replace(/\/+$/u, '')),
      afterRead: {
        key: request.fingerprint,
        run: () => {
          intake.answered(accepted.id);
        },
      },
    };
  };

  return async (call) => {
    try {
      return await accept(call);
    } catch (thrown) {
      if (thrown instanceof BoxRefusal) {
        const [only, ...others] = call.channels;
        legs.refusedRequest(others.length === 0 ? (only?.id ?? null) : null, thrown.code);
        log.debug('box.refused', { code: thrown.code, errorCode: thrown.answer.errorCode });
        return errorAnswer(thrown.answer);
      }
      const error = toRelayError(thrown);
      log.error('box.not_stored', { code: error.code, detail: error.message });
      return busy(textsOf(call.channels[0]));
    }
  };
}

function textsOf(channel: ChannelConfig | undefined): AgentTexts {
  return agentTexts(channel?.agentLanguage ?? 'en');
}

function isAboutWindow(why: ErrorCode): boolean {
  return why === 'WECHAT_REPLY_WINDOW_CLOSED' || why === 'WECHAT_REPLY_COUNT_USED';
}

/** Outside the reply window only a template message goes out, and only where WeChat's template for it is known. */
function isMappedTemplate(content: MessageContent, { wechat }: ChannelConfig): boolean {
  return content.kind === 'template' && wechat.templates.some(({ name }) => name === content.name);
}

function timeLeft(startedAt: number, clock: Clock): number {
  return Math.max(0, startedAt + boxAnswerWithinMs - clock.monotonic());
}

function sizeOf(content: MessageContent): number {
  return 'text' in content ? Buffer.byteLength(content.text) : 0;
}

/** What both reply calls expect: the old one reads the top-level id, the new one the objects. */
function acceptedBody(
  { id, acceptedAt }: { readonly id: string; readonly acceptedAt: number },
  channel: ChannelConfig,
  openId: OpenId,
  name: string,
  publicUrl: string,
): object {
  return {
    idOnExternalPlatform: id,
    message: {
      idOnExternalPlatform: id,
      createdAtWithMilliseconds: new Date(acceptedAt).toISOString(),
      url: `${publicUrl}/m/${id}`,
    },
    thread: { idOnExternalPlatform: threadIdOf(channel.wechat.originalId, openId) },
    endUserIdentities: [{ idOnExternalPlatform: openId, firstName: name, lastName: '', nickname: name, image: '' }],
    recipients: [{ idOnExternalPlatform: openId, name, isPrimary: true, isPrivate: true }],
  };
}

/** 'late' when the time is up; the work goes on, and a repeat of the call finds what it stored. */
function withinTime<T>(work: Promise<T>, limitMs: number, clock: Clock): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => {
      resolve('late');
    });
    work.then(resolve, reject).finally(cancel);
  });
}
