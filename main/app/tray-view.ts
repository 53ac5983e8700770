import type { Language, RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { shellTexts } from './texts.ts';
import type { TrayView } from './tray-menu.ts';
import { channelsInState, worstState } from './worst-state.ts';

export interface KnownOfRelay {
  /** Null before anything was heard of it. */
  readonly process: RelayProcess | null;
  readonly channels: readonly ChannelSnapshot[];
  /** The open ones, newest first. */
  readonly incidents: readonly Incident[];
  /** Null before anything was heard of clocks. */
  readonly sla: Pick<SlaSummary, 'atRisk' | 'breached'> | null;
}

/** What the tray shows of what is known. */
export function trayView({ process, channels, incidents, sla }: KnownOfRelay, language: Language): TrayView {
  const state = process === null ? 'idle' : worstState(process, channels);
  return {
    state,
    channels: process === null ? null : channelsInState(state, process, channels),
    incidents: incidents.map(({ id, channelName, code, value }) => {
      const cause = code === null ? shellTexts[language].unknownCause : sentenceFor(language, code, value).title;
      return { id, label: `${channelName}: ${cause}` };
    }),
    sla: sla === null || sla.atRisk + sla.breached === 0 ? null : { atRisk: sla.atRisk, missed: sla.breached },
  };
}
