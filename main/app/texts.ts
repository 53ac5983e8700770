import type { Language } from '#shared/contract/console-contract.ts';
import type { WorstState } from './worst-state.ts';

/** The few words outside the window: menu and tray. */
export interface ShellTexts {
  readonly show: string;
  readonly quit: string;
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly fullScreen: string;
  readonly state: Readonly<Record<WorstState, string>>;
  /** So many of the channels are in the state named. */
  readonly channelsInState: (count: number, total: number) => string;
  readonly moreIncidents: (count: number) => string;
  /** An incident whose cause is not known. */
  readonly unknownCause: string;
  /** Open clocks: at risk, and missed. */
  readonly sla: (atRisk: number, missed: number) => string;
}

export const shellTexts: Readonly<Record<Language, ShellTexts>> = {
  en: {
    show: 'Show Veerpont',
    quit: 'Quit Veerpont',
    file: 'File',
    edit: 'Edit',
    view: 'View',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    zoomReset: 'Actual size',
    fullScreen: 'Full screen',
    state: {
      fault: 'A channel needs you',
      attention: 'Something is worth a look',
      fine: 'All channels connected',
      idle: 'No channel in use',
    },
    channelsInState: (count, total) => `${count} of ${total} channels`,
    moreIncidents: (count) => `${count} more open incidents`,
    unknownCause: 'cause not known yet',
    sla: (atRisk, missed) => `SLA: ${atRisk} at risk, ${missed} missed`,
  },
  nl: {
    show: 'Veerpont tonen',
    quit: 'Veerpont afsluiten',
    file: 'Bestand',
    edit: 'Bewerken',
    view: 'Beeld',
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    selectAll: 'Alles selecteren',
    zoomIn: 'Groter',
    zoomOut: 'Kleiner',
    zoomReset: 'Werkelijke grootte',
    fullScreen: 'Volledig scherm',
    state: {
      fault: 'Een kanaal heeft u nodig',
      attention: 'Er is iets om naar te kijken',
      fine: 'Alle kanalen verbonden',
      idle: 'Geen kanaal in gebruik',
    },
    channelsInState: (count, total) => `${count} van ${total} kanalen`,
    moreIncidents: (count) => `Nog ${count} open incidenten`,
    unknownCause: 'oorzaak nog niet bekend',
    sla: (atRisk, missed) => `SLA: ${atRisk} dreigen, ${missed} overschreden`,
  },
  zh: {
    show: '显示 Veerpont',
    quit: '退出 Veerpont',
    file: '文件',
    edit: '编辑',
    view: '视图',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomReset: '实际大小',
    fullScreen: '全屏',
    state: {
      fault: '有渠道需要您处理',
      attention: '有情况值得查看',
      fine: '所有渠道已连接',
      idle: '没有使用中的渠道',
    },
    channelsInState: (count, total) => `${total} 个渠道中的 ${count} 个`,
    moreIncidents: (count) => `另有 ${count} 个未解决的事件`,
    unknownCause: '原因尚不清楚',
    sla: (atRisk, missed) => `SLA：${atRisk} 个即将超时，${missed} 个已超时`,
  },
};
