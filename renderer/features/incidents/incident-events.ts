import type { IncidentEvent } from '#shared/domain/incident.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import type { Format } from '#renderer/lib/format.ts';
import { isoMoment } from '#renderer/lib/iso-moment.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import type { Tone } from '#renderer/lib/tone.ts';

/** How an event looks on the time line. */
export function eventTone(event: Pick<IncidentEvent, 'kind' | 'state'>): Tone {
  switch (event.kind) {
    case 'opened':
    case 'changed':
      return event.state === null ? 'warn' : channelStateLook(event.state).tone;
    case 'flapping':
      return 'warn';
    case 'closed':
    case 'resumed':
      return 'ok';
    case 'acknowledged':
    case 'assigned':
    case 'note':
    case 'notified':
    case 'customers_told':
    case 'reconnect_started':
    case 'reconnect_ended':
      return 'info';
    case 'snoozed':
    case 'snooze_ended':
    case 'paused':
      return 'idle';
    default:
      return assertNever(event.kind);
  }
}

/** A whole number written in digits; null for anything else. */
function numberIn(detail: string | null): number | null {
  return detail !== null && /^\d{1,15}$/u.test(detail) ? Number(detail) : null;
}

const ways = ['desktop', 'webhook', 'email', 'heartbeat'] as const;

/** The event as a line. A note's text and a receipt's id stand beside it and are not part of it. */
export function eventWords(
  event: Pick<IncidentEvent, 'kind' | 'state' | 'detail'>,
  t: Texts['t'],
  format: Pick<Format, 'moment'>,
  now: number,
): string {
  const { kind, state, detail } = event;
  switch (kind) {
    case 'opened':
    case 'changed':
      return t(`incident.event.${kind}`, { state: t(`channelState.${state ?? 'unknown'}`) });
    case 'snoozed': {
      const until = isoMoment(detail);
      return until !== null
        ? t('incident.event.snoozedUntil', { time: format.moment(until, now) })
        : t('incident.event.snoozed');
    }
    case 'assigned':
      return detail === null || detail === ''
        ? t('incident.event.unassigned')
        : t('incident.event.assigned', { name: detail });
    case 'notified': {
      const way = ways.find((one) => one === detail);
      return way === undefined
        ? t('incident.event.notified')
        : t('incident.event.notifiedBy', { way: t(`incident.way.${way}`) });
    }
    case 'customers_told': {
      const count = numberIn(detail);
      return count === null ? t('incident.event.customers_told') : t('incident.event.customersToldCount', { count });
    }
    case 'flapping':
    case 'acknowledged':
    case 'snooze_ended':
    case 'note':
    case 'reconnect_started':
    case 'reconnect_ended':
    case 'paused':
    case 'resumed':
    case 'closed':
      return t(`incident.event.${kind}`);
    default:
      return assertNever(kind);
  }
}
