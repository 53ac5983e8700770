import type { FastifyReply } from 'fastify';

/** Sent on every answer of the callback, so that none tells more than another. */
const fixedHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

const fixedAnswers = {
  /** WeChat: taken, nothing to say, do not repeat. */
  success: [200, 'success'],
  malformed: [400, 'Bad request'],
  /** The one answer to everything that is not proven to be WeChat's: unknown channel, wrong key, old time. */
  unauthorized: [401, 'Unauthorized'],
  notFound: [404, 'Not found'],
  tooLarge: [413, 'Payload too large'],
  encoded: [415, 'Unsupported media type'],
  /** WeChat repeats the push after five seconds. */
  busy: [503, 'Service unavailable'],
} as const satisfies Record<string, readonly [number, string]>;

export type FixedAnswer = keyof typeof fixedAnswers;

export function answer(reply: FastifyReply, name: FixedAnswer): FastifyReply {
  const [status, body] = fixedAnswers[name];
  return reply.code(status).headers(fixedHeaders).send(body);
}

/** Sends the verification text back byte for byte; as plain text, so that no browser makes anything of it. */
export function answerEcho(reply: FastifyReply, echo: Buffer): FastifyReply {
  return reply.code(200).headers(fixedHeaders).send(echo);
}

/** A text for the end user, in the answer itself. */
export function answerWithReply(reply: FastifyReply, xml: string): FastifyReply {
  return reply
    .code(200)
    .headers({ ...fixedHeaders, 'content-type': 'application/xml; charset=utf-8' })
    .send(xml);
}
