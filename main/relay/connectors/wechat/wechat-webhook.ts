import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { InboundIntake, InboundPush } from '../../ports/intake.ts';
import type { CredentialUse } from '../../ports/credential-use.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';
import type { LiveSecrets } from '../../ports/live-secrets.ts';
import { passiveReply, sealedPassiveReply } from './passive-reply.ts';
import { answer, answerEcho, answerWithReply } from './wechat-answers.ts';
import {
  authenticatePush,
  refuseUnread,
  refuseVerification,
  signingToken,
  type Verdict,
} from './wechat-authentication.ts';
import { liveInboundChannels, type InboundChannel } from './wechat-channel.ts';
import { readPush } from './wechat-mapping.ts';
import { parseQuery, type WeChatQuery } from './wechat-query.ts';
import { judgeRefusal, type Refusal } from './wechat-refusal.ts';
import { settledWithin } from '#shared/lib/settled-within.ts';

/** WeChat sends a few kilobytes; the longest text with its encrypted copy stays far below this. */
export const bodyLimitBytes = 1024 * 1024;

/** WeChat hangs up after 5 s and repeats. A push that is not on disk by then is better turned away early. */
export const answerWithinMs = 4_200;

/** What is to be said to the end user is found within this, or not said. */
export const noticeWithinMs = 1_500;

/** Refusals leave no sooner than this, milliseconds, so that their time does not tell what was wrong. */
export const refusalDelayMs = 25;

export interface WeChatWebhookDeps {
  readonly channels: readonly ChannelConfig[];
  /** Tokens and EncodingAESKeys, read for each push. */
  readonly secrets: Pick<LiveSecrets, 'channel'>;
  /** Told of the secrets each authentic push was made with. */
  readonly uses?: Pick<CredentialUse, 'pushVerified' | 'urlVerified'>;
  /** Under which address of ours a request came, as far as it can be told. */
  readonly arrivedUnder?: (request: FastifyRequest) => string | null;
  readonly intake: InboundIntake;
  readonly legs: LegReporter;
  readonly clock: Clock;
  /** Milliseconds to add to our wall clock to get the true time, as far as known. */
  readonly clockOffsetMs: () => number;
  readonly log: Logger;
  /** The channel is switched off: its pushes are refused, nothing is stored. */
  readonly isStopped?: (channelId: ChannelId) => boolean;
  /**
   * A text for the sender of a push that is on disk, shown as WeChat's passive reply; null for none. The same for every
   * repeat of the push.
   */
  readonly textFor?: (push: InboundPush) => Promise<string | null> | null;
  /** Only for tests with a clock that stands still: 0 answers refusals at once. */
  readonly refusalDelayMs?: number;
}

/**
 * WeChat's callback: `GET` and `POST /wechat/:channelId`. The server is expected to fold a trailing slash and repeated
 * slashes, and to bound headers, connections and time. Throws CONFIG_INVALID when a channel's keys cannot be used.
 */
export function registerWeChatWebhook(app: FastifyInstance, deps: WeChatWebhookDeps): void {
  const webhook = new WeChatWebhook(deps);
  void app.register((scope, _options, done) => {
    // The body is judged, never its label. Bytes stay as they came: the signature is over them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.addHook('onRequest', (request, reply, next) => {
      if (webhook.admit(request, reply)) next();
    });
    scope.get<ChannelRoute>('/wechat/:channelId', { exposeHeadRoute: false }, (request, reply) =>
      webhook.verify(request, reply),
    );
    scope.post<ChannelRoute>('/wechat/:channelId', { bodyLimit: bodyLimitBytes }, (request, reply) =>
      webhook.receive(request, reply),
    );
    done();
  });
}

interface ChannelRoute {
  Params: { channelId: string };
}

/** What is on disk: a message of an end user, or, with null, something nobody is answered for. */
interface Stored {
  readonly push: InboundPush | null;
  readonly toUserName: string;
}

class WeChatWebhook {
  readonly #deps: WeChatWebhookDeps;
  readonly #channel: (id: string) => InboundChannel | undefined;

  constructor(deps: WeChatWebhookDeps) {
    this.#deps = deps;
    this.#channel = liveInboundChannels(deps.channels, deps.secrets);
  }

  /** What can be said before the body is read. True when the request may go on. */
  admit(request: FastifyRequest, reply: FastifyReply): boolean {
    const { headers } = request.raw;
    if (!/^\/+wechat\/+[A-Za-z0-9_-]+\/*(?:\?|$)/u.test(request.raw.url ?? '')) {
      void answer(reply, 'notFound');
    } else if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      // Never inflated: the signature is over what was sent, and a small body can hold a huge one.
      void answer(reply, 'encoded');
    } else if (Number(headers['content-length'] ?? 0) > bodyLimitBytes) {
      void answer(reply.header('connection', 'close'), 'tooLarge');
    } else {
      // Fastify refuses a label it cannot read before any parser sees the body.
      headers['content-type'] = 'application/octet-stream';
      return headers.expect === undefined || this.#admitUnread(request, reply);
    }
    return false;
  }

  /** The sender asks before it sends the body: a bad address is refused without it. */
  #admitUnread(request: FastifyRequest, reply: FastifyReply): boolean {
    const query = parseQuery(queryOf(request));
    const channel = this.#channel((request.params as ChannelRoute['Params']).channelId);
    const refusal = query === null || channel === undefined ? early(query) : refuseUnread(channel, query, this.#now());
    if (refusal !== null) void this.#refuse(reply, channel, refusal);
    return refusal === null;
  }

  async verify(request: FastifyRequest<ChannelRoute>, reply: FastifyReply): Promise<FastifyReply> {
    const query = parseQuery(queryOf(request));
    const channel = this.#channel(request.params.channelId);
    if (query === null || channel === undefined) return this.#refuse(reply, channel, early(query));
    const refusal = refuseVerification(channel, query, this.#now());
    if (refusal !== null || query.echo === null) return this.#refuse(reply, channel, refusal ?? early(null));
    this.#deps.legs.proof(channel.id, 'wechatIn', 'other_side');
    this.#deps.log.info('wechat.url_verified', { channelId: channel.id });
    const token = signingToken(channel, query);
    const under = this.#deps.arrivedUnder?.(request) ?? null;
    if (token !== null) this.#deps.uses?.urlVerified(channel.id, { token, echo: query.echo.toString('latin1'), under });
    return answerEcho(reply, query.echo);
  }

  async receive(request: FastifyRequest<ChannelRoute>, reply: FastifyReply): Promise<FastifyReply> {
    const deadline = this.#deps.clock.monotonic() + answerWithinMs - reply.elapsedTime;
    const query = parseQuery(queryOf(request));
    const channel = this.#channel(request.params.channelId);
    // An unknown channel is refused after its body is read, like a wrong signature: a sender who dawdles learns nothing.
    if (query === null || channel === undefined) return this.#refuse(reply, channel, early(query));
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const verdict = authenticatePush(channel, query, body, this.#now());
    if (verdict.kind === 'refused') return this.#refuse(reply, channel, verdict.refusal);
    if (verdict.kind === 'malformed') {
      this.#note(channel, verdict.refusal);
      return answer(reply, 'malformed');
    }
    const encodingAesKey = channel.secrets.encodingAesKeys[verdict.keyIndex ?? -1] ?? null;
    const under = this.#deps.arrivedUnder?.(request) ?? null;
    this.#deps.uses?.pushVerified(channel.id, { token: verdict.token, encodingAesKey, under });
    if (this.#deps.isStopped?.(channel.id) === true) {
      this.#deps.legs.refusedRequest(channel.id, 'CHANNEL_STOPPED');
      return answer(reply, 'busy');
    }
    const stored = await this.#inTime(channel, deadline, this.#store(channel, query, verdict));
    if (stored === null) return answer(reply, 'busy');
    const xml = stored.push === null ? null : await this.#replyTo(channel, query, verdict, stored, deadline);
    return xml === null ? answer(reply, 'success') : answerWithReply(reply, xml);
  }

  /** What the end user is told in the answer itself, or null: then the push is acknowledged and no more. */
  async #replyTo(
    channel: InboundChannel,
    query: WeChatQuery,
    verdict: Extract<Verdict, { kind: 'authentic' }>,
    { push, toUserName }: Stored,
    deadline: number,
  ): Promise<string | null> {
    const { textFor, clock } = this.#deps;
    const work = push === null ? null : (textFor?.(push) ?? null);
    if (push === null || work === null) return null;
    const end = await settledWithin(work, Math.min(noticeWithinMs, deadline - clock.monotonic()), clock);
    // After the deadline WeChat may have hung up: its repeat gets the text.
    if (end.kind !== 'done' || end.value === null || clock.monotonic() > deadline) return null;
    const reply = { openId: push.openId, originalId: toUserName, text: end.value, now: this.#now() };
    if (channel.mode === 'plain' || query.encryption === 'none') return passiveReply(reply);
    // With what the push came with: during a change that is what WeChat has.
    const key = channel.keys[verdict.keyIndex ?? 0];
    const { token } = verdict;
    return key === undefined
      ? null
      : sealedPassiveReply(reply, { key, appId: channel.appId, token, nonce: query.nonce });
  }

  /** Resolves when the push, or its bytes in quarantine, are on disk. */
  async #store(
    channel: InboundChannel,
    query: WeChatQuery,
    verdict: Extract<Verdict, { kind: 'authentic' }>,
  ): Promise<Stored> {
    const { intake, legs, log } = this.#deps;
    const [presentToken] = channel.secrets.tokens;
    if ((verdict.keyIndex ?? 0) > 0) log.warn('wechat.previous_key_used', { channelId: channel.id });
    if (verdict.token !== presentToken) log.warn('wechat.previous_token_used', { channelId: channel.id });
    const mapped = readPush(verdict.message, verdict.read, channel);
    if (!mapped.ok) {
      log.warn('wechat.push_unreadable', { channelId: channel.id, field: mapped.field });
      await intake.quarantine({ channelId: channel.id, raw: verdict.message, code: 'WECHAT_PUSH_UNREADABLE' });
      legs.proof(channel.id, 'wechatIn', 'other_side');
      return { push: null, toUserName: '' };
    }
    const { toUserName } = mapped;
    if (toUserName !== channel.originalId) {
      log.warn('wechat.original_id_differs', { channelId: channel.id, received: maskId(toUserName) });
    }
    if (mapped.kind === 'verdict') {
      await intake.verdict(mapped.verdict);
      legs.proof(channel.id, 'wechatIn', 'other_side');
      return { push: null, toUserName };
    }
    const { push } = mapped;
    if (query.openId !== null && query.openId !== push.openId) {
      log.warn('wechat.query_openid_differs', { channelId: channel.id, sender: maskId(push.openId) });
    }
    const result = await intake.accept(push);
    legs.proof(channel.id, 'wechatIn', 'message');
    log.debug('wechat.push_accepted', { channelId: channel.id, messageId: result.id, result: result.kind });
    return { push, toUserName };
  }

  /**
   * Null when it failed or is not done in time; then it may still end well, and WeChat's repeat is a duplicate. The time
   * is looked at again afterwards: a disk that holds up this whole process holds up its timers too.
   */
  async #inTime(channel: InboundChannel, deadline: number, store: Promise<Stored>): Promise<Stored | null> {
    const { clock, log } = this.#deps;
    const end = await settledWithin(store, deadline - clock.monotonic(), clock);
    if (end.kind === 'done' && clock.monotonic() <= deadline) return end.value;
    const code = end.kind === 'failed' ? toRelayError(end.thrown).code : 'too slow';
    log.error('wechat.push_not_stored', { channelId: channel.id, code });
    return null;
  }

  async #refuse(reply: FastifyReply, channel: InboundChannel | undefined, refusal: Refusal): Promise<FastifyReply> {
    this.#note(channel, refusal);
    const delayMs = this.#deps.refusalDelayMs ?? refusalDelayMs;
    if (delayMs > 0) await new Promise<void>((resolve) => this.#deps.clock.after(delayMs, resolve));
    return answer(reply, 'unauthorized');
  }

  #note(channel: InboundChannel | undefined, refusal: Refusal): void {
    const { legs, log } = this.#deps;
    const { code, fault } = judgeRefusal(refusal);
    const channelId = channel?.id ?? null;
    legs.refusedRequest(channelId, code);
    if (channelId !== null && fault !== null) legs.fault(channelId, 'wechatIn', fault);
    log.warn('wechat.push_refused', { channelId, reason: refusal.reason, code, tokenKnown: refusal.tokenKnown });
  }

  #now(): number {
    return this.#deps.clock.now() + this.#deps.clockOffsetMs();
  }
}

/** Before anything is known of the sender: a broken form, or else a channel that is not ours. */
function early(query: WeChatQuery | null): Refusal {
  const reason = query === null ? 'query' : 'unknown_channel';
  return { reason, tokenKnown: false, addressedToUs: false, value: null };
}

function queryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
