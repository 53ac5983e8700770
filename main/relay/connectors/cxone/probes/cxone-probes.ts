import { entryFor } from '#shared/errors/catalogue.ts';
import { failed, passed } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../../../ports/leg-probe.ts';
import type { CxoneChannel } from '../cxone-answers.ts';
import type { CxoneClient } from '../cxone-client.ts';
import type { CxoneFailure, CxoneResult } from '../cxone-result.ts';

export interface CxoneProbesDeps {
  readonly client: Pick<CxoneClient, 'signIn' | 'findChannel'>;
  readonly cxoneChannelId: string;
  /** Told the API host that CXone named at signing in. */
  readonly onApiBase: (apiBase: string) => void;
}

/** A deleted channel may stay in the list, marked. */
export function judgeChannel(
  result: CxoneResult<Pick<CxoneChannel, 'isDeleted'> | null>,
  cxoneChannelId: string,
): ProbeFinding {
  if (!result.ok) return failureFinding(result.failure);
  const { value: found } = result;
  if (found !== null && !found.isDeleted) return passed();
  return failed('CXONE_CHANNEL_MISSING', {
    platformCode: found === null ? null : 'isDeleted',
    value: cxoneChannelId,
    retryable: false,
  });
}

/** The probes of one channel that call CXone. The host's own is made beside them. */
export function cxoneProbes(deps: CxoneProbesDeps): readonly LegProbe[] {
  const { client, cxoneChannelId } = deps;
  return [
    {
      ...plan('cxone_token'),
      run: async (signal) => {
        const session = await client.signIn(cxoneChannelId, signal);
        if (!session.ok) return failureFinding(session.failure);
        deps.onApiBase(session.value.apiBase);
        return passed();
      },
    },
    {
      ...plan('cxone_channel'),
      run: async (signal) => judgeChannel(await client.findChannel(cxoneChannelId, signal), cxoneChannelId),
    },
  ];
}

function plan(name: 'cxone_token' | 'cxone_channel'): Omit<LegProbe, 'run'> {
  const { leg, everyMs } = probeRations[name];
  return { name, leg, everyMs };
}

function failureFinding({ code, platformCode, value }: CxoneFailure): ProbeFinding {
  // A refused request of a message is final for the message; of a check it is a riddle that may pass.
  const retryable = code === 'CXONE_REQUEST_REFUSED' || entryFor(code).retryable;
  return failed(code, { platformCode, value, retryable });
}
