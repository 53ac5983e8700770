import type { AlertSettings } from '#shared/domain/alerts.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { AlertText } from '../ports/alert-sink.ts';
import type { RelayNotice } from './alert-state.ts';
import { certificateText } from './certificate-text.ts';
import { directionOf } from './direction-of.ts';
import { slaText } from './sla-text.ts';
import { enWords } from './texts/en.ts';
import { nlWords } from './texts/nl.ts';
import type { DailyFigures, NoticeWords } from './texts/words.ts';
import { zhWords } from './texts/zh.ts';

type Language = AlertSettings['language'];
type Told = 'opened' | 'reminder' | 'closed';

export const noticeWords: Readonly<Record<Language, NoticeWords>> = { en: enWords, nl: nlWords, zh: zhWords };

const minuteMs = 60_000;
/** So many channels are named in a text. */
const namesInText = 5;

/** How a notice is put into words. */
export interface TextForm {
  readonly language: Language;
  readonly timeZone: string;
  /** Notices before this one that could not be sent and were given up. */
  readonly leftOut?: { readonly count: number; readonly from: number } | null;
}

/** A notice in words: what is broken for whom, since when, what to do and who has to. No markup, no personal data. */
export function noticeText(notice: RelayNotice, form: TextForm): AlertText {
  const words = noticeWords[form.language];
  const text = textOf(notice, form, words);
  const { leftOut } = form;
  const lost = leftOut ? [words.leftOut(count(leftOut.count, words), moment(leftOut.from, form, words))] : [];
  return { title: `Veerpont · ${text.title}`, lines: [...text.lines, ...lost] };
}

function textOf(notice: RelayNotice, form: TextForm, words: NoticeWords): AlertText {
  switch (notice.kind) {
    case 'opened':
    case 'reminder':
    case 'closed':
      return incidentText(notice, notice.kind, form, words);
    case 'gap':
      return gapText(notice, form, words);
    case 'daily':
      return dailyText(notice, form, words);
    case 'watch':
      return { title: words.watch(notice.subject ?? ''), lines: [] };
    case 'sla_warning':
    case 'sla_breach':
      return slaText(notice, {
        language: form.language,
        words,
        count: (value) => count(value, words),
        moment: (at) => moment(at, form, words),
        zoned: (at) => words.zone(moment(at, form, words), form.timeZone),
        names: namesOf(notice, words),
      });
    case 'certificate':
      return certificateText(notice, {
        words,
        sentence: notice.code === null ? null : sentenceFor(form.language, notice.code, notice.value),
        zoned: (at) => words.zone(dated(at, form, words), form.timeZone),
        names: namesOf(notice, words),
      });
    case 'test':
      return { title: words.test, lines: [words.testLine] };
  }
}

function incidentText(notice: RelayNotice, kind: Told, form: TextForm, words: NoticeWords): AlertText {
  const sentence = notice.code === null ? null : sentenceFor(form.language, notice.code, notice.value);
  const title = words.title[kind](whoOf(notice, words), sentence?.title ?? words.unknownCause);
  const names = notice.incidentIds.length > 1 ? [words.channels(namesOf(notice, words))] : [];
  const since = notice.since ?? notice.at;
  if (kind === 'closed') {
    const lastedMs = notice.lastedMs ?? 0;
    const until = words.zone(moment(since + lastedMs, form, words), form.timeZone);
    return { title, lines: [...names, words.lasted(duration(lastedMs, words), moment(since, form, words), until)] };
  }
  const direction = notice.leg === null ? 'both' : directionOf[notice.leg];
  const begun = words.zone(moment(since, form, words), form.timeZone);
  return {
    title,
    lines: [
      words.impact[direction][notice.severity === 'urgent' ? 'stops' : 'passes'],
      ...names,
      words.since(begun, duration(notice.at - since, words)),
      ...(sentence === null ? [] : [sentence.help]),
      words.act[notice.owner],
    ],
  };
}

function gapText(notice: RelayNotice, form: TextForm, words: NoticeWords): AlertText {
  const since = notice.since ?? notice.at;
  const lastedMs = notice.lastedMs ?? 0;
  const until = words.zone(moment(since + lastedMs, form, words), form.timeZone);
  const who = notice.channelNames[0] ?? words.everyChannel;
  const cause = notice.code === null ? [] : [sentenceFor(form.language, notice.code, notice.value).title];
  return {
    title: words.gapTitle(who, duration(lastedMs, words)),
    lines: [
      words.gap(moment(since, form, words), until),
      ...cause.map((title) => `${title}.`),
      words.gapMeaning,
      ...(notice.subject === null ? [] : [words.moreGaps(notice.subject)]),
    ],
  };
}

function dailyText(notice: RelayNotice, form: TextForm, words: NoticeWords): AlertText {
  const figures = notice.subject === null ? [] : [notice.subject];
  const open = notice.incidentIds.length;
  if (notice.state === 'connected') return { title: words.dailyWell, lines: [words.dailyWellLine, ...figures] };
  const names = namesOf(notice, words);
  if (open === 0) {
    return { title: words.dailyNotConnected, lines: [words.dailyNotConnectedLine(names), ...figures] };
  }
  const cause = notice.code === null ? [] : [`${sentenceFor(form.language, notice.code, notice.value).title}.`];
  return { title: words.dailyOpen(open, count(open, words)), lines: [words.channels(names), ...cause, ...figures] };
}

/** The day's figures as one line in the language of alerts. */
export function figuresLine(figures: DailyFigures, language: Language): string {
  const words = noticeWords[language];
  const { inbound, outbound, failed, waiting, unconfirmed, deadLetters, missed } = figures;
  const line = words.figures({
    inbound: count(inbound, words),
    outbound: count(outbound, words),
    failed: count(failed, words),
    waiting: count(waiting, words),
    unconfirmed: count(unconfirmed, words),
    deadLetters: count(deadLetters, words),
  });
  if (missed === null) return line;
  return `${line}${words.missed({ people: count(missed.people, words), outage: count(missed.outage, words) })}`;
}

function whoOf(notice: RelayNotice, words: NoticeWords): string {
  const [first] = notice.channelNames;
  const total = notice.incidentIds.length;
  return total === 1 && first !== undefined ? first : words.channelCount(count(total, words));
}

function namesOf({ channelNames, incidentIds }: RelayNotice, words: NoticeWords): string {
  const named = channelNames.slice(0, namesInText).join(words.comma);
  const more = Math.max(channelNames.length, incidentIds.length) - Math.min(channelNames.length, namesInText);
  return more > 0 ? words.moreChannels(named, count(more, words)) : named;
}

function count(value: number, { locale }: NoticeWords): string {
  return new Intl.NumberFormat(locale).format(value);
}

function moment(at: number, form: TextForm, words: NoticeWords): string {
  return written(at, {}, form, words);
}

/** With the year: it may be another one. */
function dated(at: number, form: TextForm, words: NoticeWords): string {
  return written(at, { year: 'numeric' }, form, words);
}

function written(
  at: number,
  more: Intl.DateTimeFormatOptions,
  { timeZone }: TextForm,
  { locale }: NoticeWords,
): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    ...more,
  };
  return new Intl.DateTimeFormat(locale, options).format(at);
}

function duration(lastedMs: number, words: NoticeWords): string {
  const total = Math.max(1, Math.round(lastedMs / minuteMs));
  return words.duration({
    days: Math.floor(total / 1_440),
    hours: Math.floor((total % 1_440) / 60),
    minutes: total % 60,
  });
}
