import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import type { CatchUp, Receipt, ReconnectRun } from '#shared/domain/reconnect.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';

/** States in which a channel is not brought back. */
export const failingKinds: ReadonlySet<ChannelStateKind> = new Set<ChannelStateKind>([
  'not_configured',
  'retrying',
  'action_required',
  'down',
  'stopped',
  'unknown',
]);

const nothingWaited: CatchUp = {
  total: 0,
  delivered: 0,
  expired: 0,
  failed: 0,
  unconfirmed: 0,
  waiting: 0,
  remainingMs: 0,
};

/** What a run did and found. `before`: the channel as the run found it, or null when it was gone already. */
export async function makeReceipt(
  deps: Pick<ReconnectDeps, 'watch' | 'gapsOf' | 'incidentOf' | 'newId'>,
  run: ReconnectRun,
  before: ChannelSnapshot | null,
  outcome: Receipt['outcome'],
  endedAt: number,
): Promise<Receipt> {
  const { watch, gapsOf, incidentOf, newId } = deps;
  const { channelId, by, startedAt, rungs } = run;
  const failingSince = before === null ? null : failingSinceOf(before);
  const snapshot = watch.snapshot(channelId) ?? before;
  return {
    id: newId(),
    channelId,
    channelName: snapshot?.name ?? channelId,
    by,
    incidentId: before?.incidentId ?? incidentOf(channelId, startedAt),
    startedAt,
    endedAt,
    outcome,
    code: failingSince === null ? null : (before?.state.code ?? null),
    failingSince,
    rungs,
    probes: [...watch.probes(channelId)],
    proofs: run.legs,
    endToEnd: run.test,
    catchUp: run.catchUp ?? nothingWaited,
    gaps: [...(await gapsOf(channelId, failingSince ?? startedAt, endedAt).catch(() => []))],
  };
}

/** When the fault began that the run found, or null when it found none. */
function failingSinceOf({ legs, state }: ChannelSnapshot): number | null {
  const since = Object.values(legs).flatMap(({ fault }) => (fault === null ? [] : [fault.since]));
  if (since.length > 0) return Math.min(...since);
  return failingKinds.has(state.kind) || state.kind === 'degraded' ? state.since : null;
}
