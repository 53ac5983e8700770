import type { Leg } from '#shared/domain/channel.ts';
import type { Sentence } from '#shared/errors/sentences/sentence.ts';
import type { AlertText } from '../ports/alert-sink.ts';
import type { RelayNotice } from './alert-state.ts';
import { directionOf } from './direction-of.ts';
import type { CertificateUse, NoticeWords } from './texts/words.ts';

const dayMs = 86_400_000;
const longestName = 80;

export interface CertificateTextForm {
  readonly words: NoticeWords;
  /** Of the notice's code. */
  readonly sentence: Sentence | null;
  /** With its date and the zone's name. */
  readonly zoned: (at: number) => string;
  /** The channels named, the rest counted. */
  readonly names: string;
}

/** A certificate that ends or has ended: when, what stops for whom, what to do. Or one that was put back by itself. */
export function certificateText(notice: RelayNotice, form: CertificateTextForm): AlertText {
  const { words, sentence } = form;
  const { certificate: own } = words;
  const name = shortened(notice.subject ?? '');
  const until = notice.since ?? notice.at;
  const channels = notice.channelNames.length === 0 ? [] : [words.channels(form.names)];
  if (notice.code !== 'CERT_EXPIRES_SOON' && notice.code !== 'CERT_EXPIRED') {
    const title = own.backTitle(name, sentence?.title ?? words.unknownCause);
    // The sentence says that the earlier one was put back.
    const said = notice.state === 'action_required' ? own.stillInUse : sentence?.help;
    return { title, lines: [...(said === undefined ? [] : [said]), ...channels, own.backAct] };
  }
  const use = useOf(notice);
  const direction = use === 'next' ? null : directionOfAll(notice.certificate?.legs ?? []);
  const act = own.act[use];
  if (notice.code === 'CERT_EXPIRED') {
    const stops = direction === null ? [] : [words.impact[direction].stops];
    return { title: own.endedTitle(name), lines: [...stops, own.ended(form.zoned(until)), ...channels, act] };
  }
  const leftMs = until - notice.at;
  const days = Math.max(1, Math.round(leftMs / dayMs));
  const title = leftMs <= dayMs ? own.endsWithinDayTitle(name) : own.endsTitle(name, days);
  const stops = direction === null ? [] : [own.willStop[direction]];
  return { title, lines: [own.ends(form.zoned(until)), ...stops, ...channels, act] };
}

function useOf({ certificate }: RelayNotice): CertificateUse {
  const what = certificate?.what ?? 'other';
  return what === 'previous' ? 'other' : what;
}

function directionOfAll(legs: readonly Leg[]): 'inbound' | 'outbound' | 'both' | null {
  const directions = new Set(legs.map((leg) => directionOf[leg]));
  const [only] = directions;
  if (only === undefined) return null;
  return directions.size === 1 ? only : 'both';
}

function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length <= longestName ? name : `${characters.slice(0, longestName).join('')}…`;
}
