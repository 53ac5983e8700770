import type { Language } from '#shared/contract/console-contract.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { createI18n, languageTags } from '../../i18n/i18n.ts';
import { directionOfLeg } from '../describe/describe-direction.ts';
import { createFormat } from '../format.ts';

type NoteKey =
  'wechatIn' | 'cxoneOut' | 'cxoneIn' | 'wechatOut' | 'delayedInbound' | 'delayedOutbound' | 'channel' | 'over';

type Told = Pick<Incident, 'leg' | 'worst' | 'closedAt' | 'openedAt' | 'channelName'>;

function noteKey({ leg, worst, closedAt }: Told): NoteKey {
  if (closedAt !== null) return 'over';
  if (leg === null) return 'channel';
  if (worst !== 'retrying' && worst !== 'degraded') return leg;
  return directionOfLeg[leg] === 'inbound' ? 'delayedInbound' : 'delayedOutbound';
}

/**
 * What agents and supervisors should know, in a language of their own: plain text for a team's chat.
 * @param now epoch ms, for how the day is written; @param timeZone IANA zone, or the computer's own.
 */
export function agentNote(incident: Told, language: Language, now: number, timeZone?: string): string {
  const { t } = createI18n(language);
  const format = createFormat(t, languageTags[language], timeZone);
  const from = format.moment(incident.openedAt, now);
  const channel = incident.channelName;
  const key = noteKey(incident);
  if (key !== 'over') return t(`agentNote.${key}`, { channel, time: from });
  return t('agentNote.over', { channel, from, time: format.moment(incident.closedAt ?? now, now) });
}
