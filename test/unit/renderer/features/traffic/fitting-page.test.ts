import { describe, expect, it } from 'vitest';
import type { TrafficRow } from '#shared/domain/message.ts';
import { fittingPage, mostLookedThrough } from '#renderer/features/traffic/fitting-page.ts';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { wholeTraffic } from '#renderer/lib/router.ts';
import { aRow } from '../../fake-data.ts';
import { createFakeBridge } from '../../fake-bridge.ts';

/** So many rows, of which every nth speaks of a parcel. */
function rowsWith(total: number, every: number): TrafficRow[] {
  return Array.from({ length: total }, (_, index) => {
    const seq = total - index;
    return aRow({ seq, preview: seq % every === 0 ? 'where is my parcel' : 'hello' });
  });
}

function ask(rows: readonly TrafficRow[], beforeSeq: number | null = null, isWanted = () => true) {
  const bridge = createFakeBridge({ rows });
  const client = createConsoleClient(bridge);
  const query = { ...wholeTraffic, text: 'parcel' };
  return { bridge, page: fittingPage(client, { query, beforeSeq, isWanted }) };
}

describe('a page of rows that fit a text', () => {
  it('is filled from older rows', async () => {
    const { page, bridge } = ask(rowsWith(9_000, 40));
    const { rows, olderBefore, isStopped } = await page;
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(rows.every(({ preview }) => preview.includes('parcel'))).toBe(true);
    expect(isStopped).toBe(false);
    expect(olderBefore).toBe(1_001);
    expect(bridge.asked.length).toBe(16);
  });

  it('stops at the bound, says so, and goes on from there', async () => {
    const all = rowsWith(mostLookedThrough * 2, 3_000);
    const first = await ask(all).page;
    expect(first).toMatchObject({ isStopped: true, lookedThrough: mostLookedThrough, olderBefore: 10_001 });
    const rest = await ask(all, first.olderBefore).page;
    expect(rest).toMatchObject({ isStopped: false, olderBefore: null });
    expect([...first.rows, ...rest.rows].map(({ seq }) => seq)).toEqual([18_000, 15_000, 12_000, 9_000, 6_000, 3_000]);
  });

  it('is given up when nobody waits for it any more', async () => {
    const { page, bridge } = ask(rowsWith(9_000, 9_000), null, () => false);
    await page;
    expect(bridge.asked).toHaveLength(1);
  });

  it('is asked for at once without a text', async () => {
    const bridge = createFakeBridge({ rows: rowsWith(900, 2) });
    const query = { ...wholeTraffic, kinds: ['text'] as const, text: ' ' };
    const { rows } = await fittingPage(createConsoleClient(bridge), { query, beforeSeq: null, isWanted: () => true });
    expect(rows).toHaveLength(200);
    expect(bridge.asked).toEqual([
      { name: 'traffic.page', input: { filter: { kinds: ['text'] }, beforeSeq: null, limit: 200 } },
    ]);
  });
});
