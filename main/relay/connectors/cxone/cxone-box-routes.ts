import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutboundIntake } from '../../ports/intake.ts';
import type { LiveBoxSecrets } from '../../ports/box-secrets.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';
import type { BoxSightings } from '../../ports/setup-sightings.ts';
import { agentTexts } from './agent-texts.ts';
import { AnswerReceipts } from './answer-receipts.ts';
import { boxErrors, busy, errorAnswer, sendAnswer, unauthorized, type BoxAnswer } from './box-answers.ts';
import type { BoxClient } from './box-client.ts';
import { createMessageRoute, type MessageRoute } from './box-message-route.ts';
import type { CallerCertificates } from './caller-certificates.ts';
import { learntPath, maskedPath, readBoxPath, type BoxRoute } from './box-path.ts';
import { createRecipientRoutes, type RecipientRoutes } from './box-recipient-routes.ts';
import { refusingStopped } from './stopped-channels.ts';
import { createTokenRoute, type TokenRoute } from './box-token-route.ts';
import { createBoxTokens, type BoxTokens, type TokenVerdict } from './box-token.ts';

/** A Box message is a few kilobytes; this leaves room for the largest card. */
const bodyLimitBytes = 1024 * 1024;
/** The token call holds three short members, and anybody may make it. */
const tokenBodyLimitBytes = 16 * 1024;

const prefix = '/integration/box';
const prefixSegments = 2;

export interface BoxRoutesDeps {
  readonly clients: readonly BoxClient[];
  /** Their secrets, read at each use. */
  readonly secrets: LiveBoxSecrets;
  readonly intake: OutboundIntake;
  readonly legs: LegReporter;
  readonly clock: Clock;
  readonly log: Logger;
  /** At least 32 random bytes, the same at every start: tokens are signed with keys made from them. */
  readonly keyMaterial: Uint8Array;
  /** The address CXone reaches us under, without a trailing slash. */
  readonly publicUrl: () => string;
  /** The channel is switched off: calls that would write to its end users are refused, nothing is stored. */
  readonly isStopped?: (channelId: ChannelId) => boolean;
  /** Who calls by certificate. Left out where callers are not asked for one. */
  readonly certificates?: CallerCertificates;
  /** Told of calls that are CXone's for certain. */
  readonly sightings?: BoxSightings;
  /** Under which address of ours a request came, as far as it can be told. */
  readonly arrivedUnder?: (request: FastifyRequest) => string | null;
}

/**
 * CXone's Box API: every path under `/integration/box`. A fixed table decides; what is not in it is answered 404 and
 * counted, and noted when it is CXone's for certain, since not all it may call is published. Nothing is read of a call
 * before its token has been checked.
 */
export function registerBoxRoutes(app: FastifyInstance, deps: BoxRoutesDeps): void {
  const box = new BoxRoutes(deps);
  void app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, parsed) => {
        parsed(null, body);
      });
      scope.addHook('onRequest', (request, reply, next) => {
        const refusal = box.admit(request);
        if (refusal === null) next();
        else sendAnswer(reply, refusal, box.receipts);
      });
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        sendAnswer(reply, box.failed(error, request), box.receipts);
      });
      // The first is the integration box URL itself.
      for (const url of ['/', '/*']) {
        scope.route({
          method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'],
          url,
          bodyLimit: bodyLimitBytes,
          handler: (request, reply) => {
            void box.handle(request).then((answer) => {
              sendAnswer(reply, answer, box.receipts);
            });
          },
        });
      }
      done();
    },
    { prefix },
  );
}

/** What is known of a call before its body is read. */
export interface AdmittedCall {
  readonly route: BoxRoute;
  readonly client: BoxClient | null;
  /** The body is a form and not JSON. */
  readonly isForm: boolean;
  /** Monotonic, milliseconds. */
  readonly startedAt: number;
}

class BoxRoutes {
  readonly receipts: AnswerReceipts;
  readonly #deps: BoxRoutesDeps;
  readonly #tokens: BoxTokens;
  readonly #tokenRoute: TokenRoute;
  readonly #messageRoute: MessageRoute;
  readonly #recipientRoutes: RecipientRoutes;
  readonly #admitted = new WeakMap<FastifyRequest, AdmittedCall>();

  constructor(given: BoxRoutesDeps) {
    const deps = { ...given, intake: refusingStopped(given) };
    this.#deps = deps;
    this.receipts = new AnswerReceipts(deps.clock);
    this.#tokens = createBoxTokens(deps);
    this.#tokenRoute = createTokenRoute({ ...deps, tokens: this.#tokens });
    this.#messageRoute = createMessageRoute({ ...deps, receipts: this.receipts });
    this.#recipientRoutes = createRecipientRoutes(deps);
  }

  /** Null when the body may be read, else the answer. */
  admit(request: FastifyRequest): BoxAnswer | null {
    const route = readBoxPath(pathOf(request), prefixSegments);
    if (route.kind === 'unknown') {
      this.#deps.log.debug('box.unknown_route', { method: request.method, path: maskedPath(pathOf(request)) });
      this.#deps.legs.refusedRequest(null, 'BOX_UNKNOWN_ROUTE');
      return this.#unpublished(request) ?? errorAnswer(boxErrors.unknownRoute);
    }
    if (request.method !== 'POST') {
      return this.#unpublished(request) ?? errorAnswer(boxErrors.wrongMethod, { allow: 'POST' });
    }
    const form = bodyForm(request);
    const isReadable = form === 'json' || (form === 'form' && route.kind === 'token');
    if (isEncoded(request) || !isReadable) return errorAnswer(boxErrors.wrongType);
    if (isTooLarge(request, route)) return errorAnswer(boxErrors.tooLarge, { connection: 'close' });
    const client = route.kind === 'token' ? null : this.#authenticated(request);
    if (client === null && route.kind !== 'token') return unauthorized;
    this.#admitted.set(request, { route, client, isForm: form === 'form', startedAt: this.#deps.clock.monotonic() });
    // Judged above; Fastify would turn away what it cannot parse, an empty one among them.
    request.headers['content-type'] = 'application/octet-stream';
    return null;
  }

  /** Never rejects. */
  async handle(request: FastifyRequest): Promise<BoxAnswer> {
    try {
      return await this.#answer(request);
    } catch (thrown) {
      this.#logFailure(request, thrown);
      return busy();
    }
  }

  failed(error: FastifyError, request: FastifyRequest): BoxAnswer {
    switch (error.statusCode) {
      case 413:
        return errorAnswer(boxErrors.tooLarge, { connection: 'close' });
      case 415:
        return errorAnswer(boxErrors.wrongType);
      case 400:
        return errorAnswer(boxErrors.notJson);
      default:
        this.#logFailure(request, error);
        return busy();
    }
  }

  async #answer(request: FastifyRequest): Promise<BoxAnswer> {
    const call = this.#admitted.get(request);
    if (call === undefined) return errorAnswer(boxErrors.unknownRoute);
    const { route, client, isForm, startedAt } = call;
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    if (route.kind === 'token') return this.#tokenRoute(request, body, isForm);
    if (client === null || route.kind === 'unknown') return unauthorized;
    if (route.kind === 'reply') {
      return this.#messageRoute({ channels: client.channels, threadId: route.threadId, body, startedAt });
    }
    const channel = client.channels.find(({ cxoneChannelId }) => cxoneChannelId === route.channelId);
    if (channel === undefined) return errorAnswer(boxErrors.unknownChannel);
    if (this.#deps.isStopped?.(channel.id) === true) {
      this.#deps.legs.refusedRequest(channel.id, 'CHANNEL_STOPPED');
      return busy(agentTexts(channel.agentLanguage));
    }
    switch (route.kind) {
      case 'outbound':
        return this.#messageRoute({ channels: [channel], threadId: null, body, startedAt });
      case 'validation':
        return this.#recipientRoutes.validate(channel, body);
      case 'typing':
        return this.#recipientRoutes.typing(channel, route.threadId, body);
    }
  }

  /** Notes a call of CXone's that nobody published. An answer only where CXone has to come again to be known. */
  #unpublished(request: FastifyRequest): BoxAnswer | null {
    const caller = this.#caller(request);
    // With a token that is over, a 401 is how CXone learns that it needs a new one.
    if (caller.kind === 'expired') return unauthorized;
    if (caller.kind !== 'valid') return null;
    const announced = Number(request.headers['content-length'] ?? Number.NaN);
    this.#deps.sightings?.unknownCall(caller.client.clientId, {
      method: request.method,
      path: learntPath(pathOf(request)),
      sizeBytes: Number.isFinite(announced) ? announced : null,
    });
    return null;
  }

  #logFailure(request: FastifyRequest, thrown: unknown): void {
    const { code, message } = toRelayError(thrown);
    this.#deps.log.error('box.failed', { path: maskedPath(pathOf(request)), code, detail: message });
  }

  #authenticated(request: FastifyRequest): BoxClient | null {
    const caller = this.#caller(request);
    switch (caller.kind) {
      case 'valid':
        this.#deps.sightings?.called(caller.client.clientId, this.#deps.arrivedUnder?.(request) ?? null);
        return caller.client;
      case 'other_certificate':
        this.#deps.legs.refusedRequest(null, 'BOX_CERTIFICATE_REFUSED');
        return null;
      // Only a false one is worth counting.
      case 'invalid':
        this.#deps.log.debug('box.token_refused', { path: maskedPath(pathOf(request)) });
        this.#deps.legs.refusedRequest(null, 'BOX_TOKEN_INVALID');
        return null;
      // An expired token is how CXone learns that it needs a new one.
      case 'expired':
      case 'none':
        return null;
    }
  }

  /** Whose token the call carries. */
  #caller(request: FastifyRequest): Caller {
    const token = /^bearer +(\S+) *$/iu.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return { kind: 'none' };
    const { certificates } = this.#deps;
    const verdict = this.#tokens.verify(token, certificates?.thumbprintOf(request) ?? null);
    if (verdict.kind !== 'valid') return verdict;
    const mayCall = certificates?.mayCall(request, verdict.client.clientId) !== false;
    return mayCall ? verdict : { kind: 'other_certificate' };
  }
}

type Caller = TokenVerdict | { readonly kind: 'none' } | { readonly kind: 'other_certificate' };

function pathOf(request: FastifyRequest): string {
  return request.raw.url?.split('?', 1)[0] ?? '';
}

/** Never inflated: a small body could hold a huge one. */
function isEncoded(request: FastifyRequest): boolean {
  return (request.headers['content-encoding'] ?? 'identity') !== 'identity';
}

/** A body without a type is taken for JSON, which is what CXone sends. */
function bodyForm(request: FastifyRequest): 'json' | 'form' | 'other' {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'text/json' || /^application\/(?:[\w.-]+\+)?json$/u.test(type)) return 'json';
  return type === 'application/x-www-form-urlencoded' ? 'form' : 'other';
}

function isTooLarge(request: FastifyRequest, route: BoxRoute): boolean {
  const limit = route.kind === 'token' ? tokenBodyLimitBytes : bodyLimitBytes;
  return Number(request.headers['content-length'] ?? 0) > limit;
}
