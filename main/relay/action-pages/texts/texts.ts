import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { ReconnectPhase, Rung, RungName } from '#shared/domain/reconnect.ts';
import type { PageLanguage } from '../page-language.ts';
import { actionEn } from './en.ts';
import { actionNl } from './nl.ts';
import { actionZh } from './zh.ts';

/** Everything the action pages say, but for the sentences of errors. */
export interface ActionTexts {
  /** Value of the lang attribute. */
  readonly lang: string;
  readonly signedInAs: (name: string) => string;
  readonly back: string;
  readonly backHelp: string;
  readonly finish: string;
  readonly cancel: string;
  readonly tryAgain: string;
  readonly closeWindow: string;
  readonly problemTitle: string;
  readonly column: { readonly channel: string; readonly cxone: string; readonly relay: string };
  readonly choose: (name: string) => string;
  readonly presence: {
    readonly present: string;
    readonly missing: string;
    readonly otherIntegration: string;
  };
  readonly notConfigured: string;
  readonly state: Readonly<Record<ChannelStateKind, string>>;
  readonly waiting: (inbound: number, outbound: number) => string;
  readonly noChannels: string;
  readonly add: {
    readonly title: string;
    readonly intro: string;
    readonly create: string;
    readonly nothingToCreate: string;
    readonly afterwards: string;
  };
  readonly told: {
    readonly created: (names: string) => string;
    readonly present: (names: string) => string;
    readonly removed: (names: string) => string;
    readonly nothing: () => string;
    /** Between two names. */
    readonly between: string;
  };
  readonly reconnect: {
    readonly title: string;
    readonly intro: string;
    readonly introMissing: string;
    readonly start: string;
    readonly running: string;
    readonly reloads: (seconds: number) => string;
    readonly ended: string;
    readonly gone: string;
    readonly steps: (name: string) => string;
    readonly toDo: string;
    readonly toDoHelp: string;
    readonly doneStep: string;
    readonly catchUp: (delivered: number, total: number, waiting: number) => string;
    readonly stopped: string;
    readonly rung: Readonly<Record<RungName, string>>;
    readonly rungState: Readonly<Record<Rung['state'], string>>;
    readonly phase: Readonly<Record<ReconnectPhase, string>>;
    readonly again: string;
  };
  readonly remove: {
    readonly title: string;
    readonly intro: string;
    readonly next: string;
    readonly confirmTitle: (name: string) => string;
    readonly effects: readonly string[];
    readonly effectWaiting: (inbound: number, outbound: number) => string;
    readonly confirm: (name: string) => string;
  };
}

const byLanguage: Readonly<Record<PageLanguage, ActionTexts>> = { en: actionEn, nl: actionNl, zh: actionZh };

export function actionTexts(language: PageLanguage): ActionTexts {
  return byLanguage[language];
}
