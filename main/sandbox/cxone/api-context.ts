import type { z } from 'zod';
import type { Answer } from '../kit/answer.ts';
import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { parseJson } from '../kit/json.ts';
import type { Random } from '../kit/random.ts';
import type { Signal } from '../kit/signal.ts';
import type { IntegrationRegistry } from './admin/integration-registry.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { AgentFiles } from './agent-files.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { DeRefusal } from './errors.ts';
import type { CxoneFaultTable } from './faults.ts';
import type { Contact, DeMessage, Thread } from './model.ts';
import type { OneTimeTokens } from './one-time-tokens.ts';
import type { RateLimits } from './rate-limits.ts';
import type { CxoneRules } from './rules.ts';
import type { TenantStore } from './store.ts';
import type { IntegrationOptions, TenantOptions } from './tenant.ts';

/** A create-message request that took effect, or repeated one that had. */
export interface MessageNotice {
  kind: 'created' | 'repeated';
  /** The sandbox's key of the channel. */
  channel: string;
  /** `idOnExternalPlatform` of the message. */
  externalId: string;
  endUserId: string;
  direction: 'inbound' | 'outbound';
  text: string;
  thread: Thread;
  contact: Contact | undefined;
  message: DeMessage | undefined;
  at: number;
}

/** A status the middleware reported for one of our outbound messages. */
export interface StatusNotice {
  channel: string;
  externalId: string;
  status: 'delivered' | 'seen' | 'failed';
  reason: string | null;
  /** The middleware's own time of it, as given. */
  updatedAt: string;
}

/** Everything the API's handlers work on. */
export interface ApiContext {
  tenant: TenantOptions;
  integrations: readonly IntegrationOptions[];
  registry: IntegrationRegistry;
  /** The sandbox's name of the account a new channel is for; undefined: it goes by its id. */
  keyOf: (idOnExternalPlatform: string) => string | undefined;
  clock: SandboxClock;
  random: Random;
  rules: () => CxoneRules;
  faults: FaultRegistry<CxoneFaultTable>;
  tokens: AccessTokens;
  oneTimeTokens: OneTimeTokens;
  store: TenantStore;
  attachments: AttachmentStore;
  agentFiles: AgentFiles;
  limits: RateLimits;
  messages: Signal<MessageNotice>;
  /** False when no outbound message has that id and none is on its way. */
  reportStatus(notice: StatusNotice & { channelId: string }): boolean;
  url: () => string;
}

export interface DeCall {
  request: ServiceRequest;
  parameters: Record<string, string>;
  /** Key of the application the bearer was issued to (that of an integration, where it has one); empty where none is needed. */
  integration: string;
}

export type DeHandler = (context: ApiContext, call: DeCall) => Answer;

/** The body as the schema reads it. Throws DeRefusal 400 with one row per problem. */
export function readBody<T>(schema: z.ZodType<T>, call: DeCall): T {
  const parsed = schema.safeParse(parseJson(call.request.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new DeRefusal(
    400,
    parsed.error.issues.map((issue) => ({
      field: issue.path.join('.'),
      message: issue.message,
      parameters: {},
      errorCode: `validation.${issue.code}`,
    })),
  );
}

/** Values of a query list, written `name[]=a&name[]=b` or `name=a`. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return [...query.getAll(`${name}[]`), ...query.getAll(name)].filter((value) => value !== '');
}
