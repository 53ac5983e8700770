import type { Incident } from '#shared/domain/incident.ts';
import { directionOfLeg } from '../describe/describe-direction.ts';

type What = 'repliesBlocked' | 'messagesBlocked' | 'repliesDelayed' | 'messagesDelayed' | 'channelBlocked';

/** Key under `incidentTitle`. */
export type IncidentTitle = What | `past${Capitalize<What>}`;

type Told = Pick<Incident, 'leg' | 'worst'>;

function whatIsWrong({ leg, worst }: Told): What {
  if (leg === null) return 'channelBlocked';
  const delayed = worst === 'retrying' || worst === 'degraded';
  if (directionOfLeg[leg] === 'outbound') return delayed ? 'repliesDelayed' : 'repliesBlocked';
  return delayed ? 'messagesDelayed' : 'messagesBlocked';
}

const past: Readonly<Record<What, IncidentTitle>> = {
  repliesBlocked: 'pastRepliesBlocked',
  messagesBlocked: 'pastMessagesBlocked',
  repliesDelayed: 'pastRepliesDelayed',
  messagesDelayed: 'pastMessagesDelayed',
  channelBlocked: 'pastChannelBlocked',
};

/** What an incident means for customers, by its broken leg and its gravest state; in the past tense once it is closed. */
export function incidentTitle(incident: Told & Pick<Incident, 'closedAt'>): IncidentTitle {
  const what = whatIsWrong(incident);
  return incident.closedAt === null ? what : past[what];
}
