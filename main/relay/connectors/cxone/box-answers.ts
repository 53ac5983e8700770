import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { agentTexts, type AgentTexts, type BoxTrouble } from './agent-texts.ts';
import type { AnswerReceipts } from './answer-receipts.ts';
import { longestAttachmentBytes } from './box-attachments.ts';
import type { BoxProblem } from './box-content.ts';

/** One answer to a Box call, before it is sent. */
export interface BoxAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no body. */
  readonly body: object | null;
  /** Runs when the answer has left completely, and only then. */
  readonly afterSent?: () => void;
  /** Runs when the caller has read the answer, as far as that can be told. A repeat of the call has the same key. */
  readonly afterRead?: { readonly key: string; readonly run: () => void };
}

/** CXone shows `displayErrorMessage` to the agent, so it says what to do; `errorCode` is for support. */
export interface BoxError {
  readonly status: 400 | 404 | 405 | 413 | 415 | 503;
  readonly errorCode: string;
  readonly displayErrorMessage: string;
  readonly problems?: readonly BoxProblem[];
}

const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

export function sendAnswer(reply: FastifyReply, answer: BoxAnswer, receipts: AnswerReceipts): void {
  const { status, headers, body, afterSent, afterRead } = answer;
  const { raw } = reply;
  const { socket } = reply.request.raw;
  if (afterSent || afterRead) {
    raw.once('finish', () => {
      afterSent?.();
      if (afterRead) receipts.sent(socket, !raw.shouldKeepAlive, afterRead.key, afterRead.run);
    });
  }
  if (body !== null) void reply.type('application/json; charset=utf-8');
  void reply
    .code(status)
    .headers(headers === undefined ? fixedHeaders : { ...fixedHeaders, ...headers })
    .send(body === null ? undefined : JSON.stringify(body));
}

/** The error form of CXone's Box API. */
export function errorAnswer(error: BoxError, headers?: Readonly<Record<string, string>>): BoxAnswer {
  const { status, displayErrorMessage, errorCode, problems = [] } = error;
  return { status, body: { displayErrorMessage, errorCode, errors: problems }, ...(headers && { headers }) };
}

/** The cue for CXone to fetch a token and repeat the call. The same for every cause. */
export const unauthorized: BoxAnswer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  body: { error: 'Invalid token' },
};

const english = agentTexts('en');

/** Refusals before it is known for which channel, and so in which language. */
export const boxErrors = {
  unknownRoute: { status: 404, errorCode: 'notSupported', displayErrorMessage: english.box.notSupported },
  unknownChannel: { status: 404, errorCode: 'channelNotFound', displayErrorMessage: english.box.channelUnknown },
  wrongMethod: { status: 405, errorCode: 'methodNotAllowed', displayErrorMessage: 'This call must be a POST.' },
  tooLarge: { status: 413, errorCode: 'tooLarge', displayErrorMessage: english.box.tooLarge },
  wrongType: { status: 415, errorCode: 'unsupportedMediaType', displayErrorMessage: 'The message must be JSON.' },
  notJson: { status: 400, errorCode: 'invalidRequest', displayErrorMessage: english.box.unreadable },
} as const satisfies Record<string, BoxError>;

/** The request is not of the form it must have. */
export function invalidRequest(texts: AgentTexts, ...problems: readonly BoxProblem[]): BoxError {
  return { status: 400, errorCode: 'invalidRequest', displayErrorMessage: texts.box.unreadable, problems };
}

export function unknownConversation(texts: AgentTexts): BoxError {
  return {
    status: 400,
    errorCode: 'conversationNotFound',
    displayErrorMessage: texts.box.conversationUnknown,
    problems: [{ path: ['thread', 'idOnExternalPlatform'], message: 'conversation not found' }],
  };
}

export function invalidRecipient(texts: AgentTexts): BoxError {
  return {
    status: 400,
    errorCode: 'invalidRecipient',
    displayErrorMessage: texts.box.recipientInvalid,
    problems: [{ path: ['endUserRecipients', '0', 'idOnExternalPlatform'], message: 'invalid recipient' }],
  };
}

export function textTooLong(texts: AgentTexts, longestBytes: number): BoxError {
  return {
    status: 400,
    errorCode: 'textTooLong',
    displayErrorMessage: texts.textTooLong(longestBytes),
    problems: [{ path: ['messageContent', 'payload', 'text'], message: `longer than ${longestBytes} bytes` }],
  };
}

export function fileTooLarge(texts: AgentTexts, name: string, problem: BoxProblem): BoxError {
  const megabytes = longestAttachmentBytes / (1024 * 1024);
  return {
    status: 400,
    errorCode: 'attachmentTooLarge',
    displayErrorMessage: texts.fileTooLarge(name, megabytes),
    problems: [problem],
  };
}

/** The customer cannot be written to: refused for good, or for now when WeChat could not be asked. */
export function notReachable(texts: AgentTexts, why: ErrorCode): BoxError {
  const trouble = troubleOf(why);
  return {
    status: trouble === 'notReachable' ? 503 : 400,
    errorCode: errorCodes[trouble],
    displayErrorMessage: texts.box[trouble],
    problems: [{ path: ['endUserRecipients', '0', 'idOnExternalPlatform'], message: messages[trouble] }],
  };
}

type ReachTrouble = Extract<BoxTrouble, 'windowClosed' | 'repliesUsedUp' | 'notFollowing' | 'notReachable'>;

const errorCodes: Readonly<Record<ReachTrouble, string>> = {
  windowClosed: 'replyWindowClosed',
  repliesUsedUp: 'replyCountUsed',
  notFollowing: 'recipientNotFollowing',
  notReachable: 'temporarilyUnavailable',
};
const messages: Readonly<Record<ReachTrouble, string>> = {
  windowClosed: 'reply window closed',
  repliesUsedUp: 'reply count used up',
  notFollowing: 'not a follower',
  notReachable: 'cannot be checked now',
};

export function troubleOf(why: ErrorCode): ReachTrouble {
  switch (why) {
    case 'WECHAT_REPLY_WINDOW_CLOSED':
      return 'windowClosed';
    case 'WECHAT_REPLY_COUNT_USED':
      return 'repliesUsedUp';
    case 'WECHAT_NOT_FOLLOWING':
      return 'notFollowing';
    default:
      return 'notReachable';
  }
}

/** Not now: CXone, or the agent, is asked to come again. */
export function busy(texts: AgentTexts = english): BoxAnswer {
  const error = { status: 503, errorCode: 'temporarilyUnavailable', displayErrorMessage: texts.box.busy } as const;
  return errorAnswer(error, { 'retry-after': '5' });
}
