import type { Language } from '#shared/contract/console-contract.ts';
import type { MessageStory, TrafficRow } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { excerpt } from '#shared/lib/mask.ts';
import { messageMeaning } from '#renderer/lib/describe/describe-story.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import { noteTexts, type NoteSource } from './note-source.ts';
import { zoneOffset } from './offset-time.ts';

/** Characters of the message that are quoted: enough to know it again. */
const quotedLength = 120;

/** Key under `storyNote.next`. */
type NextStep =
  | 'nothing'
  | 'byItself'
  | 'tryAt'
  | 'customerWrites'
  | 'askFirst'
  | 'notInCxone'
  | 'notAtCustomer'
  | 'unreadable'
  | 'putAside';

/** What comes next, for somebody who sees only CXone. */
export function nextStep({ state, pendingReason, direction, dueAt }: TrafficRow): NextStep {
  switch (state) {
    case 'delivered':
      return 'nothing';
    case 'pending':
      if (pendingReason === 'window_closed') return 'customerWrites';
      return pendingReason === 'retry' && dueAt !== null ? 'tryAt' : 'byItself';
    case 'unconfirmed':
      return 'askFirst';
    case 'dead_letter':
    case 'expired':
      return direction === 'inbound' ? 'notInCxone' : 'notAtCustomer';
    case 'quarantined':
      return 'unreadable';
    case 'discarded':
      return 'putAside';
  }
}

/** How it stands, in the words of the story. A try that is ahead is named by its time in what comes next. */
function standing({ t, format }: Pick<Texts, 't' | 'format'>, { row, events }: MessageStory): string {
  const meaning = messageMeaning(row);
  if (row.state === 'delivered') {
    const settled = events.findLast(({ kind }) => kind === 'delivered' || kind === 'confirmed_arrived');
    const read = row.direction === 'inbound' ? t('storyNote.readInbound') : t('storyNote.readOutbound');
    if (settled === undefined) return read;
    const time = format.full(settled.at);
    if (settled.kind === 'confirmed_arrived') return t('storyNote.seenAt', { time });
    const side = row.direction === 'inbound' ? t('storyLane.cxone') : t('storyLane.wechat');
    return `${t('storyNote.acceptedAt', { side, time })} ${read}`;
  }
  return meaning === 'retry' ? t('storyNote.notYet') : t(`story.meaning.${meaning}`);
}

/**
 * What an agent should know of a message: what happened, when and what comes next. Plain words and no codes; the case's
 * number is the only id.
 */
export function noteForAgent(source: NoteSource, language: Language): string {
  const texts = noteTexts(language, source.timeZone);
  const { t, format } = texts;
  const { story, name, channelName, timeZone } = source;
  const { row, text, caseId } = story;
  // On one line each: a name of somebody else's making cannot add lines to the note.
  const customer = excerpt(name?.text ?? row.endUser ?? t('traffic.unknownSender'), 100);
  const at = story.platformAt ?? row.receivedAt;
  const about = { customer, channel: excerpt(channelName, 120), time: format.full(at) };
  const isSettled = row.state === 'delivered' || row.state === 'discarded';
  const why = row.code === null || isSettled ? null : sentenceFor(language, row.code, null).title;
  const next = nextStep(row);
  const lines = [
    row.direction === 'inbound' ? t('storyNote.aboutInbound', about) : t('storyNote.aboutOutbound', about),
    ...(text === '' ? [] : [t('storyNote.text', { text: excerpt(text, quotedLength) })]),
    t('storyNote.happened', { text: standing(texts, story) }),
    ...(why === null ? [] : [t('storyNote.why', { text: why })]),
    t('storyNote.nextIs', {
      text:
        next === 'tryAt'
          ? t('storyNote.next.tryAt', { time: format.full(row.dueAt ?? at) })
          : t(`storyNote.next.${next}`),
    }),
    ...(caseId === null ? [] : [t('storyNote.case', { case: caseId })]),
    t('storyNote.zone', { zone: timeZone, offset: zoneOffset(at, timeZone) }),
  ];
  return lines.join('\n');
}
