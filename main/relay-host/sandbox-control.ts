import axios from 'axios';
import { z } from 'zod';
import { RelayError } from '#shared/errors/relay-error.ts';

const answerTimeoutMs = 5_000;
const longestAnswerBytes = 4 * 1024 * 1024;

export interface RelayAddress {
  readonly wechat: string;
  readonly box: string;
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
  const call = async (method: 'GET' | 'POST', path: string, data?: unknown): Promise<unknown> => {
    try {
      const answer = await http.request<unknown>({ method, url: path, data });
      return answer.data;
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new RelayError('SANDBOX_NOT_RUNNING', `${method} ${path}: ${detail}`, { cause });
    }
  };
  return {
    connect: async (relay) => void (await call('POST', '/connect', relay)),
    setTraffic: async (traffic) => void (await call('POST', '/traffic', traffic)),
    report: async () => {
      const report = SandboxReport.safeParse(await call('GET', '/report?graceMs=0'));
      if (report.success) return report.data;
      throw new RelayError('SANDBOX_NOT_RUNNING', 'the sandbox counts in another form than expected');
    },
  };
}

/** What the sandbox posts when it listens. `relayConfig` is checked where it is used. */
export const SandboxReady = z.object({
  type: z.literal('ready'),
  urls: z.object({ control: z.url() }),
  relayConfig: z.record(z.string(), z.unknown()),
});
export type SandboxReady = z.infer<typeof SandboxReady>;
