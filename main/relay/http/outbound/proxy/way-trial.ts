import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { HostWay } from '#shared/domain/setup/proxy.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { calledAddresses } from '#main/node/called-addresses.ts';
import { isCertificateFault } from '../../../core/certificate-fault.ts';
import { proxyCode } from '../../../core/proxy-fault.ts';
import { endedStep, passedStep, TrialSteps, type StepEnd } from '../../../core/trial-steps.ts';
import type { HostCheck } from '../../../ports/host-check.ts';
import { isTransportError, type OutboundHttp, type TransportReason } from '../../../ports/outbound-http.ts';
import type { WayTrial } from '../../../ports/way-trial.ts';
import { ProxyFailure } from './proxy-failure.ts';
import type { ProxyRoute } from './proxy-route.ts';
import { openTunnel } from './proxy-tunnel.ts';
import type { Ways } from './ways.ts';

/** Of one step, milliseconds. */
const stepLimitMs = 10_000;

export interface WayTrialDeps {
  readonly config: Pick<RelayConfig, 'channels' | 'integrations' | 'destinations'>;
  readonly ways: Ways | null;
  readonly http: OutboundHttp;
  readonly check: HostCheck;
  readonly clock: Clock;
}

/** Goes the ways of the configuration with connections of its own, by the rules of every call. */
export function createWayTrial(deps: WayTrialDeps): WayTrial {
  const { config, ways, http, check, clock } = deps;
  const addresses = calledAddresses(config).map(({ origin, side }) => ({ url: new URL(origin), side }));
  return {
    list: () =>
      addresses.map(({ url, side }): HostWay => {
        const route = ways?.routeTo(url) ?? null;
        return {
          host: url.host,
          side,
          proxy: route?.label ?? null,
          isSecure: route?.isSecure === true,
          signsIn: route !== null && route.authorization !== null,
          trustsProxy: route !== null && route.trustedCa !== null,
        };
      }),

    try: async (host) => {
      const url = addresses.find((one) => one.url.host === host)?.url;
      if (url === undefined) throw new RelayError('TARGET_FORBIDDEN', 'not among the hosts that are called');
      const route = ways?.routeTo(url) ?? null;
      const trial = new TrialSteps(clock);
      const expected = [...(route === null ? [] : ['reach_proxy', 'tunnel']), 'tls', 'answer'];
      const isThrough = route === null || (await goThrough(route, url, trial, clock));
      if (isThrough && (await trial.run('tls', () => lookAt(url, check))) !== null) {
        await trial.run('answer', () => ask(url, http));
      }
      return trial.trial(expected);
    },
  };
}

/** To the proxy, and through it. False when that did not work; the steps say why. */
async function goThrough(route: ProxyRoute, url: URL, trial: TrialSteps, clock: Clock): Promise<boolean> {
  const reached = pendingStep();
  const opened = pendingStep();
  const fail = (failure: ProxyFailure): void => {
    const code = proxyCode(failure.reason);
    const end = endedStep('failed', code, { platformCode: failure.code, value: route.label });
    reached.resolve(end);
    opened.resolve(end);
  };
  const socket = openTunnel(route, url, {
    onReached: () => {
      reached.resolve(passedStep(true, route.label));
    },
    onOpen: () => {
      opened.resolve(passedStep(true, url.host));
    },
    onFailure: fail,
  });
  const cancel = clock.after(stepLimitMs, () => {
    fail(new ProxyFailure('proxy_unreachable', 'ETIMEDOUT'));
  });
  try {
    if ((await trial.run('reach_proxy', () => reached.promise)) === null) return false;
    return (await trial.run('tunnel', () => opened.promise)) !== null;
  } finally {
    cancel();
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

function pendingStep(): { readonly promise: Promise<StepEnd<true>>; readonly resolve: (end: StepEnd<true>) => void } {
  let resolve: (end: StepEnd<true>) => void = () => undefined;
  const promise = new Promise<StepEnd<true>>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function lookAt(url: URL, check: HostCheck): Promise<StepEnd<true>> {
  const outcome = await check(url.origin, AbortSignal.timeout(stepLimitMs));
  if (outcome.ok) return outcome.secure ? passedStep(true) : { ...passedStep(true), value: 'http' };
  return endedStep('failed', codeOf(outcome.reason, outcome.cause), { platformCode: outcome.cause, value: url.host });
}

/** Any answer of HTTP will do: who asks for nothing gets a 404 or is sent elsewhere. */
async function ask(url: URL, http: OutboundHttp): Promise<StepEnd<true>> {
  try {
    const { status } = await http.request<unknown>({
      method: 'HEAD',
      url: `${url.origin}/`,
      responseType: 'arraybuffer',
      timeout: stepLimitMs,
    });
    return passedStep(true, `HTTP ${status}`);
  } catch (thrown) {
    if (!isTransportError(thrown)) throw thrown;
    const { transportReason: reason } = thrown;
    if (reason === 'redirect') return passedStep(true, 'HTTP 3xx');
    return endedStep('failed', codeOf(reason, null), { platformCode: reason, value: url.host });
  }
}

function codeOf(reason: TransportReason, cause: string | null): ErrorCode {
  if (reason === 'forbidden_target') return 'TARGET_FORBIDDEN';
  if (isCertificateFault(cause)) return 'TARGET_CERTIFICATE_REFUSED';
  return proxyCode(reason) ?? 'WAY_HOST_UNREACHABLE';
}
