import type { Language } from '#shared/contract/console-contract.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import type { MessageEvent, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { excerpt } from '#shared/lib/mask.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { ruleTextOf } from '#renderer/lib/describe/describe-story.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import { eventWords, whoDecided } from './event-words.ts';
import { noteTexts, type NoteSource } from './note-source.ts';
import { offsetTime } from './offset-time.ts';
import { placeExchanges } from './story-exchanges.ts';

/** Characters of an answer that are told: its code and its words stand at the front. */
const answerLength = 200;

/** Steps told at most; of a longer story the first and the last ones. */
const maxSteps = 60;

type Words = Pick<Texts, 't' | 'format'>;

function codesOf({ code, platformCode }: Pick<MessageEvent, 'code' | 'platformCode'>): string | null {
  return [code, platformCode].filter((one) => one !== null && one !== '').join(', ') || null;
}

function exchangeLine({ t, format }: Words, exchange: Exchange): string {
  const { method, url, status, durationMs, answer, failure } = exchange;
  const outcome = status === null ? t('storyWire.noAnswer') : t('storyWire.status', { status: String(status) });
  const said = failure ?? answer;
  return t('storyNote.call', {
    call: `${method} ${excerpt(url, 200)}`,
    outcome: `${outcome}, ${format.duration(durationMs)}`,
    answer: said === null || said === '' ? '-' : excerpt(said, answerLength),
  });
}

function stepLines(words: Words, source: NoteSource): readonly string[] {
  const { t, format } = words;
  const { story, exchanges, timeZone } = source;
  const { byEvent, others } = placeExchanges(story.events, exchanges);
  const steps = story.events.map((event, index) => {
    const parts = [
      eventWords(words, event, story.row.direction),
      event.durationMs === null ? null : t('story.took', { duration: format.duration(event.durationMs) }),
      codesOf(event),
      event.by === null ? null : ruleTextOf(event.by) === null ? t('storyNote.byPerson') : whoDecided(t, event.by),
      event.dueAt === null ? null : t('story.event.nextTryAt', { time: offsetTime(event.dueAt, timeZone) }),
    ].filter((part) => part !== null);
    const calls = (byEvent.get(index) ?? []).map((one) => `    ${exchangeLine(words, one)}`);
    return [`  ${offsetTime(event.at, timeZone)}  ${parts.join('; ')}`, ...calls].join('\n');
  });
  const left = steps.length - maxSteps;
  const told =
    left <= 0
      ? steps
      : [...steps.slice(0, maxSteps / 2), `  ${t('storyNote.left', { count: left })}`, ...steps.slice(-maxSteps / 2)];
  return [...told, ...others.map((one) => `  ${offsetTime(one.at, timeZone)}  ${exchangeLine(words, one)}`)];
}

function pieceLines({ t }: Words, { parts, media }: MessageStory): readonly string[] {
  return [
    ...parts.map((part) =>
      [
        `  ${part.no}/${part.of} ${t(`storyPart.kind.${part.kind}`)}: ${t(`storyPart.state.${part.state}`)}`,
        codesOf(part),
      ]
        .filter((one) => one !== null)
        .join('; '),
    ),
    ...media.map((file) =>
      [
        // A file's name is a customer's words.
        `  ${t('storyNote.file', { number: String(file.no), type: excerpt(file.mimeType, 60) })}: ${t(`storyMedia.state.${file.state}`)}`,
        file.code,
      ]
        .filter((one) => one !== null)
        .join('; '),
    ),
  ];
}

/**
 * What a support case needs of a message: ids, codes, every try with times and their distance from universal time, versions.
 * Always masked: no text of the message, no name, of the openid only its end.
 */
export function noteForSupport(source: NoteSource, language: Language): string {
  const words = noteTexts(language, source.timeZone);
  const { t } = words;
  const { story, channelName, app, timeZone } = source;
  const { row } = story;
  const time = (at: number): string => offsetTime(at, timeZone);
  const field = (label: string, value: string | null): readonly string[] =>
    value === null ? [] : [t('storyNote.field', { label, value })];
  const codes = codesOf(row);
  const pieces = pieceLines(words, story);
  return [
    ...field(t('story.ourId'), row.id),
    ...field(t('story.otherId'), story.platformMessageId === null ? null : excerpt(story.platformMessageId, 120)),
    ...field(t('story.case'), story.caseId === null ? null : excerpt(story.caseId, 120)),
    ...field(t('story.channel'), `${excerpt(channelName, 120)} (${row.channelId})`),
    ...field(t('traffic.column.direction'), t(`direction.${row.direction}`)),
    ...field(t('story.kind'), t(`messageKind.${row.kind}`)),
    ...field(t('story.customer'), row.endUser ?? t('traffic.unknownSender')),
    ...field(t('traffic.column.state'), `${t(describeMessage(row).text)} (${row.state})`),
    ...field(t('storyNote.since'), time(row.changedAt)),
    ...field(t('step.received'), time(row.receivedAt)),
    ...field(t('storyNote.platformTime'), story.platformAt === null ? null : time(story.platformAt)),
    ...field(t('storyNote.tries'), String(row.attempts)),
    ...field(
      t('story.errorCode'),
      codes === null ? null : `${codes}${row.code === null ? '' : ` (${sentenceFor(language, row.code, null).title})`}`,
    ),
    '',
    t('story.timeline'),
    ...stepLines(words, source),
    ...(pieces.length === 0 ? [] : ['', t('storyNote.pieces'), ...pieces]),
    '',
    t('storyNote.masked'),
    ...(app === null
      ? []
      : [
          t('storyNote.versions', {
            version: app.version,
            parts: `Electron ${app.electron}, Chromium ${app.chromium}, Node ${app.node}, ${app.platform}`,
          }),
        ]),
  ].join('\n');
}
