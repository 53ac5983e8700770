import { objectOf, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import type { BoxOutcome } from './box-client.ts';

/** What became of an agent's message at the middleware. */
export type OutboundOutcome =
  | { kind: 'accepted'; externalId: string; tookMs: number }
  /** The middleware said no; the words are what the agent would read. */
  | { kind: 'refused'; status: number; reason: string }
  | { kind: 'unanswered'; reason: string };

/** Reads the answer to an outbound call: the id stands in `message` or, in answers to 1.0, at the top. */
export function readAnswer(answer: BoxOutcome): { outcome: OutboundOutcome; threadName?: string | undefined } {
  const success = readSuccess(answer);
  if (success.kind !== 'body') return { outcome: success };
  const { body, tookMs } = success;
  const externalId = stringOf(objectOf(body.message).idOnExternalPlatform) ?? stringOf(body.idOnExternalPlatform);
  if (externalId === undefined || externalId === '') {
    return { outcome: { kind: 'refused', status: 200, reason: 'the answer carries no message id' } };
  }
  return {
    outcome: { kind: 'accepted', externalId, tookMs },
    threadName: stringOf(objectOf(body.thread).idOnExternalPlatform),
  };
}

/** The refusal in the answer to a recipients validation; undefined when the recipients are valid. */
export function readRefusal(answer: BoxOutcome): OutboundOutcome | undefined {
  const success = readSuccess(answer);
  if (success.kind !== 'body') return success;
  const isValid = success.body.status === 'valid';
  return isValid ? undefined : { kind: 'refused', status: 200, reason: 'the recipient is not valid' };
}

type Success = { kind: 'body'; body: JsonObject; tookMs: number };

function readSuccess(answer: BoxOutcome): Success | Exclude<OutboundOutcome, { kind: 'accepted' }> {
  switch (answer.kind) {
    case 'unauthorized':
      return { kind: 'refused', status: 401, reason: answer.detail };
    case 'unanswered':
      return { kind: 'unanswered', reason: answer.detail };
    case 'answered': {
      const { status, body, tookMs } = answer;
      if (status === 200) return { kind: 'body', body, tookMs };
      return { kind: 'refused', status, reason: stringOf(body.displayErrorMessage) ?? `HTTP ${status}` };
    }
  }
}
