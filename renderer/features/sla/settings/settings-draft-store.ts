import { create } from 'zustand';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { draftOf, type SettingsDraft } from './draft.ts';

export type SettingsSection = 'targets' | 'channels' | 'calendars' | 'history';

interface Typed {
  readonly draft: SettingsDraft;
  /** The version it began with; saving is refused by the relay when another has been saved since. */
  readonly basedOn: string;
}

export interface SettingsDraftState {
  /** Null while nothing was typed. */
  readonly typed: Typed | null;
  readonly note: string;
  readonly section: SettingsSection;
  /** The calendar shown, by id. */
  readonly calendarId: string | null;
  /** Channels whose own targets are shown. */
  readonly openChannels: readonly ChannelId[];
  readonly change: (view: SlaSettingsView, change: (draft: SettingsDraft) => SettingsDraft) => void;
  readonly noteTyped: (note: string) => void;
  /** What was typed is to replace a version saved by somebody else. */
  readonly rebase: (basedOn: string) => void;
  /** Forgets what was typed: it is saved, or not wanted. */
  readonly forget: () => void;
  readonly show: (part: Partial<Pick<SettingsDraftState, 'section' | 'calendarId' | 'openChannels'>>) => void;
}

/** The version the fields show while nothing is typed, and that a new one has to be based on. */
export function newestVersion({ planned, current }: SlaSettingsView): SlaSettingsView['current'] {
  return planned ?? current;
}

/** What was typed, kept while the console is open: another page or a failed save loses nothing. */
export const useSettingsDraft = create<SettingsDraftState>()((set) => ({
  typed: null,
  note: '',
  section: 'targets',
  calendarId: null,
  openChannels: [],
  change: (view, change) =>
    set(({ typed }) => {
      const newest = newestVersion(view);
      const before = typed?.draft ?? draftOf(newest.settings);
      return { typed: { draft: change(before), basedOn: typed?.basedOn ?? newest.id } };
    }),
  noteTyped: (note) => set({ note }),
  rebase: (basedOn) => set(({ typed }) => ({ typed: typed === null ? null : { ...typed, basedOn } })),
  forget: () => set({ typed: null, note: '' }),
  show: (part) => set(part),
}));
