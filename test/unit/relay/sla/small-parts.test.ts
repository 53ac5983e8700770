import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { caseLink } from '#relay/sla/case-link.ts';
import { momentOf } from '#relay/sla/case-sight.ts';
import type { CaseView } from '#relay/sla/case-view.ts';
import { addMessage, newCase, type KeptCase } from '#relay/sla/kept-case.ts';
import { mondayOf, percentile } from '#relay/sla/report-tally.ts';
import { pickRows } from '#relay/sla/sla-board.ts';
import { mostMessages } from '#relay/sla/trim-messages.ts';
import { WallWatch } from '#relay/sla/wall-watch.ts';

const tulip = ChannelId.parse('tulip');

function aCase(id: string): KeptCase {
  return newCase({
    id,
    channelId: tulip,
    beganAt: 0,
    openId: null,
    endUser: null,
    contactNo: null,
    beganBy: 'customer',
    asked: true,
  });
}

function aMessage(seq: number, at: number) {
  return {
    kind: 'request' as const,
    messageId: `wxin-${seq}` as KeptCase['messages'][number]['messageId'],
    seq,
    at,
    acceptedAt: null,
    doneAt: null,
    author: null,
  };
}

describe('messages of a case', () => {
  it('stand in order of seq, each once, and never earlier than the one before', () => {
    const kept = aCase('a');
    expect(addMessage(kept, aMessage(5, 500))).toBe(true);
    expect(addMessage(kept, aMessage(3, 300))).toBe(true);
    expect(addMessage(kept, aMessage(5, 500))).toBe(false);
    // A clock was set back between the two.
    expect(addMessage(kept, aMessage(7, 100))).toBe(true);
    expect(kept.messages.map(({ seq, at }) => [seq, at])).toEqual([
      [3, 300],
      [5, 500],
      [7, 500],
    ]);
  });

  it('are not more than 400: the first and the newest stay', () => {
    const kept = aCase('a');
    for (let seq = 1; seq <= 1_000; seq += 1) addMessage(kept, aMessage(seq, seq));
    expect(kept.messages).toHaveLength(mostMessages);
    expect(kept.messages[0]?.seq).toBe(1);
    expect(kept.messages.at(-1)?.seq).toBe(1_000);
  });
});

describe('a moment between two looks', () => {
  it('is exact when CXone’s stamp lies in it, a second of tolerance', () => {
    expect(momentOf(150, 100, 200)).toEqual({ earliest: 150, latest: 150 });
    expect(momentOf(-800, 100, 200)).toEqual({ earliest: -800, latest: -800 });
    expect(momentOf(-1_000, 100, 200)).toEqual({ earliest: 100, latest: 200 });
    expect(momentOf(null, 100, 200)).toEqual({ earliest: 100, latest: 200 });
  });
});

describe('the board’s choice', () => {
  it('is the same as putting all in order, for any limit', () => {
    let seed = 11;
    const chance = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 60; round += 1) {
      const all = Array.from({ length: chance(300) }, (_, no) => {
        const rank = { group: chance(4) as 0 | 1 | 2 | 3, at: chance(20) };
        const view = { rank, isOpen: chance(9) > 0, clocks: [] } as unknown as CaseView;
        return { kept: aCase(`c${String(no).padStart(3, '0')}`), view };
      });
      const limit = 1 + chance(320);
      const ids = all
        .filter(({ view }) => view.isOpen)
        .sort((one, other) => {
          const [a, b] = [one.view.rank, other.view.rank];
          return a.group - b.group || a.at - b.at || (one.kept.id < other.kept.id ? -1 : 1);
        })
        .map(({ kept }) => kept.id);
      const { picked, total } = pickRows(all, { channelIds: [], show: 'open', metric: null, limit }, 0);
      expect(picked.map(({ kept }) => kept.id)).toEqual(ids.slice(0, limit));
      expect(total).toBe(ids.length);
    }
  });
});

describe('the time clocks are judged by', () => {
  const start = 1_000_000_000;

  it('follows the wall clock, and its small corrections', () => {
    const clock = new HandClock(start);
    const wall = new WallWatch({ clock, sureNow: () => clock.now() });
    clock.wind(10_000);
    clock.setWall(clock.now() + 900);
    expect(wall.look()).toBe(0);
    expect(wall.now()).toBe(start + 10_900);
  });

  it('goes on by the steady clock after a jump, until something was heard', () => {
    const clock = new HandClock(start);
    const wall = new WallWatch({ clock, sureNow: () => clock.now() });
    clock.setWall(start + 3_600_000);
    expect(wall.look()).toBe(3_600_000);
    clock.wind(5_000);
    expect(wall.look()).toBe(0);
    expect(wall.isSettling).toBe(true);
    expect(wall.now()).toBe(start + 5_000);
    wall.settle();
    expect(wall.now()).toBe(start + 3_605_000);
    clock.setWall(start);
    expect(wall.look()).toBeLessThan(-3_600_000);
    expect(wall.now()).toBe(start);
  });

  it('is never later than others say', () => {
    const clock = new HandClock(start);
    const wall = new WallWatch({ clock, sureNow: () => clock.now() - 7_000_000 });
    expect(wall.now()).toBe(start - 7_000_000);
  });
});

describe('small figures', () => {
  it('percentiles by nearest rank', () => {
    const values = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([0.5, 0.9, 0.95].map((share) => percentile(values, share))).toEqual([5, 9, 10]);
    expect(percentile(Float64Array.from([]), 0.5)).toBeNull();
    expect(percentile(Float64Array.from([7]), 0.95)).toBe(7);
  });

  it('weeks begin on Monday', () => {
    expect(mondayOf('2026-11-22')).toBe('2026-11-16');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
  });

  it('a case’s address is CXone’s own, or none', () => {
    const none = new Set<string>();
    expect(caseLink('https://app-eu1.niceincontact.com/case/1', none)).toBe('https://app-eu1.niceincontact.com/case/1');
    for (const bad of [null, 'http://app.niceincontact.com/', 'https://niceincontact.com.evil.example/', 'x', '']) {
      expect(caseLink(bad, none)).toBeNull();
    }
  });
});
