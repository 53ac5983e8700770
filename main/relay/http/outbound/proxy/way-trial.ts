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
/** Whoever opens the list does not wait longer for a PAC file, milliseconds. */
const listLimitMs = 4_000;
const longestPlace = 300;

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
      Promise.all(
        addresses.map(async ({ url, side }): Promise<HostWay> => {
          const source = ways?.finder?.placeFor(url) ?? null;
          const code = source === null ? null : await fault(ways?.finder?.find(url) ?? null, clock);
          const route = code === null ? (ways?.routeTo(url) ?? null) : null;
          return {
            host: url.host,
            side,
            proxy: route?.label ?? null,
            isSecure: route?.isSecure === true,
            signsIn: route !== null && route.authorization !== null,
            trustsProxy: route !== null && route.trustedCa !== null,
            ...(source !== null && { pac: { source: cut(source), code } }),
          };
        }),
      ),

    try: async (host) => {
      const url = addresses.find((one) => one.url.host === host)?.url;
      if (url === undefined) throw new RelayError('TARGET_FORBIDDEN', 'not among the hosts that are called');
      const trial = new TrialSteps(clock);
      const finder = ways?.finder ?? null;
      const finding = finder?.findNow(url) ?? null;
      if (finding !== null && (await trial.run('pac', () => chosen(finding))) === null) {
        return trial.trial(['reach_proxy', 'tunnel', 'tls', 'answer']);
      }
      const route = ways?.routeTo(url) ?? null;
      const expected = [...(route === null ? [] : ['reach_proxy', 'tunnel']), 'tls', 'answer'];
      const isThrough = route === null || (await goThrough(route, url, trial, clock));
      if (isThrough && (await trial.run('tls', () => lookAt(url, check))) !== null) {
        await trial.run('answer', () => ask(url, http));
      }
      return trial.trial(expected);
    },
  };
}

/** Why the way cannot be found; null when it was. */
async function fault(finding: Promise<unknown> | null, clock: Clock): Promise<ErrorCode | null> {
  if (finding === null) return null;
  const late = pendingStep<ErrorCode | null>();
  const cancel = clock.after(listLimitMs, () => {
    late.resolve('PAC_UNREADABLE');
  });
  const looked = finding.then(
    () => null,
    (thrown: unknown) => (thrown instanceof ProxyFailure ? proxyCode(thrown.reason) : 'PAC_FAILED'),
  );
  try {
    return await Promise.race([looked, late.promise]);
  } finally {
    cancel();
  }
}

async function chosen(finding: Promise<string>): Promise<StepEnd<true>> {
  try {
    return passedStep(true, await finding);
  } catch (thrown) {
    if (!(thrown instanceof ProxyFailure)) throw thrown;
    return endedStep('failed', proxyCode(thrown.reason), { platformCode: thrown.code, value: thrown.place });
  }
}

const cut = (text: string): string => (text.length <= longestPlace ? text : `${text.slice(0, longestPlace - 1)}…`);

/** To the proxy, and through it. False when that did not work; the steps say why. */
async function goThrough(route: ProxyRoute, url: URL, trial: TrialSteps, clock: Clock): Promise<boolean> {
  const reached = pendingStep<StepEnd<true>>();
  const opened = pendingStep<StepEnd<true>>();
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

function pendingStep<T>(): { readonly promise: Promise<T>; readonly resolve: (end: T) => void } {
  let resolve: (end: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
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
