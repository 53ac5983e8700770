import type { ShiftHandOver } from '#shared/contract/operations-contract.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { Format } from '#renderer/lib/format.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import { hasSomethingLeft } from './what-waits.ts';

/** What goes into the clipboard at most, UTF-16 units. */
const maxLength = 9_900;

/** Lines of one chapter before the rest is left out. */
const maxLines = 60;

/** The hand-over as plain text for a mail or a chat. Customers are masked; texts of notes are taken as they are. */
export function handOverText(handOver: ShiftHandOver, t: Texts['t'], format: Format): string {
  const { at } = handOver;
  const name = (text: string): string => drawnText(text, 120).text;
  const nameOf = (id: string | null): string =>
    id === null ? t('handOver.gapAll') : name(handOver.channels.find((channel) => channel.id === id)?.name ?? id);
  const incident = (one: Incident): string => {
    const until = one.closedAt ?? at;
    const duration = format.duration(until - one.openedAt);
    const period = periodWords(format, one.openedAt, until, at);
    return [
      `${name(one.channelName)}: ${t(`incidentTitle.${incidentTitle(one)}`)}`,
      one.closedAt === null
        ? t('handOver.openSince', { time: period.from, duration })
        : t('incidents.past', { ...period, duration }),
      ...(one.code === null ? [] : [t('proof.code', { code: one.code })]),
      ...(one.acknowledgedBy === null ? [] : [t('incidents.acknowledgedBy', { name: one.acknowledgedBy })]),
      ...(one.assignee === null ? [] : [t('incidents.assignedTo', { name: one.assignee })]),
    ].join(', ');
  };
  const chapter = (title: string, lines: readonly string[], empty: string): string =>
    [
      title,
      ...(lines.length === 0 ? [empty] : lines.slice(0, maxLines)).map((line) => `- ${line}`),
      ...(lines.length > maxLines ? [`- … +${format.number(lines.length - maxLines)}`] : []),
    ].join('\n');

  const text = [
    `${t('handOver.printedTitle')}\n${t('handOver.period', { from: format.full(handOver.since) })} (${format.full(at)})`,
    chapter(t('handOver.open'), handOver.open.map(incident), t('handOver.noneOpen')),
    chapter(
      t('handOver.waiting'),
      handOver.channels
        .filter(hasSomethingLeft)
        .map((channel) =>
          [
            `${name(channel.name)} (${t(`channelState.${channel.state.kind}`)})`,
            `${t('handOver.waitingIn')} ${format.number(channel.waiting.inbound)}`,
            `${t('handOver.waitingOut')} ${format.number(channel.waiting.outbound)}`,
            `${t('handOver.unconfirmed')} ${format.number(channel.unconfirmed)}`,
            `${t('handOver.undeliverable')} ${format.number(channel.deadLetters)}`,
          ].join(', '),
        ),
      t('handOver.nothingWaits'),
    ),
    chapter(
      t('handOver.notes'),
      handOver.notes.map((note) => `${note.text} (${note.by}, ${format.moment(note.at, at)})`),
      t('handOver.noNotes'),
    ),
    chapter(
      t('handOver.maintenance'),
      handOver.maintenance
        .filter((one) => one.endedAt === null && one.until > at)
        .map((one) =>
          [
            one.channelIds.slice(0, 5).map(nameOf).join(', ') + (one.channelIds.length > 5 ? ', …' : ''),
            t('handOver.maintenanceLater', periodWords(format, one.from, one.until, at)),
            ...(one.note === '' ? [] : [one.note]),
          ].join('; '),
        ),
      t('handOver.noMaintenance'),
    ),
    chapter(
      t('handOver.watches'),
      handOver.watches
        .filter(({ endedAt }) => endedAt === null)
        .map((watch) =>
          [
            watch.subject.kind === 'message'
              ? `${t('handOver.watchMessage')} ${watch.subject.messageId}`
              : t('handOver.watchCustomer', { customer: maskId(watch.subject.openId) }),
            watch.last === null ? t('handOver.watchNothing') : t(`messageState.${watch.last.state}`),
          ].join(', '),
        ),
      t('handOver.noWatches'),
    ),
    chapter(
      t('handOver.gaps'),
      handOver.gaps.map(
        (gap) =>
          `${t('gap.line', { ...periodWords(format, gap.from, gap.until, at), duration: format.duration(gap.until - gap.from) })}: ${t(`gap.${gap.cause}`)}, ${nameOf(gap.channelId)}`,
      ),
      t('handOver.noGaps'),
    ),
    chapter(
      t('handOver.done'),
      handOver.done.map((line) =>
        [
          format.moment(line.at, at),
          line.by,
          t(`audit.action.${line.action}`),
          ...(line.channelId === null ? [] : [nameOf(line.channelId)]),
        ].join(', '),
      ),
      t('handOver.noneDone'),
    ),
    chapter(t('handOver.closed'), handOver.closed.map(incident), t('handOver.noneClosed')),
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ')
    .replace(/[\u2068\u2069]/gu, '');
  return text.length <= maxLength ? text : `${cutAtLine(text)}\n…`;
}

/** Cut at the end of a line. */
function cutAtLine(text: string): string {
  const head = text.slice(0, maxLength);
  return head.slice(0, Math.max(head.lastIndexOf('\n'), 0));
}
