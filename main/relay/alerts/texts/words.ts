import type { ActionOwner } from '#shared/domain/channel.ts';

/** The day's figures. */
export interface DailyFigures {
  readonly inbound: number;
  readonly outbound: number;
  readonly failed: number;
  readonly waiting: number;
  readonly unconfirmed: number;
  readonly deadLetters: number;
}

/** The words of notices in one language. Figures and times come ready for reading. */
export interface NoticeWords {
  /** For Intl. */
  readonly locale: string;
  /** Between the names of a list. */
  readonly comma: string;
  /** Of more than one channel. */
  readonly channelCount: (count: string) => string;
  readonly moreChannels: (names: string, count: string) => string;
  readonly title: Readonly<Record<'opened' | 'reminder' | 'closed', (who: string, what: string) => string>>;
  readonly channels: (names: string) => string;
  /** What is broken for whom. `passes`: something may still get through. */
  readonly impact: Readonly<
    Record<'inbound' | 'outbound' | 'both', { readonly stops: string; readonly passes: string }>
  >;
  /** Nothing more is known of the cause than that it fails. */
  readonly unknownCause: string;
  readonly since: (moment: string, lasting: string) => string;
  readonly lasted: (duration: string, from: string, until: string) => string;
  readonly act: Readonly<Record<ActionOwner, string>>;
  readonly gapTitle: (who: string, duration: string) => string;
  readonly everyChannel: string;
  readonly gap: (from: string, until: string) => string;
  readonly gapMeaning: string;
  readonly moreGaps: (count: string) => string;
  readonly watch: (subject: string) => string;
  readonly dailyWell: string;
  readonly dailyWellLine: string;
  readonly dailyOpen: (count: number, text: string) => string;
  readonly dailyNotConnected: string;
  readonly dailyNotConnectedLine: (names: string) => string;
  readonly figures: (figures: Readonly<Record<keyof DailyFigures, string>>) => string;
  readonly test: string;
  readonly testLine: string;
  readonly leftOut: (count: string, moment: string) => string;
  readonly zone: (moment: string, zone: string) => string;
  readonly duration: (parts: { readonly days: number; readonly hours: number; readonly minutes: number }) => string;
}
