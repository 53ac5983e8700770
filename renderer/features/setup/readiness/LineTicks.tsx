import type { ChannelId } from '#shared/domain/ids.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ReadinessLine, ReadinessTopic } from '#shared/domain/setup/readiness.ts';
import { nameOf, thingName } from '#shared/setup/book-names.ts';
import { tickState, ticksWanted, type TickKind, type WantedTick } from '#shared/setup/ticks.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useSlaSettings } from '#renderer/store/use-sla.ts';
import { TickLine } from '../parts/TickLine.tsx';

/** Ticks few enough to be made on this page; those of roles, people and queues are made where they are planned. */
const kindOf: Partial<Readonly<Record<ReadinessTopic, TickKind>>> = {
  client_certificate: 'certificate',
  script_and_skill: 'script',
  outbound_skill: 'skill',
  sla: 'sla',
};

interface LineTicksProps {
  readonly line: ReadinessLine;
  readonly channelId: ChannelId;
  readonly view: SetupView;
}

/** What of a line is to be seen in CXone with one's own eyes, to be ticked here. Only where nothing else is in the way. */
export function LineTicks({ line, channelId, view }: LineTicksProps) {
  const { t } = useTexts();
  const sla = useSlaSettings();
  const kind = kindOf[line.topic];
  const { book, given, secrets } = view;
  if (kind === undefined || line.state === 'missing' || line.state === 'wrong' || line.state === 'not_needed')
    return null;
  const givenIntegration = given.channels.find(({ id }) => id === channelId)?.integration ?? null;
  const wanted = ticksWanted(book, channelId, { sla, secrets, givenIntegration }).filter((one) => one.kind === kind);
  const channel = book.channels.find(({ draft }) => draft.id === channelId)?.draft;
  const labelOf = ({ kind: which, subjectId }: WantedTick): string => {
    switch (which) {
      case 'certificate': {
        const integration = [...book.integrations.map(({ draft }) => draft), ...given.integrations].find(
          ({ id }) => id === subjectId,
        );
        return t('setupReady.tick.certificate', { name: integration === undefined ? subjectId : nameOf(integration) });
      }
      case 'script':
        return channel === undefined
          ? t('setupReady.tick.scriptGiven')
          : t('setupReady.tick.script', { script: thingName(channel.script), skill: thingName(channel.skill) });
      case 'skill': {
        const skill = book.skills.find(({ id }) => id === subjectId);
        return t('setupReady.tick.skill', { name: skill === undefined ? subjectId : nameOf(skill) });
      }
      default:
        return t('setupReady.tick.sla');
    }
  };
  // What was ticked is said by the line itself; it can be taken back where it was made.
  const open = wanted.filter(({ id }) => line.state === 'waiting' || tickState(book.ticks, id).state !== 'ticked');
  if (open.length === 0) return null;
  return (
    <div>
      {open.map((one) => (
        <TickLine key={`${one.kind} ${one.subjectId}`} id={one.id} label={labelOf(one)} />
      ))}
    </div>
  );
}
