import type { AlertSettings } from '#shared/domain/alerts.ts';
import { slaMetricNames } from '#shared/sla/metric-names.ts';
import type { AlertText } from '../ports/alert-sink.ts';
import type { RelayNotice } from './alert-state.ts';
import type { NoticeWords } from './texts/words.ts';

/** How figures and times are written in the text's language and zone. */
export interface SlaTextForm {
  readonly language: AlertSettings['language'];
  readonly words: NoticeWords;
  readonly count: (value: number) => string;
  /** With its date. */
  readonly moment: (at: number) => string;
  /** With its date and the zone's name. */
  readonly zoned: (at: number) => string;
  /** The channels named, the rest counted. */
  readonly names: string;
}

/** Clocks at risk or missed: how many, the most urgent by its masked customer, and what it came from. */
export function slaText(notice: RelayNotice, form: SlaTextForm): AlertText {
  const { sla, channelNames } = notice;
  const { sla: words } = form.words;
  if (sla === null) return { title: words.board, lines: [] };
  const isMissed = notice.kind === 'sla_breach';
  const metric = slaMetricNames[form.language][sla.metric];
  const who = channelNames[0] ?? 'Veerpont';
  const subject = notice.subject ?? words.unnamed;
  const named = isMissed
    ? words.missed(subject, metric, form.zoned(sla.deadlineAt))
    : words.atRisk(subject, metric, form.zoned(sla.deadlineAt));
  if (sla.count === 1) {
    const title = isMissed
      ? words.missedTitle(who, metric)
      : words.atRiskTitle(who, metric, form.moment(sla.deadlineAt));
    return { title, lines: [named, ...causeLine(notice, form), words.act] };
  }
  const count = form.count(sla.count);
  return {
    title: isMissed ? words.missedCount(count) : words.atRiskCount(count),
    lines: [
      words.mostUrgent(who, named),
      ...causeLine(notice, form),
      ...(channelNames.length > 1 ? [form.words.channels(form.names)] : []),
      words.act,
    ],
  };
}

function causeLine({ sla, value }: RelayNotice, { words, count }: SlaTextForm): string[] {
  if (sla === null || sla.cause === null) return [];
  const byOutage = value === null ? null : Number(value);
  if (sla.cause === 'outage' && (byOutage === sla.count || byOutage === null)) return [words.sla.outage];
  return byOutage === null ? [] : [words.sla.partOutage(count(byOutage), count(sla.count))];
}
