import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelControls } from '../ports/channel-watch.ts';
import type { ActionPageName } from './action-page-routes.ts';
import { allowedUrl } from './allowed-origin.ts';
import type { ChannelActs } from './channel-acts.ts';
import type { Entrance } from './entrance.ts';
import { isEntry, namedChannel, readEntryLink } from './entry-link.ts';
import { readForm } from './form-body.ts';
import { isFromOurPage } from './form-guard.ts';
import type { Html } from './html.ts';
import { pageFrame } from './page-frame.ts';
import { pageLanguage, type PageLanguage } from './page-language.ts';
import { pageHeaders } from './page-style.ts';
import { addPage } from './pages/add-page.ts';
import { formActs, type FormAct } from './pages/form-parts.ts';
import { problemPage } from './pages/problem-page.ts';
import { reconnectChoice, reconnectProgress, reloadAfter, type RunView } from './pages/reconnect-page.ts';
import { mayRemove, removeChoice, removeConfirmation, removed } from './pages/remove-page.ts';
import { isSameSecret, sessionCookie, sessionIdIn, type ActionSession, type ActionSessions } from './sessions.ts';
import { actionTexts, type ActionTexts } from './texts/texts.ts';

export interface ActionPagesParts {
  readonly sessions: ActionSessions;
  readonly entrance: Entrance;
  readonly acts: ChannelActs;
  readonly testOrigins: ReadonlySet<string>;
  readonly channels: readonly ChannelConfig[];
  readonly controls: Pick<ChannelControls, 'of'>;
  readonly snapshots: () => readonly ChannelSnapshot[];
  readonly runs: () => readonly ReconnectRun[];
  readonly publicUrl: () => string;
  readonly callerOf: (address: string) => string | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The listener closes a connection on which nothing moves for ten seconds; the page has to be there before. */
const answerWithinMs = 9_000;

/** One request while it is answered. */
interface Visit {
  readonly page: ActionPageName;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly language: PageLanguage;
  readonly texts: ActionTexts;
  /** Known once the link or the session has been read. */
  backUrl: string | null;
  session: ActionSession | null;
}

interface Shown {
  readonly title: string;
  readonly body: Html;
  readonly reloadSeconds?: number | null;
}

/** Answers the requests of administrators' browsers. Never rejects: what goes wrong becomes a page. */
export class ActionPages {
  readonly #parts: ActionPagesParts;

  constructor(parts: ActionPagesParts) {
    this.#parts = parts;
  }

  show(page: ActionPageName, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#answer(page, request, reply, async (visit) => {
      const fields = queryOf(request);
      if (isEntry(fields)) return this.#enter(visit, fields);
      const session = this.#signedIn(visit);
      const shown = await this.#shown(visit, session, fields);
      session.told = null;
      return () => send(visit, 200, shown);
    });
  }

  act(page: ActionPageName, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#answer(page, request, reply, async (visit) => {
      const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const form = readForm(request.headers['content-type'], body);
      if (form === null) throw new RelayError('ACTION_LINK_INVALID', 'no form');
      // CXone's link may come as a form, too. Like the address it carries its own proof.
      if (isEntry(form)) return this.#enter(visit, form);
      const session = this.#signedIn(visit);
      if (!isFromOurPage(request, this.#parts.publicUrl())) {
        throw new RelayError('ACTION_LINK_INVALID', 'the form came from another site');
      }
      if (!isSameSecret(session.csrf, form.get('csrf') ?? '')) {
        throw new RelayError('ACTION_SESSION_ENDED', 'the form is not one of this session');
      }
      const act = formActs.find((name) => name === form.get('act'));
      if (act === undefined) throw new RelayError('ACTION_LINK_INVALID', 'an unknown form');
      return this.#perform(visit, session, act, form.getAll('channel'));
    });
  }

  /** `run` gives what sends the answer, so that an answer too late is sent by nobody. */
  async #answer(
    page: ActionPageName,
    request: FastifyRequest,
    reply: FastifyReply,
    run: (visit: Visit) => Promise<() => FastifyReply>,
  ): Promise<FastifyReply> {
    const language = pageLanguage(request.headers['accept-language']);
    const visit: Visit = { page, request, reply, language, texts: actionTexts(language), backUrl: null, session: null };
    try {
      const finish = await this.#inTime(run(visit));
      return await finish();
    } catch (thrown) {
      return this.#problem(visit, toRelayError(thrown));
    }
  }

  /** What is under way goes on: CXone may still do it, and then our part follows. */
  #inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#parts.clock.after(answerWithinMs, () => {
        reject(
          new RelayError('ACTION_CXONE_FAILED', 'CXone takes too long', { value: `> ${answerWithinMs / 1_000} s` }),
        );
      });
      work.then(resolve, reject).finally(cancel);
    });
  }

  /** Exchanges CXone's token for a session, and goes on at an address that has no token in it. */
  async #enter(visit: Visit, fields: URLSearchParams): Promise<() => FastifyReply> {
    const { entrance, sessions, acts, testOrigins, log } = this.#parts;
    visit.backUrl = allowedUrl(fields.get('backUrl') ?? '', testOrigins)?.href ?? null;
    const link = readEntryLink(fields, testOrigins);
    const admitted = await entrance.admit(link, this.#parts.callerOf(visit.request.ip));
    const before = sessionIdIn(visit.request.headers.cookie, this.#isSecure(visit.request));
    if (before !== null) sessions.end(before);
    const named = namedChannel(fields, lastPathPart(visit.request));
    const session = sessions.open({ ...admitted, backUrl: link.backUrl, channelId: acts.named(admitted, named) });
    acts.opened(session, visit.page);
    log.info('action_page.opened', { page: visit.page });
    return () => {
      void visit.reply.header('set-cookie', this.#cookie(visit.request, session.id, admitted.lifeMs));
      return this.#goTo(visit, 303, this.#path(visit.page));
    };
  }

  #signedIn(visit: Visit): ActionSession {
    const id = sessionIdIn(visit.request.headers.cookie, this.#isSecure(visit.request));
    if (id === null) throw new RelayError('ACTION_LINK_INVALID', 'neither a link nor a session');
    const session = this.#parts.sessions.find(id);
    if (session === null) throw new RelayError('ACTION_SESSION_ENDED', 'the session is over');
    visit.session = session;
    visit.backUrl = session.backUrl;
    return session;
  }

  async #shown(visit: Visit, session: ActionSession, fields: URLSearchParams): Promise<Shown> {
    const { acts } = this.#parts;
    const { texts, language, page } = visit;
    if (page === 'remove' && session.told?.kind === 'removed') {
      return { title: texts.remove.title, body: removed(session, texts) };
    }
    if (page === 'reconnect' && session.runs.length > 0) {
      const views = this.#runViews(session);
      return {
        title: texts.reconnect.title,
        body: reconnectProgress(session, views, texts, language),
        reloadSeconds: reloadAfter(views),
      };
    }
    const lists = await acts.lists(session);
    switch (page) {
      case 'add':
        return { title: texts.add.title, body: addPage(session, lists, texts, language) };
      case 'reconnect':
        return { title: texts.reconnect.title, body: reconnectChoice(session, lists, texts, language) };
      case 'remove': {
        const asked = fields.get('channel') ?? session.channelId;
        const view = lists.ours.find((one) => one.config.id === asked);
        if (view === undefined || !mayRemove(view)) {
          return { title: texts.remove.title, body: removeChoice(session, lists, texts, language) };
        }
        const title = texts.remove.confirmTitle(view.config.name);
        return { title, body: removeConfirmation(session, view, texts, language) };
      }
    }
  }

  #runViews(session: ActionSession): readonly RunView[] {
    const { channels, controls, runs } = this.#parts;
    const known = runs();
    return session.runs.flatMap(({ runId, channelId }) => {
      const config = channels.find(({ id }) => id === channelId);
      if (config === undefined) return [];
      const run = known.find(({ id }) => id === runId) ?? null;
      return [{ config, run, isStopped: controls.of(channelId).mode === 'stopped' }];
    });
  }

  async #perform(
    visit: Visit,
    session: ActionSession,
    act: FormAct,
    chosen: readonly string[],
  ): Promise<() => FastifyReply> {
    const { acts } = this.#parts;
    const here = this.#path(visit.page);
    switch (act) {
      case 'create':
        await acts.create(session, chosen);
        return () => this.#goTo(visit, 303, here);
      case 'reconnect':
        await acts.reconnect(session, chosen);
        return () => this.#goTo(visit, 303, here);
      case 'ask_remove': {
        const [first] = chosen;
        if (first === undefined) session.told = { kind: 'nothing', names: [] };
        const query = first === undefined ? '' : `?channel=${encodeURIComponent(first)}`;
        return () => this.#goTo(visit, 303, `${here}${query}`);
      }
      case 'remove':
        await acts.remove(session, chosen[0] ?? '');
        return () => (session.backUrl === null ? this.#goTo(visit, 303, here) : this.#leave(visit, session));
      case 'finish':
        return () => this.#leave(visit, session);
    }
  }

  #leave(visit: Visit, session: ActionSession): FastifyReply {
    this.#parts.sessions.end(session.id);
    void visit.reply.header('set-cookie', this.#cookie(visit.request, '', 0));
    return this.#goTo(visit, 302, session.backUrl ?? this.#path(visit.page));
  }

  #problem(visit: Visit, error: RelayError): FastifyReply {
    const { sessions, log } = this.#parts;
    const { texts, language, page, session } = visit;
    if (error.code === 'INTERNAL') log.error('action_page.failed', { page, code: error.code, detail: error.message });
    else log.warn('action_page.refused', { page, code: error.code, detail: error.message });
    // CXone's own word that the administrator's token is over, not merely a form of an older session.
    if (error.code === 'ACTION_SESSION_ENDED' && error.platformCode !== null && session !== null) {
      sessions.end(session.id);
    }
    const againPath = error.code === 'ACTION_CXONE_FAILED' && session !== null ? this.#path(page) : null;
    const problem = problemPage(error, texts, language, { backUrl: visit.backUrl, againPath });
    return send(visit, problem.status, problem);
  }

  #goTo({ reply, backUrl }: Visit, status: 302 | 303, location: string): FastifyReply {
    return reply.code(status).headers(pageHeaders(backUrl)).header('location', location).send('');
  }

  /** Where the page is for the browser: a proxy may have a path of its own before ours. */
  #path(page: ActionPageName): string {
    return `${new URL(this.#parts.publicUrl()).pathname.replace(/\/+$/u, '')}/integration/${page}`;
  }

  #cookie(request: FastifyRequest, id: string, lifeMs: number): string {
    return sessionCookie(id, this.#isSecure(request), lifeMs);
  }

  /** Does the browser reach us by https? A tunnel ends it before us. */
  #isSecure(request: FastifyRequest): boolean {
    const publicUrl = new URL(this.#parts.publicUrl());
    return publicUrl.host === request.headers.host ? publicUrl.protocol === 'https:' : request.protocol === 'https';
  }
}

function send({ reply, texts, session, backUrl }: Visit, status: number, shown: Shown): FastifyReply {
  const page = pageFrame({ texts, userName: session?.userName ?? null, ...shown });
  return reply
    .code(status)
    .headers({ ...pageHeaders(backUrl), 'content-language': texts.lang })
    .send(page);
}

function queryOf(request: FastifyRequest): URLSearchParams {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

function lastPathPart(request: FastifyRequest): string | null {
  const { channel } = request.params as { readonly channel?: string };
  return channel === undefined || channel === '' ? null : channel;
}
