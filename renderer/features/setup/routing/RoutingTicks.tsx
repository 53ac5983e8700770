import type { SetupBook } from '#shared/domain/setup/book.ts';
import { nameOf, thingName } from '#shared/setup/book-names.ts';
import { ticksWanted } from '#shared/setup/ticks.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { TickLine } from '../parts/TickLine.tsx';

interface RoutingTicksProps {
  readonly book: SetupBook;
  readonly channelId: string;
  /** Name of the channel. */
  readonly name: string;
}

/** What to see in CXone with one's own eyes: script and skill of the channel, and each queue that takes it. */
export function RoutingTicks({ book, channelId, name }: RoutingTicksProps) {
  const { t } = useTexts();
  const channel = book.channels.find(({ draft }) => draft.id === channelId)?.draft;
  if (channel === undefined) return null;
  const isChosen = thingName(channel.script) !== '' && thingName(channel.skill) !== '';
  const labelOf = (kind: 'script' | 'queue', subjectId: string): string => {
    if (kind === 'script') {
      const [script, skill] = [thingName(channel.script), thingName(channel.skill)];
      return t('setupRouting.tickScript', { name, script: script || '–', skill: skill || '–' });
    }
    const queue = book.queues.find(({ id }) => id === subjectId);
    return t('setupRouting.tickQueue', { name, queue: queue === undefined ? subjectId : nameOf(queue) });
  };
  return (
    <div>
      {ticksWanted(book, channelId).map(({ id, kind, subjectId }) =>
        kind === 'script' || kind === 'queue' ? (
          <TickLine
            key={`${kind} ${subjectId}`}
            id={id}
            label={labelOf(kind, subjectId)}
            possible={kind === 'queue' || isChosen}
          />
        ) : null,
      )}
    </div>
  );
}
