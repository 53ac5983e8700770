import type { FastifyReply } from 'fastify';
import type { AnswerReceipts } from './answer-receipts.ts';
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
    .headers({ ...fixedHeaders, ...headers })
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

export const boxErrors = {
  unknownRoute: {
    status: 404,
    errorCode: 'notSupported',
    displayErrorMessage: 'This action is not available for WeChat.',
  },
  unknownChannel: {
    status: 404,
    errorCode: 'channelNotFound',
    displayErrorMessage: 'This channel is not connected to WeChat.',
  },
  wrongMethod: { status: 405, errorCode: 'methodNotAllowed', displayErrorMessage: 'This call must be a POST.' },
  tooLarge: { status: 413, errorCode: 'tooLarge', displayErrorMessage: 'The message is too large.' },
  wrongType: { status: 415, errorCode: 'unsupportedMediaType', displayErrorMessage: 'The message must be JSON.' },
  notJson: { status: 400, errorCode: 'invalidRequest', displayErrorMessage: 'The message could not be read.' },
  busy: {
    status: 503,
    errorCode: 'temporarilyUnavailable',
    displayErrorMessage: 'The message was not accepted because the connection to WeChat is busy. Please send it again.',
  },
} as const satisfies Record<string, BoxError>;

export function invalidRequest(problem: BoxProblem): BoxError {
  return {
    status: 400,
    errorCode: 'invalidRequest',
    displayErrorMessage: 'The message was not sent: it could not be read.',
    problems: [problem],
  };
}

export function unknownConversation(): BoxError {
  return {
    status: 400,
    errorCode: 'conversationNotFound',
    displayErrorMessage: 'The message was not sent: this conversation is not known on this WeChat channel.',
    problems: [{ path: ['thread', 'idOnExternalPlatform'], message: 'conversation not found' }],
  };
}

export function invalidRecipient(): BoxError {
  return {
    status: 400,
    errorCode: 'invalidRecipient',
    displayErrorMessage: 'The message was not sent: the recipient is not a WeChat customer of this channel.',
    problems: [{ path: ['endUserRecipients', '0', 'idOnExternalPlatform'], message: 'invalid recipient' }],
  };
}

export function textTooLong(longestBytes: number): BoxError {
  return {
    status: 400,
    errorCode: 'textTooLong',
    displayErrorMessage: `The message was not sent: WeChat takes at most ${longestBytes} bytes of text. Please send it in shorter parts.`,
    problems: [{ path: ['messageContent', 'payload', 'text'], message: `longer than ${longestBytes} bytes` }],
  };
}

/** Not now: CXone, or the agent, is asked to come again. */
export const busy = (): BoxAnswer => errorAnswer(boxErrors.busy, { 'retry-after': '5' });
