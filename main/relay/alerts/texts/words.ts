import type { ActionOwner } from '#shared/domain/channel.ts';

/** The day's figures. */
export interface DailyFigures {
  readonly inbound: number;
  readonly outbound: number;
  readonly failed: number;
  readonly waiting: number;
  readonly unconfirmed: number;
  readonly deadLetters: number;
  /** Targets missed in the last 24 hours; null when that is not known. */
  readonly missed: MissedFigures | null;
}

export interface MissedFigures {
  readonly people: number;
  readonly outage: number;
}

/** The words of notices about clocks. `metric` as a sentence takes it. */
export interface SlaWords {
  readonly atRiskTitle: (who: string, metric: string, due: string) => string;
  readonly atRiskCount: (count: string) => string;
  readonly atRisk: (customer: string, metric: string, due: string) => string;
  readonly missedTitle: (who: string, metric: string) => string;
  readonly missedCount: (count: string) => string;
  readonly missed: (customer: string, metric: string, due: string) => string;
  /** A customer whose masked id is not known. */
  readonly unnamed: string;
  readonly mostUrgent: (channel: string, what: string) => string;
  readonly outage: string;
  readonly partOutage: (part: string, count: string) => string;
  readonly act: string;
  readonly board: string;
}

type Direction = 'inbound' | 'outbound' | 'both';
/** How the certificate is used; 'other' says nothing of it. */
export type CertificateUse = 'shown' | 'next' | 'client' | 'authority' | 'other';

/** The words of notices about certificates. `name`: the certificate's; `moment`: when it ends, with its zone. */
export interface CertificateWords {
  /** In so many days, 1 or more. */
  readonly endsTitle: (name: string, days: number) => string;
  readonly endsWithinDayTitle: (name: string) => string;
  readonly endedTitle: (name: string) => string;
  readonly ends: (moment: string) => string;
  readonly ended: (moment: string) => string;
  /** What stops at the end, for whom. */
  readonly willStop: Readonly<Record<Direction, string>>;
  readonly act: Readonly<Record<CertificateUse, string>>;
  /** It was put back by itself: what of it is the matter. */
  readonly backTitle: (name: string, what: string) => string;
  readonly backAct: string;
  /** Nothing earlier could be put back. */
  readonly stillInUse: string;
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
  readonly impact: Readonly<Record<Direction, { readonly stops: string; readonly passes: string }>>;
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
  readonly figures: (figures: Readonly<Record<Exclude<keyof DailyFigures, 'missed'>, string>>) => string;
  readonly missed: (figures: Readonly<Record<keyof MissedFigures, string>>) => string;
  readonly sla: SlaWords;
  readonly certificate: CertificateWords;
  readonly test: string;
  readonly testLine: string;
  readonly leftOut: (count: string, moment: string) => string;
  readonly zone: (moment: string, zone: string) => string;
  readonly duration: (parts: { readonly days: number; readonly hours: number; readonly minutes: number }) => string;
}
