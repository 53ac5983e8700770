import type { Answer } from '../kit/answer.ts';
import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { isObject, parseJson } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import type { Random } from '../kit/random.ts';
import type { Signal } from '../kit/signal.ts';
import type { Account, AccountBook } from './accounts.ts';
import { ApiRefusal } from './errors.ts';
import type { WeChatFaultTable } from './faults.ts';
import type { Follower } from './followers.ts';
import type { MediaStore } from './media-store.ts';
import type { Quotas } from './quotas.ts';
import type { RidBook } from './rids.ts';
import type { WeChatRules } from './rules.ts';
import type { TemplateVerdict } from './template-routes.ts';
import type { TokenPools } from './token-pools.ts';

/** A customer-service message the platform took or refused. */
export type SendNotice =
  | { kind: 'accepted'; account: Account; follower: Follower; type: string; text: string; at: number }
  | { kind: 'refused'; account: Account; openid: string; type: string; text: string; errcode: number; at: number };

/** What the platform says later of a template message it took. */
export interface TemplateNotice {
  account: Account;
  follower: Follower;
  msgId: string;
  verdict: TemplateVerdict;
}

/** Everything the API's handlers work on. */
export interface ApiContext {
  accounts: AccountBook;
  clock: SandboxClock;
  random: Random;
  rules: () => WeChatRules;
  faults: FaultRegistry<WeChatFaultTable>;
  tokens: TokenPools;
  quotas: Quotas;
  rids: RidBook;
  media: MediaStore;
  sends: Signal<SendNotice>;
  templateVerdicts: Signal<TemplateNotice>;
  /** Base address of this API, for links in answers. */
  url: () => string;
}

/** A file instead of the usual JSON. */
export interface FileResult {
  file: Answer;
}

export type ApiResult = JsonObject | FileResult;

/** The body as a JSON object. Throws ApiRefusal 44002 or 47001. */
export function jsonBody(request: ServiceRequest): JsonObject {
  if (request.body.length === 0) throw new ApiRefusal(44002);
  const parsed = parseJson(request.body.toString('utf8'));
  if (!isObject(parsed)) throw new ApiRefusal(47001);
  return parsed;
}

export const ok: JsonObject = { errcode: 0, errmsg: 'ok' };
