import type { ChannelBody } from '#shared/setup/cxone-channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { NoteExchange } from '../../ports/delivery-target.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import {
  createdWithoutWord,
  readChannels,
  readCreated,
  readJson,
  refusalDetail,
  TemporaryAttachment,
  type CreatedMessage,
  type CxoneChannel,
} from './cxone-answers.ts';
import type { CreateMessageBody } from './cxone-bodies.ts';
import { failed, statusFailure, transportFailure, type CxoneResult } from './cxone-result.ts';
import { noteCall } from './noted-call.ts';
import { uploadBody, type UploadedFile } from './upload-body.ts';
import {
  createCxoneTokens,
  type CxoneSession,
  type CxoneTokens,
  type CxoneTokensDeps,
  type SessionAsker,
} from './cxone-token.ts';

/** Whole call, milliseconds. */
const callTimeoutMs = 15_000;
/** Bytes per second: an upload slower than this is given up. */
const slowestUpload = 256 * 1024;
const longestListBytes = 8 * 1024 * 1024;
/** More channels than any tenant has; beyond it a list is taken for endless. */
const longestList = 10_000;
const pageSize = 100;

export interface MessageStatus {
  readonly status: 'delivered' | 'failed';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason: string | null;
}

/** The Digital Engagement 3.0 calls we make. Never rejects: every way a call can end is a result. */
export interface CxoneClient {
  /**
   * Signs in, or shows that we are. `apiBase`: the host of the Digital Engagement API. Asked by somebody who waits for it,
   * for the channel of that id.
   */
  signIn(cxoneChannelId: string, signal: AbortSignal): Promise<CxoneResult<{ readonly apiBase: string }>>;
  /** Forgets the session kept and signs in anew, for a reconnect. */
  renewToken(signal: AbortSignal): Promise<CxoneResult<{ readonly apiBase: string }>>;
  /** `POST /channels/{id}/messages`. The id in the body makes a repeat harmless. `note` is told of each call. */
  createMessage(
    cxoneChannelId: string,
    body: CreateMessageBody,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<CxoneResult<CreatedMessage>>;
  /** `PUT /channels/{id}/messages/{our id}/status`. */
  setMessageStatus(
    cxoneChannelId: string,
    messageId: string,
    status: MessageStatus,
    signal: AbortSignal,
  ): Promise<CxoneResult<null>>;
  /** `GET /channels`, all pages. `complete` is false when the list was cut at 10,000. */
  listChannels(signal: AbortSignal): Promise<CxoneResult<{ channels: readonly CxoneChannel[]; complete: boolean }>>;
  /** One channel, or null when the tenant has none of that id. */
  findChannel(cxoneChannelId: string, signal: AbortSignal): Promise<CxoneResult<CxoneChannel | null>>;
  /** `POST /channels`: creates it or, when the id exists, updates it. */
  upsertChannel(channel: ChannelBody, signal: AbortSignal): Promise<CxoneResult<null>>;
  /**
   * `POST /attachments/temporary`: the address it returns goes into a message. `expiresAt`: epoch milliseconds, null
   * when CXone does not say. A file that cannot be read here fails with MEDIA_UNREADABLE, `sent: 'no'`.
   */
  uploadTemporary(
    file: UploadedFile,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<CxoneResult<{ readonly url: string; readonly expiresAt: number | null }>>;
  /**
   * `GET` of a path below `/dfo/3.0`, for those who read the answer themselves: its JSON value, undefined when it is none.
   * `missing` is what a 404 means.
   */
  read(
    question: { readonly path: string; readonly missing: ErrorCode },
    signal: AbortSignal,
  ): Promise<CxoneResult<unknown>>;
}

export function createCxoneClient(deps: CxoneTokensDeps): CxoneClient {
  return new DigitalEngagementClient(deps.http, createCxoneTokens(deps), deps.clock);
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/dfo/3.0`. */
  readonly path: string;
  readonly body?: object;
  readonly timeoutMs?: number;
  readonly longestAnswerBytes?: number;
  /** What a 404 means. */
  readonly missing?: ErrorCode;
  /** Who needs the sign-in. */
  readonly asker?: SessionAsker;
  readonly note?: NoteExchange | undefined;
}

class DigitalEngagementClient implements CxoneClient {
  readonly #http: OutboundHttp;
  readonly #tokens: CxoneTokens;
  readonly #clock: Clock;
  /** They go with their session. */
  readonly #headers = new WeakMap<CxoneSession, CallHeaders>();

  constructor(http: OutboundHttp, tokens: CxoneTokens, clock: Clock) {
    this.#http = http;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  async signIn(cxoneChannelId: string, signal: AbortSignal) {
    const session = await this.#tokens.session(signal, { eager: true, channelId: cxoneChannelId });
    return session.ok ? { ok: true as const, value: { apiBase: session.value.apiBase } } : session;
  }

  async renewToken(signal: AbortSignal) {
    const session = await this.#tokens.renew(signal);
    return session.ok ? { ok: true as const, value: { apiBase: session.value.apiBase } } : session;
  }

  async createMessage(cxoneChannelId: string, body: CreateMessageBody, signal: AbortSignal, note?: NoteExchange) {
    const path = `/channels/${encodeURIComponent(cxoneChannelId)}/messages`;
    const answer = await this.#call(
      { method: 'POST', path, body, missing: 'CXONE_CHANNEL_MISSING', asker: { channelId: cxoneChannelId }, note },
      signal,
    );
    if (!answer.ok) return answer;
    // 204 has no body by its nature; any other success without a readable one may be a proxy speaking.
    const created = answer.value.status === 204 ? createdWithoutWord : readCreated(answer.value.body);
    return created === null ? unreadable(answer.value.status) : { ok: true as const, value: created };
  }

  async setMessageStatus(
    cxoneChannelId: string,
    messageId: string,
    { status, at, reason }: MessageStatus,
    signal: AbortSignal,
  ) {
    const path = `/channels/${encodeURIComponent(cxoneChannelId)}/messages/${encodeURIComponent(messageId)}/status`;
    const body = { status, updatedAt: new Date(at).toISOString(), ...(reason !== null && { reason }) };
    return nothing(await this.#call({ method: 'PUT', path, body }, signal));
  }

  async listChannels(signal: AbortSignal) {
    const found = new Map<string, CxoneChannel>();
    // Whether pages count from 0 or from 1 is not published: the first may come twice, which adds nothing.
    for (let page = 0; found.size < longestList; page += 1) {
      const answer = await this.#channels(`?size=${pageSize}&page=${page}`, { eager: true }, signal);
      if (!answer.ok) return answer;
      const before = found.size;
      for (const channel of answer.value) found.set(channel.id, channel);
      const isLast = answer.value.length === 0 || (found.size === before && page > 1);
      if (isLast) return { ok: true as const, value: { channels: [...found.values()], complete: true } };
    }
    return { ok: true as const, value: { channels: [...found.values()].slice(0, longestList), complete: false } };
  }

  async findChannel(cxoneChannelId: string, signal: AbortSignal) {
    const named = await this.#channels(
      `?id[]=${encodeURIComponent(cxoneChannelId)}`,
      { eager: true, channelId: cxoneChannelId },
      signal,
    );
    if (!named.ok) return named;
    const found = named.value.find(({ id }) => id === cxoneChannelId);
    if (found !== undefined || named.value.length === 0) return { ok: true as const, value: found ?? null };
    // Others came back, so the filter was not applied and ours may stand on a later page.
    const all = await this.listChannels(signal);
    if (!all.ok) return all;
    return { ok: true as const, value: all.value.channels.find(({ id }) => id === cxoneChannelId) ?? null };
  }

  async upsertChannel(channel: ChannelBody, signal: AbortSignal) {
    return nothing(
      await this.#call(
        { method: 'POST', path: '/channels', body: channel, asker: { eager: true, channelId: channel.id } },
        signal,
      ),
    );
  }

  async uploadTemporary(file: UploadedFile, signal: AbortSignal, note?: NoteExchange) {
    const body = uploadBody(file);
    const timeoutMs = callTimeoutMs + Math.ceil((body.sizeBytes / slowestUpload) * 1_000);
    const call = { method: 'POST' as const, path: '/attachments/temporary', body, timeoutMs, note };
    const answer = await this.#call(call, signal);
    if (!answer.ok) return answer;
    const parsed = TemporaryAttachment.safeParse(answer.value.body);
    if (!parsed.success) return unreadable(answer.value.status);
    const expiresAt = Date.parse(parsed.data.expireAt ?? '');
    return {
      ok: true as const,
      value: { url: parsed.data.url, expiresAt: Number.isNaN(expiresAt) ? null : expiresAt },
    };
  }

  async read({ path, missing }: { readonly path: string; readonly missing: ErrorCode }, signal: AbortSignal) {
    const answer = await this.#call({ method: 'GET', path, missing, longestAnswerBytes: longestListBytes }, signal);
    return answer.ok ? { ok: true as const, value: answer.value.body } : answer;
  }

  async #channels(
    query: string,
    asker: SessionAsker,
    signal: AbortSignal,
  ): Promise<CxoneResult<readonly CxoneChannel[]>> {
    const path = `/channels${query}`;
    const answer = await this.#call({ method: 'GET', path, longestAnswerBytes: longestListBytes, asker }, signal);
    if (!answer.ok) return answer;
    const channels = readChannels(answer.value.body);
    return channels === null ? unreadable(answer.value.status) : { ok: true, value: channels };
  }

  /** Makes a call, with a second try under a new token when the first one's is refused. */
  async #call(call: Call, signal: AbortSignal): Promise<CxoneResult<Answer>> {
    for (const isLastTry of [false, true]) {
      let session = this.#tokens.current();
      if (session === null) {
        const signedIn = await this.#tokens.session(signal, call.asker);
        if (!signedIn.ok) return signedIn;
        session = signedIn.value;
      }
      const answer = await this.#send(call, session, signal);
      if (!answer.ok || answer.value.status !== 401)
        return answer.ok ? judged(call, answer.value, this.#clock.now()) : answer;
      if (isLastTry) {
        this.#tokens.refused(session.accessToken);
        return judged(call, answer.value, this.#clock.now());
      }
      this.#tokens.drop(session.accessToken);
    }
    throw new Error('a call ends within two tries');
  }

  #headersOf(session: CxoneSession): CallHeaders {
    const known = this.#headers.get(session);
    if (known !== undefined) return known;
    const bare = { accept: 'application/json', authorization: `Bearer ${session.accessToken}` };
    const made = {
      bare: Object.freeze(bare),
      withBody: Object.freeze({ ...bare, 'content-type': 'application/json' }),
    };
    this.#headers.set(session, made);
    return made;
  }

  async #send(call: Call, session: CxoneSession, signal: AbortSignal): Promise<CxoneResult<Answer>> {
    const { accessToken, apiBase } = session;
    const headers = this.#headersOf(session);
    const { method, path, body, longestAnswerBytes, note, timeoutMs = callTimeoutMs } = call;
    const url = `${apiBase}/dfo/3.0${path}`;
    const clock = this.#clock;
    const made = note && { note, method, url, body, accessToken, at: clock.now(), from: clock.monotonic() };
    try {
      const answer = await this.#http.request<Uint8Array>({
        method,
        url,
        headers: body === undefined ? headers.bare : headers.withBody,
        data: body,
        timeout: timeoutMs,
        signal,
        ...(longestAnswerBytes !== undefined && { maxContentLength: longestAnswerBytes }),
      });
      const { status } = answer;
      if (made !== undefined) noteCall(clock, made, { status, answer: answer.data });
      return { ok: true, value: { status, headers: answer.headers, body: readJson(answer.data) } };
    } catch (thrown) {
      const failure = transportFailure(thrown);
      if (made !== undefined) noteCall(clock, made, { failure: failure.failure.platformCode ?? failure.failure.code });
      return failure;
    }
  }
}

/** Frozen, so that they are read and written once for all calls of a session. */
interface CallHeaders {
  readonly bare: Readonly<Record<string, string>>;
  readonly withBody: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: object;
  readonly body: unknown;
}

function judged(call: Call, answer: Answer, now: number): CxoneResult<Answer> {
  if (answer.status >= 200 && answer.status < 300) return { ok: true, value: answer };
  return statusFailure(answer, refusalDetail(answer.body), now, call.missing);
}

function nothing(answer: CxoneResult<unknown>): CxoneResult<null> {
  return answer.ok ? { ok: true, value: null } : answer;
}

function unreadable(status: number) {
  return failed('CXONE_ANSWER_INVALID', 'maybe', { platformCode: `HTTP ${status}` });
}
