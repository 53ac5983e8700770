import type { Clock } from '#shared/lib/clock.ts';
import { cannotTell, passed, warning } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../../../ports/leg-probe.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { transportOutcome } from '../wechat-call.ts';
import { plainSignature } from '../wechat-crypto.ts';

const limitMs = 8_000;
const longestAnswerBytes = 4_096;

export interface CallbackReachDeps {
  readonly http: Pick<OutboundHttp, 'request'>;
  /** The channel's callback as WeChat knows it; null while it is not known. */
  readonly callbackUrl: () => string | null;
  /** The channel's Token as it is now, by which requests to the callback are signed. */
  readonly token: () => string;
  readonly clock: Clock;
  readonly clockOffsetMs: () => number;
  /** A text nobody else can know, letters and digits. */
  readonly randomText: () => string;
  /** Told before a request of ours leaves, so that it is not taken for WeChat's; returns its end. */
  readonly expectEcho: (echo: string) => () => void;
}

/**
 * What came of asking our own callback. Many networks do not let a computer reach its own public address, so a failure
 * means something only after it has worked. `problem`: null when the right echo came back.
 */
export function judgeReach(
  problem: string | null,
  { url, workedBefore }: { readonly url: string; readonly workedBefore: boolean },
): ProbeFinding {
  if (problem === null) return passed();
  const details = { platformCode: problem, value: url };
  return workedBefore ? warning('WECHAT_CALLBACK_UNREACHABLE', details) : cannotTell(details);
}

/** WeChat's own verification of the callback (a signed GET with `echostr`), made by us through the public address. */
export function callbackReachProbe(deps: CallbackReachDeps): LegProbe {
  const { leg, everyMs } = probeRations.callback_reach;
  /** The address at which it has worked: another one begins anew. */
  let workedAt: string | null = null;
  return {
    name: 'callback_reach',
    leg,
    everyMs,
    run: async (signal) => {
      const url = deps.callbackUrl();
      if (url === null) return cannotTell();
      const problem = await ask(url, deps, signal);
      // Given up by ourselves: nothing was learnt.
      if (problem !== null && signal.aborted) return cannotTell({ platformCode: 'timeout' });
      if (problem === null) workedAt = url;
      return judgeReach(problem, { url, workedBefore: workedAt === url });
    },
  };
}

async function ask(url: string, deps: CallbackReachDeps, signal: AbortSignal): Promise<string | null> {
  const { clock } = deps;
  const timestamp = String(Math.floor((clock.now() + deps.clockOffsetMs()) / 1_000));
  const nonce = deps.randomText();
  const echostr = deps.randomText();
  const query = new URLSearchParams({
    signature: plainSignature(deps.token(), timestamp, nonce),
    timestamp,
    nonce,
    echostr,
  });
  const over = deps.expectEcho(echostr);
  try {
    const { status, data } = await deps.http.request<unknown>({
      method: 'GET',
      url: `${url}?${query.toString()}`,
      responseType: 'arraybuffer',
      timeout: limitMs,
      maxContentLength: longestAnswerBytes,
      signal,
    });
    if (status !== 200) return `HTTP ${status}`;
    return data instanceof Uint8Array && Buffer.from(data).toString('latin1') === echostr ? null : 'other answer';
  } catch (thrown) {
    return transportOutcome(thrown).cause;
  } finally {
    over();
  }
}
