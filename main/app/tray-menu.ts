import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './texts.ts';
import type { WorstState } from './worst-state.ts';

export interface TrayView {
  readonly state: WorstState;
  /** How many channels are in that state, of how many; null while it is not the channels that are shown. */
  readonly channels: { readonly inState: number; readonly total: number } | null;
  /** Newest first. */
  readonly incidents: readonly TrayIncident[];
  /** Null while nothing is known of clocks, and while none is at risk or missed. */
  readonly sla: TraySla | null;
}

export interface TraySla {
  readonly atRisk: number;
  readonly missed: number;
}

export interface TrayIncident {
  readonly id: string;
  readonly label: string;
}

/** A menu longer than this is no help; the last entry leads to all of them. */
const mostIncidents = 8;

export interface TrayWays {
  readonly onShow: () => void;
  /** Shows the window at a page: the part of its address after '#'. */
  readonly onShowAt: (route: string) => void;
  readonly onQuit: () => void;
}

/** The state in words, a way to each open incident, and the ways in and out. */
export function trayMenu(view: TrayView, texts: ShellTexts, ways: TrayWays): MenuItemConstructorOptions[] {
  return [
    { label: stateWords(view, texts), enabled: false },
    ...slaItems(view.sla, texts, ways.onShowAt),
    ...incidentItems(view.incidents, texts, ways.onShowAt),
    { type: 'separator' },
    { label: texts.show, click: ways.onShow },
    { label: texts.quit, click: ways.onQuit },
  ];
}

/** What is shown beside the mark: the state, and the clocks on a line of their own. */
export function trayToolTip(view: TrayView, texts: ShellTexts): string {
  const state = `Veerpont: ${stateWords(view, texts)}`;
  return view.sla === null ? state : `${state}\n${texts.sla(view.sla.atRisk, view.sla.missed)}`;
}

/** The state in words, and of how many channels it is true. */
export function stateWords({ state, channels }: Pick<TrayView, 'state' | 'channels'>, texts: ShellTexts): string {
  if (channels === null || channels.total === 0) return texts.state[state];
  return `${texts.state[state]} (${texts.channelsInState(channels.inState, channels.total)})`;
}

function slaItems(
  sla: TraySla | null,
  texts: ShellTexts,
  showAt: (route: string) => void,
): MenuItemConstructorOptions[] {
  if (sla === null) return [];
  return [
    {
      label: texts.sla(sla.atRisk, sla.missed),
      click: () => {
        showAt('/sla');
      },
    },
  ];
}

function incidentItems(
  incidents: readonly TrayIncident[],
  texts: ShellTexts,
  showAt: (route: string) => void,
): MenuItemConstructorOptions[] {
  const items = incidents.slice(0, mostIncidents).map(({ id, label }): MenuItemConstructorOptions => ({
    // An ampersand would mark a key.
    label: label.replaceAll('&', '&&'),
    click: () => {
      showAt(`/incident/${id}`);
    },
  }));
  const more = incidents.length - items.length;
  if (items.length === 0) return [];
  const all: MenuItemConstructorOptions = {
    label: texts.moreIncidents(more),
    click: () => {
      showAt('/incidents');
    },
  };
  return [{ type: 'separator' }, ...items, ...(more > 0 ? [all] : [])];
}
