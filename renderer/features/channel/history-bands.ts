import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { ChannelHistory, LegUptime, StateSpan } from '#shared/domain/health.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { needRank } from '#renderer/lib/describe/describe-channel-state.ts';

/** What a stretch of the strip stands for; each has a colour, a pattern and a word. */
export type BandGroup = 'works' | 'part' | 'fails' | 'checked' | 'off' | 'unknown';

export const bandGroups: readonly BandGroup[] = ['works', 'part', 'fails', 'checked', 'off', 'unknown'];

const groupOfKind: Readonly<Record<ChannelStateKind, BandGroup>> = {
  connected: 'works',
  degraded: 'part',
  retrying: 'part',
  action_required: 'fails',
  down: 'fails',
  connecting: 'checked',
  verifying: 'checked',
  paused: 'off',
  stopped: 'off',
  not_configured: 'off',
  unknown: 'unknown',
};

export const bandGroup = (kind: ChannelStateKind): BandGroup => groupOfKind[kind];

/** One stretch of the strip. Short changes in a row are drawn as one, in the look of the gravest of them. */
export interface Band {
  readonly from: number;
  /** Null: it is the present one. */
  readonly until: number | null;
  readonly kind: ChannelStateKind;
  /** How many further spans it stands for. */
  readonly others: number;
  /** Of the whole, 0 to 1. */
  readonly start: number;
  readonly width: number;
  /** The incident it belongs to, when it was an outage. */
  readonly incidentId: string | null;
}

/** Narrower than this, of the whole, nothing can be seen or pointed at. */
const narrowest = 1 / 240;

const failing: ReadonlySet<BandGroup> = new Set(['part', 'fails']);

function incidentOf(incidents: readonly Incident[], from: number, until: number): string | null {
  const during = incidents.filter((one) => one.openedAt < until && (one.closedAt ?? Infinity) > from);
  return during.sort((a, b) => b.openedAt - a.openedAt)[0]?.id ?? null;
}

/** Lays the spans out along the strip, oldest first. No outage disappears, however short it was. */
export function layOutBands(
  history: Pick<ChannelHistory, 'from' | 'until' | 'spans'>,
  incidents: readonly Incident[],
): readonly Band[] {
  const length = history.until - history.from;
  if (length <= 0) return [];
  const bands: Band[] = [];
  let short: StateSpan[] = [];
  const endOf = (span: StateSpan): number => Math.min(span.until ?? history.until, history.until);
  const startOf = (span: StateSpan): number => Math.max(span.from, history.from);

  const add = (spans: readonly StateSpan[]): void => {
    const [first] = spans;
    const last = spans.at(-1);
    if (first === undefined || last === undefined) return;
    const worst = spans.reduce((a, b) => (needRank(b.kind) < needRank(a.kind) ? b : a));
    const start = (startOf(first) - history.from) / length;
    const width = Math.max((endOf(last) - startOf(first)) / length, narrowest);
    const broken = failing.has(bandGroup(worst.kind));
    bands.push({
      from: startOf(first),
      until: last.until,
      kind: worst.kind,
      others: spans.length - 1,
      start: Math.min(start, 1 - narrowest),
      width: Math.min(width, 1 - Math.min(start, 1 - narrowest)),
      incidentId: broken ? incidentOf(incidents, startOf(first), endOf(last)) : null,
    });
  };
  const flush = (): void => {
    add(short);
    short = [];
  };
  for (const span of history.spans) {
    const lasted = endOf(span) - startOf(span);
    if (lasted < 0) continue;
    if (lasted / length >= narrowest) {
      flush();
      add([span]);
      continue;
    }
    short.push(span);
    const first = short[0] ?? span;
    if ((endOf(span) - startOf(first)) / length >= narrowest) flush();
  }
  flush();
  return bands;
}

/** Share of the time in which it was on and watched, rounded down so that 100 % means all of it; null when never. */
export function uptimeShare({ upMs, downMs }: LegUptime): number | null {
  const watched = upMs + downMs;
  return watched <= 0 ? null : Math.floor((upMs / watched) * 10_000) / 10_000;
}
