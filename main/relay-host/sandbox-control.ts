import axios from 'axios';
import { z } from 'zod';
import { SandboxDisconnects } from '#shared/contract/console-contract.ts';
import type { ActionPage, DisconnectKind } from '#shared/domain/disconnect.ts';
import { SandboxCases, type SandboxCaseAct, type SandboxCaseResult } from '#shared/domain/sandbox-case.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const answerTimeoutMs = 5_000;
/** An agent's answer is judged by the relay first, which may take as long as CXone would wait. */
const actTimeoutMs = 15_000;
const longestAnswerBytes = 4 * 1024 * 1024;

export interface RelayAddress {
  readonly wechat: string;
  readonly box: string;
  readonly actions: string;
}

/** What the simulated platforms counted, seen from outside the relay. Times in milliseconds; null without traffic. */
export const SandboxReport = z.object({
  appliedIn: z.number().int(),
  appliedOut: z.number().int(),
  /** Acknowledged by the relay, and not arrived up to now. */
  lost: z.number().int(),
  duplicates: z.number().int(),
  ackP50Ms: z.number().nullable(),
  ackP99Ms: z.number().nullable(),
});
export type SandboxReport = z.infer<typeof SandboxReport>;

/** What the sandbox may be told and asked, over its loopback control address. Rejects with SANDBOX_NOT_RUNNING. */
export interface SandboxControl {
  /** Tells both simulated platforms where the relay listens, as an operator would enter it in their consoles. */
  connect(relay: RelayAddress): Promise<void>;
  setTraffic(traffic: { messagesPerMinute: number; paused: boolean }): Promise<void>;
  report(): Promise<SandboxReport>;
  disconnects(): Promise<SandboxDisconnects>;
  cause(channelId: ChannelId, kind: DisconnectKind): Promise<SandboxDisconnects>;
  /** Without a kind: everything that was caused for that channel. */
  repair(channelId: ChannelId, kind: DisconnectKind | null): Promise<SandboxDisconnects>;
  cases(): Promise<SandboxCases>;
  caseAct(number: string, act: SandboxCaseAct): Promise<SandboxCaseResult>;
  setAgents(agents: { readonly auto: boolean }): Promise<SandboxCases>;
  /** The address CXone would send an administrator's browser to. Its token works once. */
  actionPageUrl(page: ActionPage, channelId: ChannelId | null): Promise<string>;
}

export function createSandboxControl(baseUrl: string): SandboxControl {
  const http = axios.create({
    baseURL: baseUrl,
    timeout: answerTimeoutMs,
    maxContentLength: longestAnswerBytes,
    maxRedirects: 0,
    // A proxy of the machine has nothing to do with our own loopback address.
    proxy: false,
  });
  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    data?: unknown,
    timeout = answerTimeoutMs,
  ): Promise<unknown> => {
    try {
      const answer = await http.request<unknown>({ method, url: path, data, timeout });
      return answer.data;
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new RelayError('SANDBOX_NOT_RUNNING', `${method} ${path}: ${detail}`, { cause });
    }
  };
  const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new RelayError('SANDBOX_NOT_RUNNING', 'the sandbox answers in another form than expected');
  };
  const cases = async (): Promise<SandboxCases> => read(SandboxCases, await call('GET', '/cases?limit=200'));
  return {
    connect: async (relay) => void (await call('POST', '/connect', relay)),
    setTraffic: async (traffic) => void (await call('POST', '/traffic', traffic)),
    report: async () => read(SandboxReport, await call('GET', '/report?graceMs=0')),
    disconnects: async () => read(SandboxDisconnects, await call('GET', '/disconnects')),
    cause: async (channel, kind) => read(SandboxDisconnects, await call('POST', '/disconnects', { channel, kind })),
    repair: async (channel, kind) => {
      const query = new URLSearchParams({ channel, ...(kind !== null && { kind }) });
      return read(SandboxDisconnects, await call('DELETE', `/disconnects?${query.toString()}`));
    },
    cases,
    caseAct: async (number, act) => {
      const path = `/cases/${encodeURIComponent(number)}`;
      const { changed, outcome } = read(CaseActAnswer, await call('POST', path, act, actTimeoutMs));
      const refused = outcome !== undefined && outcome.kind !== 'accepted';
      return { outcome: refused ? 'refused' : changed ? 'done' : 'not_possible', cases: await cases() };
    },
    setAgents: async ({ auto }) => {
      await call('POST', '/agent/auto', { on: auto });
      return cases();
    },
    actionPageUrl: async (page, channelId) => {
      const body = { page, ...(channelId !== null && { channel: channelId }) };
      return read(ActionPageAnswer, await call('POST', '/action-page', body)).url;
    },
  };
}

/** `outcome`: what became of an answer at the relay. */
const CaseActAnswer = z.object({ changed: z.boolean(), outcome: z.object({ kind: z.string() }).optional() });

const ActionPageAnswer = z.object({ url: z.url() });

/** What the sandbox posts when it listens. `relayConfig` and `practice` are checked where they are used. */
export const SandboxReady = z.object({
  type: z.literal('ready'),
  urls: z.object({ control: z.url() }),
  relayConfig: z.record(z.string(), z.unknown()),
  /** Where a person who practises setting up a channel finds the simulated platforms. */
  practice: z.unknown().optional(),
});
export type SandboxReady = z.infer<typeof SandboxReady>;
