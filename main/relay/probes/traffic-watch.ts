import type { FastifyInstance, FastifyRequest } from 'fastify';
import { whenOver } from '#main/node/when-over.ts';
import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { PushWatch } from '../core/push-watch.ts';
import type { InboundIntake } from '../ports/intake.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';

/** What passed by of one channel since the start. */
export interface ChannelTraffic {
  readonly pushes: PushWatch;
  /** CXone, epoch ms: when it last fetched a token, and when it last used one. */
  tokenIssuedAt: number | null;
  tokenUsedAt: number | null;
  /** WeChat, epoch ms. */
  lastPushAt: number | null;
}

interface Kept extends ChannelTraffic {
  /** Monotonic, of our calls that WeChat counts as customer-service messages. */
  ownSendAt: number;
  quota: { readonly used: number; readonly at: number } | null;
  /** Requests of our own to our callback that have arrived and not been told to the legs. */
  ownEchoes: number;
}

const callbackPath = /^\/+wechat\/+([A-Za-z0-9_-]+)\/*(?:\?|$)/u;
const tokenPath = /^\/+integration\/+box\/+(?:[^?]*\/)?token\/*(?:\?|$)/u;

/**
 * Sees what the probes judge without asking anybody: pushes and how they were answered, CXone's calls, our own sends. It
 * stands between the connectors and the legs (`legs`), between the callback and the store (`watchIntake`), and hears of
 * every answer of the public listener (`attach`).
 */
export class TrafficWatch {
  /** To be given to the connectors in place of the reporter. */
  readonly legs: LegReporter;
  readonly #clock: Clock;
  readonly #channels = new Map<string, Kept>();
  readonly #echoes = new Set<string>();
  #tokenCalls = 0;

  constructor(deps: { readonly legs: LegReporter; readonly clock: Clock }) {
    const { legs } = deps;
    this.#clock = deps.clock;
    this.legs = {
      proof: (channelId, leg, strength) => {
        if (this.#proof(channelId, leg, strength)) legs.proof(channelId, leg, strength);
      },
      fault: (channelId, leg, fault) => {
        if (leg === 'wechatOut') this.#ownSend(channelId);
        legs.fault(channelId, leg, fault);
      },
      warning: (channelId, leg, warning) => {
        legs.warning(channelId, leg, warning);
      },
      warningOver: (channelId, leg, code) => {
        legs.warningOver(channelId, leg, code);
      },
      refusedRequest: (channelId, code) => {
        legs.refusedRequest(channelId, code);
      },
    };
  }

  /** Only channels that were added are watched, so that a stranger's addresses cost nothing. */
  add(channelId: ChannelId): void {
    if (this.#channels.has(channelId)) return;
    this.#channels.set(channelId, {
      pushes: new PushWatch(this.#clock.monotonic()),
      tokenIssuedAt: null,
      tokenUsedAt: null,
      lastPushAt: null,
      ownSendAt: Number.NEGATIVE_INFINITY,
      quota: null,
      ownEchoes: 0,
    });
  }

  of(channelId: ChannelId): ChannelTraffic | null {
    return this.#channels.get(channelId) ?? null;
  }

  watchIntake(intake: InboundIntake): InboundIntake {
    return {
      accept: (push) => {
        this.#pushed(push.channelId, push.dedupeKey);
        return intake.accept(push);
      },
      verdict: (input) => {
        this.#pushed(input.channelId, `verdict ${input.platformMessageId}`);
        return intake.verdict(input);
      },
      quarantine: (input) => intake.quarantine(input),
    };
  }

  /** To be called before the routes are registered. */
  attach(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      const left = this.#arrived(request);
      // However it ends: a caller may hang up before the answer.
      if (left !== null) whenOver(request.raw, reply.raw, left);
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      if (request.method === 'POST') this.#answered(request, reply.statusCode, reply.elapsedTime);
      done();
    });
  }

  /** A request of ours to our own callback is about to be made: it must not be taken for one of WeChat's. Returns its end. */
  expectEcho(echo: string): () => void {
    this.#echoes.add(echo);
    return () => {
      this.#echoes.delete(echo);
    };
  }

  /**
   * WeChat's count of today's sends. When it grows while we send nothing, somebody else answers this account's customers:
   * they write, and their messages should reach us too.
   */
  quotaSeen(channelId: ChannelId, used: number): void {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return;
    const now = this.#clock.monotonic();
    const before = channel.quota;
    channel.quota = { used, at: now };
    if (before !== null && used > before.used && channel.ownSendAt < before.at) channel.pushes.activeElsewhere(now);
  }

  /** False when the legs must not hear of it. */
  #proof(channelId: ChannelId, leg: Leg, strength: ProofStrength): boolean {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return true;
    if (leg === 'wechatOut' && strength !== 'own_check') this.#ownSend(channelId);
    if (leg === 'cxoneIn' && strength === 'message') channel.tokenUsedAt = this.#clock.now();
    if (leg === 'cxoneIn' && strength === 'other_side') {
      if (this.#tokenCalls > 0) channel.tokenIssuedAt = this.#clock.now();
      else channel.tokenUsedAt = this.#clock.now();
    }
    if (leg === 'wechatIn' && strength === 'other_side' && channel.ownEchoes > 0) {
      channel.ownEchoes -= 1;
      return false;
    }
    if (leg === 'wechatIn' && strength !== 'own_check') channel.lastPushAt = this.#clock.now();
    return true;
  }

  #ownSend(channelId: ChannelId): void {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return;
    channel.ownSendAt = this.#clock.monotonic();
    channel.pushes.ownSend(channel.ownSendAt);
  }

  #pushed(channelId: ChannelId, key: string): void {
    this.#channels.get(channelId)?.pushes.pushed(key, this.#clock.monotonic());
  }

  /** Of requests that are to be told apart while they are under way: what to do when they are over. */
  #arrived(request: FastifyRequest): (() => void) | null {
    const url = request.raw.url ?? '';
    if (request.method === 'POST' && tokenPath.test(url)) {
      this.#tokenCalls += 1;
      return () => {
        this.#tokenCalls -= 1;
      };
    }
    if (this.#echoes.size === 0 || request.method !== 'GET') return null;
    const channel = this.#channelAt(url);
    const echo = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('echostr');
    if (channel === undefined || echo === null || !this.#echoes.delete(echo)) return null;
    channel.ownEchoes += 1;
    return () => {
      // It was refused, so the legs were not told.
      channel.ownEchoes = 0;
    };
  }

  #answered(request: FastifyRequest, status: number, durationMs: number): void {
    const channel = this.#channelAt(request.raw.url ?? '');
    const now = this.#clock.monotonic();
    // Refusals are left out: a stranger can cause as many as he likes.
    if (status === 200) channel?.pushes.answered(durationMs, now);
    else if (status >= 500) channel?.pushes.failed(now);
  }

  #channelAt(url: string): Kept | undefined {
    return this.#channels.get(callbackPath.exec(url)?.[1] ?? '');
  }
}
