import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { isCertificateFault } from '../core/certificate-fault.ts';
import { failed, passed } from '../core/probe-findings.ts';
import { proxyCode } from '../core/proxy-fault.ts';
import { probeRations } from '../core/probe-ration.ts';
import type { HostCheck, HostOutcome } from '../ports/host-check.ts';
import type { LegProbe, ProbeFinding } from '../ports/leg-probe.ts';

type HostProbeName = 'wechat_host' | 'cxone_host';

const unreachable: Readonly<Record<HostProbeName, ErrorCode>> = {
  wechat_host: 'WECHAT_UNREACHABLE',
  cxone_host: 'CXONE_UNREACHABLE',
};

/** What going to a host says. `host`: shown as the value. `networkUp`: this computer has an address beside its own loopback. */
export function judgeHost(
  name: HostProbeName,
  outcome: HostOutcome,
  { host, networkUp }: { readonly host: string; readonly networkUp: boolean },
): ProbeFinding {
  if (outcome.ok) return passed();
  const { reason, cause, isThisComputer } = outcome;
  const details = { platformCode: cause, value: host };
  if (reason === 'forbidden_target') return failed('TARGET_FORBIDDEN', details);
  if (!networkUp && !isThisComputer) return failed('NETWORK_DOWN', { platformCode: cause });
  const ofProxy = proxyCode(reason);
  if (ofProxy !== null) return failed(ofProxy, { platformCode: cause, value: outcome.proxy ?? host });
  return failed(isCertificateFault(cause) ? 'TARGET_CERTIFICATE_REFUSED' : unreachable[name], details);
}

/**
 * Name, connection and certificate of the hosts a leg calls. `addresses`: base URLs, asked for at each run; the first that
 * fails is the finding. A http address has no certificate.
 */
export function hostProbe(deps: {
  readonly name: HostProbeName;
  readonly addresses: () => readonly string[];
  readonly check: HostCheck;
  readonly networkUp: () => boolean;
}): LegProbe {
  const { name, check } = deps;
  const { leg, everyMs } = probeRations[name];
  return {
    name,
    leg,
    everyMs,
    run: async (signal) => {
      for (const address of new Set(deps.addresses().map(originOf))) {
        const outcome = await check(address, signal);
        const finding = judgeHost(name, outcome, { host: hostOf(address), networkUp: deps.networkUp() });
        if (finding.outcome !== 'passed') return finding;
      }
      return passed();
    },
  };
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
