import { ChannelId } from '#shared/domain/ids.ts';
import type { SlaBoardQuery } from '#shared/contract/sla-contract.ts';
import type { SlaTimeline } from '#shared/domain/sla-settings.ts';
import { readClocks } from '#shared/sla/case-clocks.ts';
import { policyTimeline } from '#shared/sla/policy-timeline.ts';
import { viewOf } from '#relay/sla/case-view.ts';
import { pickRows, rowOf } from '#relay/sla/sla-board.ts';
import { movesOf } from '#shared/sla/preview.ts';
import { keptOf } from '../kit/kept-cases.ts';
import { clocksOfCase, someCases, someSettings } from '../kit/sla-cases.ts';
import type { SlaWork } from '../kit/sla-messages.ts';
import { median } from '../kit/percentiles.ts';

/**
 * The arithmetic of clocks alone: `sla-work CASES ROUNDS`. Prints one line: what each work took, the median of its rounds. The
 * gauge, writing and reading the same facts as JSON, tells how the machine feels.
 */
const [countText, roundsText] = process.argv.slice(2);
const count = Number(countText);
const rounds = Number(roundsText);

const now = Date.now();
const channelIds = Array.from({ length: 20 }, (_, index) => ChannelId.parse(`shop-${index}`));
const cases = someCases({ count, seed: 20_261_122, now, channelIds });
const initial = { id: 'initial', settings: someSettings(channelIds), appliesFrom: 0 };

/** As after a change of settings: calendars are compiled anew. */
function changedTimeline(round: number): SlaTimeline {
  return [initial, { id: `change-${round}`, settings: someSettings(channelIds, 4), appliesFrom: now - 60_000 * round }];
}

const timelineNow = policyTimeline([initial]);
const standings = cases.map((facts) => {
  const kept = keptOf(facts);
  return { kept, view: viewOf(kept, timelineNow, now) };
});
const query: SlaBoardQuery = { channelIds: [], show: 'open', metric: null, limit: 500 };
const place = { channelName: 'Shop', channelState: 'connected', incidentId: null, mayExtendIdle: true } as const;

const took = {
  gauge: [] as number[],
  recompute: [] as number[],
  preview: [] as number[],
  board: [] as number[],
};
let open = 0;
let moved = 0;

for (let round = 0; round <= rounds; round += 1) {
  const gauge = timed(() => JSON.parse(JSON.stringify(cases)) as unknown);
  const recompute = timed(() => {
    const timeline = policyTimeline(changedTimeline(round));
    open = 0;
    for (const facts of cases) {
      for (const reading of readClocks(facts, timeline, now + round)) if (reading.endedAt === null) open += 1;
    }
  });
  const preview = timed(() => {
    const found = movesOf(cases, policyTimeline([initial]), policyTimeline(changedTimeline(round)), now, (id) => id);
    moved = found.sooner + found.later;
  });
  let rows = 0;
  const board = timed(() => {
    const { picked, total } = pickRows(standings, query, now);
    rows = total === count ? picked.map((standing) => rowOf(standing, place)).length : 0;
  });
  if (rows !== Math.min(count, query.limit)) throw new Error(`the board had ${rows} rows`);
  // The first one warms up.
  if (round === 0) continue;
  took.gauge.push(gauge);
  took.recompute.push(recompute);
  took.preview.push(preview);
  took.board.push(board);
}
if (open !== count * clocksOfCase) throw new Error(`${open} of ${count * clocksOfCase} clocks were open`);
if (moved === 0) throw new Error('the change of settings moved nothing');

const work: SlaWork = {
  openClocks: open,
  moved,
  gaugeMs: median(took.gauge),
  recomputeMs: median(took.recompute),
  previewMs: median(took.preview),
  boardMs: median(took.board),
};
process.stdout.write(`${JSON.stringify(work)}\n`);

function timed(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}
