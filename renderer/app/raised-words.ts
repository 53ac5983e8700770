import type { Language } from '#shared/contract/console-contract.ts';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { Format } from '#renderer/lib/format.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';

/** How long a notice stays on screen by itself, milliseconds; an urgent one until it is put away or acknowledged. */
export function staysMs({ severity }: Pick<AlertNotice, 'severity'>): number {
  if (severity === 'urgent') return Infinity;
  return severity === 'warning' ? 60_000 : 20_000;
}

/** Names written out before the rest is counted. */
const shownNames = 3;

/** The notice in one line. */
export function raisedTitle(notice: AlertNotice, t: Texts['t'], format: Pick<Format, 'duration'>): string {
  const { kind, leg, state, subject } = notice;
  switch (kind) {
    case 'opened':
    case 'reminder':
    case 'closed': {
      const closedAt = kind === 'closed' ? notice.at : null;
      return t(`raised.${kind}`, {
        title: t(`incidentTitle.${incidentTitle({ leg, worst: state ?? 'down', closedAt })}`),
      });
    }
    case 'gap':
      return t('raised.gap', { duration: format.duration(notice.lastedMs ?? 0) });
    case 'watch':
      return t('raised.watch', { subject: subject ?? '' });
    case 'daily':
      return t('raised.daily', { subject: subject ?? '' }).trim();
    case 'sla_warning':
      return t('raised.slaWarning', { count: notice.sla?.count ?? 1 });
    case 'sla_breach':
      return t('raised.slaBreach', { count: notice.sla?.count ?? 1 });
    case 'certificate':
      return certificateTitle(notice, t);
    case 'test':
      return t('raised.test');
  }
}

const dayMs = 86_400_000;

function certificateTitle({ code, since, at, subject }: AlertNotice, t: Texts['t']): string {
  const name = isolated(subject ?? '');
  if (code === 'CERT_EXPIRED') return t('raised.certificateEnded', { name });
  if (code !== 'CERT_EXPIRES_SOON' || since === null) return t('raised.certificate', { name });
  if (since - at <= dayMs) return t('raised.certificateEndsWithinDay', { name });
  return t('raised.certificateEnds', { name, count: Math.round((since - at) / dayMs) });
}

/** What is the matter, in the words of its code; null when the title says all of it. */
export function raisedCause({ kind, code }: Pick<AlertNotice, 'kind' | 'code'>, language: Language): string | null {
  const isSaid = kind === 'certificate' && (code === 'CERT_EXPIRES_SOON' || code === 'CERT_EXPIRED');
  return code === null || isSaid ? null : sentenceFor(language, code, null).title;
}

/** Which channels it is about; null when it names none. */
export function raisedChannels({ channelNames }: Pick<AlertNotice, 'channelNames'>, t: Texts['t']): string | null {
  if (channelNames.length === 0) return null;
  const names = channelNames.slice(0, shownNames).map(isolated).join(', ');
  return t('raised.channels', {
    count: channelNames.length,
    names: channelNames.length > shownNames ? `${names}, …` : names,
  });
}

/** The most urgent of the clocks it is about; null when it is about none. */
export function raisedClock(
  { sla, subject }: Pick<AlertNotice, 'sla' | 'subject'>,
  t: Texts['t'],
  format: Pick<Format, 'moment'>,
  now: number,
): string | null {
  if (sla === null) return null;
  const line = t('raised.slaClock', {
    customer: isolated(subject ?? t('sla.unknownCustomer')),
    metric: t(`sla.metric.${sla.metric}`),
    time: format.moment(sla.deadlineAt, now),
  });
  return sla.cause === 'outage' ? `${line} · ${t('raised.slaByOutage')}` : line;
}
