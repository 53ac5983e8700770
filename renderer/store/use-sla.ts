import { useCallback } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaMetric, SlaSettings } from '#shared/domain/sla-settings.ts';
import type { OfficeHours } from '#shared/sla/office-hours.ts';
import { clockHours } from '../lib/sla/clock-hours.ts';
import { useHasCome } from '../lib/use-now.ts';
import { useConsole } from './console-store.ts';

/** The SLA settings that count now: those planned from their time on. Null until the relay has told. */
export function useSlaSettings(): SlaSettings | null {
  const view = useConsole((state) => state.slaSettings);
  const plannedCounts = useHasCome(view?.planned?.appliesFrom ?? null);
  return (plannedCounts ? view?.planned : view?.current)?.settings ?? null;
}

/** The hours in which a clock of a channel runs, by the settings that count now. */
export function useClockHours(): (channelId: ChannelId, metric: SlaMetric) => OfficeHours {
  const settings = useSlaSettings();
  return useCallback((channelId, metric) => clockHours(settings, channelId, metric), [settings]);
}
