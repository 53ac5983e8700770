import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { CaseAnswer, CasePage, SeenAuthor, SeenCase } from '#relay/ports/case-source.ts';
import type { CaseObservation } from '#relay/sla/case-observation.ts';
import { CasePoller, type CasePollerDeps } from '#relay/sla/case-poller.ts';
import { CaseRation } from '#relay/sla/case-poller-ration.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

export function aCase(caseId: string, changes: Partial<SeenCase> = {}): SeenCase {
  return {
    caseId,
    cxoneChannelId: 'c1',
    threadId: `t-${caseId}`,
    status: 'open',
    statusAt: null,
    createdAt: null,
    agent: null,
    assignedAt: null,
    beganBy: 'customer',
    detailUrl: null,
    raw: null,
    ...changes,
  };
}

export type Refusal = Extract<CaseAnswer<never>, { readonly ok: false }>;

export function refusal(code: ErrorCode, retryAfterMs: number | null = null): Refusal {
  return { ok: false, failure: { code, platformCode: null, retryAfterMs } };
}

/** What the scripted CXone says; tests change it as they go. */
export interface Script {
  open: SeenCase[];
  /** Those that are not on the list. */
  ended: SeenCase[];
  authors: Map<string, SeenAuthor>;
  pageSize: number;
  /** How long each answer takes. */
  answerMs: number;
  /** Instead of the answer. */
  listFault: Refusal | null;
  oneFault: Refusal | null;
  authorsFault: Refusal | null;
  /** Instead of pages of `open`. */
  page: ((token: string | null) => CasePage) | null;
  wantedCases: string[];
  wantedMessages: string[];
  /** A case is open that no list showed yet. */
  hasOpen: boolean;
  /** Wanted once an observation was told of: those it did not show. */
  wantedAfter: string[];
  /** Runs while a call is under way. */
  meanwhile: (() => void) | null;
}

/** A poller, a hand-wound clock, and a CXone that answers from a script. */
export function scriptedPoller(changes: Partial<CasePollerDeps> = {}) {
  const clock = new HandClock();
  const script: Script = {
    open: [],
    ended: [],
    authors: new Map(),
    pageSize: 50,
    answerMs: 20,
    listFault: null,
    oneFault: null,
    authorsFault: null,
    page: null,
    wantedCases: [],
    wantedMessages: [],
    hasOpen: false,
    wantedAfter: [],
    meanwhile: null,
  };
  const calls: { readonly at: number; readonly call: string }[] = [];
  const observed: CaseObservation[] = [];
  const authors: [string, SeenAuthor][] = [];
  const impossible: ErrorCode[] = [];
  let underWay = 0;
  let mostUnderWay = 0;

  const answer = async <T>(call: string, signal: AbortSignal, value: () => CaseAnswer<T>): Promise<CaseAnswer<T>> => {
    calls.push({ at: clock.monotonic(), call });
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    script.meanwhile?.();
    await new Promise<void>((resolve) => {
      const leave = (): void => {
        cancel();
        resolve();
      };
      const cancel = clock.after(script.answerMs, () => {
        signal.removeEventListener('abort', leave);
        resolve();
      });
      signal.addEventListener('abort', leave);
    });
    underWay -= 1;
    return signal.aborted ? refusal('CXONE_UNREACHABLE') : value();
  };

  const pageOf = (token: string | null): CasePage => {
    if (script.page !== null) return script.page(token);
    const from = Number(token ?? 0);
    const next = from + script.pageSize;
    return {
      cases: script.open.slice(from, next),
      next: next < script.open.length ? String(next) : null,
      hits: script.open.length,
      unreadable: 0,
    };
  };

  const poller = new CasePoller({
    integrationId: IntegrationId.parse('demo'),
    channels: [{ id: ChannelId.parse('tulip'), cxoneChannelId: 'c1' }],
    source: {
      listOpen: (_channels, token, signal) =>
        answer(`list ${token ?? ''}`.trim(), signal, () => script.listFault ?? { ok: true, value: pageOf(token) }),
      one: (caseId, signal) =>
        answer(`one ${caseId}`, signal, () => {
          const found = [...script.open, ...script.ended].find((known) => known.caseId === caseId) ?? null;
          return script.oneFault ?? { ok: true, value: found };
        }),
      authors: (ids, signal) =>
        answer(`authors ${ids.join(' ')}`, signal, () => {
          const value = new Map([...script.authors].filter(([id]) => ids.includes(id)));
          return script.authorsFault ?? { ok: true, value };
        }),
    },
    reports: {
      observed: (observation) => {
        observed.push(observation);
        script.wantedCases.push(...script.wantedAfter.splice(0));
      },
      authors: (seen) => void authors.push(...seen.authors),
      impossible: (_integration, code) => void impossible.push(code),
      wanted: () => ({
        caseIds: [...script.wantedCases],
        messageIds: [...script.wantedMessages],
        hasOpen: script.hasOpen,
      }),
    },
    ration: new CaseRation(),
    clock,
    chance: () => 0.5,
    log: silentLogger,
    ...changes,
  });

  return {
    clock,
    script,
    poller,
    calls,
    observed,
    authors,
    impossible,
    mostUnderWay: () => mostUnderWay,
    /** Lets so much time pass, step by step. */
    pass: (ms: number, stepMs = 20) => clock.windSlowly(ms, stepMs),
    /** What was asked since the last time this was called. */
    askedSince: (() => {
      let from = 0;
      return (): string[] => {
        const fresh = calls.slice(from).map(({ call }) => call);
        from = calls.length;
        return fresh;
      };
    })(),
    settled,
  };
}
