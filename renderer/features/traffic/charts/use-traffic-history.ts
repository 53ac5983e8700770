import { useEffect } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { TrafficHistory, TrafficPeriod } from '#shared/domain/traffic-history.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer, type Answer } from '#renderer/lib/use-answer.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** How often figures are asked for anew, milliseconds. */
const refreshMs: Readonly<Record<TrafficPeriod, number>> = { hour: 15_000, day: 60_000, week: 120_000 };

/** What passed in a period, kept up to date while the relay runs. No channel: all of them. */
export function useTrafficHistory(period: TrafficPeriod, channelIds: readonly ChannelId[]): Answer<TrafficHistory> {
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const answer = useAnswer(
    `${period} ${channelIds.join(' ')}`,
    () => client.invoke('traffic.history', { period, channelIds: [...channelIds] }),
    { enabled: relayRuns },
  );
  const { ask } = answer;
  useEffect(() => {
    if (!relayRuns) return;
    const timer = setInterval(ask, refreshMs[period]);
    return () => clearInterval(timer);
  }, [ask, period, relayRuns]);
  return answer;
}
