import { describe, expect, it } from 'vitest';
import { Abandoned, Patience } from '#relay/reconnect/patience.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const never = (): Promise<void> => new Promise(() => undefined);

describe('patience with a work', () => {
  it('ends with its time, and tells the work', async () => {
    const clock = new HandClock();
    const signals: AbortSignal[] = [];
    const waited = new Patience(clock).within(1_000, (signal) => (signals.push(signal), never()));
    await settled();
    clock.wind(1_000);
    await waited;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('ends with the run, also with one that is over already', async () => {
    const patience = new Patience(new HandClock());
    const signals: AbortSignal[] = [];
    const work = (signal: AbortSignal) => (signals.push(signal), never());
    const waited = patience.within(1_000, work);
    patience.end();
    await expect(waited).rejects.toBeInstanceOf(Abandoned);
    await expect(patience.within(1_000, () => Promise.resolve())).rejects.toBeInstanceOf(Abandoned);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('has let go of a work that is done when the run ends', async () => {
    const patience = new Patience(new HandClock());
    const signals: AbortSignal[] = [];
    await patience.within(1_000, (signal) => Promise.resolve(void signals.push(signal)));
    patience.end();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });
});
