import { describe, expect, it } from 'vitest';
import { KnownClocks } from '#main/app/known-clocks.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { settled } from '#test/fakes/hand-clock.ts';

const aSummary = (asOf: number, atRisk: number): SlaSummary => ({
  asOf,
  open: 9,
  atRisk,
  breached: 1,
  unsure: 0,
  next: null,
  today: { people: 0, outage: 0 },
  polls: [],
});

/** `answers`: what the relay says each time it is asked; null: it refuses. */
function aRun(answers: (SlaSummary | null)[]) {
  const shown: (number | null)[] = [];
  const invoke = (name: string): Promise<unknown> => {
    expect(name).toBe('sla.summary');
    const answer = answers.shift() ?? null;
    return answer === null ? Promise.reject(new RelayError('RELAY_NOT_RUNNING', 'no relay')) : Promise.resolve(answer);
  };
  const client = { invoke } as unknown as Pick<RelayClient, 'invoke'>;
  const clocks = new KnownClocks(client, silentLogger, (summary) => void shown.push(summary?.atRisk ?? null));
  return { clocks, shown };
}

describe('the clocks the tray knows of', () => {
  it('are read when a relay begins to run, once, and followed', async () => {
    const { clocks, shown } = aRun([aSummary(1, 3), aSummary(9, 9)]);
    clocks.processChanged({ kind: 'running', pid: 1 });
    clocks.processChanged({ kind: 'running', pid: 1 });
    await settled();
    clocks.clocksChanged(aSummary(2, 4));
    expect(shown).toEqual([3, 4]);
  });

  it('are not older than what was told meanwhile', async () => {
    const { clocks, shown } = aRun([aSummary(1, 3)]);
    clocks.processChanged({ kind: 'running', pid: 1 });
    clocks.clocksChanged(aSummary(2, 4));
    await settled();
    expect(shown).toEqual([4]);
  });

  it('are forgotten with the relay, and an answer that comes after its end counts for nothing', async () => {
    const { clocks, shown } = aRun([aSummary(1, 3)]);
    clocks.processChanged({ kind: 'running', pid: 1 });
    clocks.processChanged({ kind: 'unresponsive', pid: 1 });
    clocks.processChanged({ kind: 'restarting', pid: null });
    await settled();
    expect(shown).toEqual([null]);
  });

  it('a relay that does not answer is survived', async () => {
    const { clocks, shown } = aRun([null]);
    clocks.processChanged({ kind: 'running', pid: 1 });
    await settled();
    expect(shown).toEqual([]);
  });
});
