import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelStateKind } from '#shared/domain/channel.ts';
import type { StateSpan } from '#shared/domain/health.ts';
import { bandGroup, layOutBands, uptimeShare } from '#renderer/features/channel/history-bands.ts';
import { hour, present } from '../../fake-data.ts';
import { aHistory, anIncident } from '../../fake-operations.ts';

const span = (from: number, until: number | null, kind: ChannelStateKind): StateSpan => ({
  from,
  until,
  kind,
  leg: null,
  code: null,
});

describe('the bands of the strip', () => {
  it('lays the spans out over the whole period', () => {
    const bands = layOutBands(aHistory('day'), []);
    expect(bands[0]?.start).toBe(0);
    const last = bands.at(-1);
    expect((last?.start ?? 0) + (last?.width ?? 0)).toBeCloseTo(1, 5);
    expect(last?.until).toBeNull();
  });

  it('leads from an outage to the incident of that time, and from nothing else', () => {
    const history = aHistory('day');
    const outage = history.spans.find((one) => one.kind === 'down');
    const incident = anIncident({ id: 'i1', openedAt: outage?.from ?? 0, closedAt: outage?.until ?? 0 });
    const linked = layOutBands(history, [incident]).filter((band) => band.incidentId !== null);
    expect(linked.map((band) => band.kind)).toEqual(['down']);
  });

  it('draws short changes in a row as one, in the look of the gravest', () => {
    const from = present - 720 * hour;
    const short = Array.from({ length: 40 }, (_, index) =>
      span(from + hour + index * 1_000, from + hour + (index + 1) * 1_000, index % 2 === 0 ? 'retrying' : 'connected'),
    );
    const spans = [span(from, from + hour, 'connected'), ...short, span(from + hour + 40_000, null, 'connected')];
    const bands = layOutBands({ from, until: present, spans }, []);
    expect(bands.length).toBeLessThan(5);
    expect(bands.some((band) => bandGroup(band.kind) === 'part' && band.others > 0)).toBe(true);
  });

  it('never hides that there was an outage, and never leaves the strip', () => {
    const lengths = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 10 ** 7 }), fc.constantFrom(...ChannelStateKind.options)),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(lengths, (parts) => {
        let at = present;
        const spans = parts.map(([length, kind]) => {
          const one = span(at, at + length, kind);
          at += length;
          return one;
        });
        const bands = layOutBands({ from: present, until: at, spans }, []);
        const has = (group: string, list: readonly { kind: ChannelStateKind }[]): boolean =>
          list.some((one) => bandGroup(one.kind) === group);
        const failed = has('fails', spans) || has('part', spans);
        expect(has('fails', bands) || has('part', bands)).toBe(failed);
        if (has('fails', spans)) expect(has('fails', bands)).toBe(true);
        for (const band of bands) {
          expect(band.start).toBeGreaterThanOrEqual(0);
          expect(band.start + band.width).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe('uptime', () => {
  it('counts only the time in which it was on and watched', () => {
    expect(uptimeShare({ upMs: 90, downMs: 10, offMs: 500, unknownMs: 400 })).toBe(0.9);
    expect(uptimeShare({ upMs: 0, downMs: 0, offMs: 5, unknownMs: 5 })).toBeNull();
  });

  it('is never rounded up to all of it', () => {
    expect(uptimeShare({ upMs: 10_000_000, downMs: 1, offMs: 0, unknownMs: 0 })).toBeLessThan(1);
  });
});
