import { describe, expect, it } from 'vitest';
import { createShutdown } from '#main/app/shutdown.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

describe('shutdown', () => {
  it('stops in order, each step after the one before', async () => {
    const done: string[] = [];
    let stopRelay = (): void => undefined;
    const shutdown = createShutdown(
      [
        {
          name: 'relay',
          run: () => new Promise<void>((resolve) => (stopRelay = resolve)).then(() => void done.push('relay')),
        },
        { name: 'vault', run: () => void done.push('vault') },
      ],
      new HandClock(),
      silentLogger,
    );
    const ended = shutdown();
    await settled();
    expect(done).toEqual([]);
    stopRelay();
    await ended;

    expect(done).toEqual(['relay', 'vault']);
  });

  it('runs once, however often it is asked', async () => {
    let runs = 0;
    const clock = new HandClock();
    const shutdown = createShutdown([{ name: 'relay', run: () => void (runs += 1) }], clock, silentLogger);
    await Promise.all([shutdown(), shutdown()]);
    await shutdown();

    expect(runs).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('goes on after a step that fails', async () => {
    const done: string[] = [];
    const shutdown = createShutdown(
      [
        { name: 'relay', run: () => Promise.reject(new Error('no')) },
        {
          name: 'sandbox',
          run: () => {
            throw new Error('neither');
          },
        },
        { name: 'vault', run: () => void done.push('vault') },
      ],
      new HandClock(),
      silentLogger,
    );
    await shutdown();

    expect(done).toEqual(['vault']);
  });

  it('ends after 15 seconds even when a step hangs', async () => {
    const clock = new HandClock();
    const shutdown = createShutdown([{ name: 'relay', run: () => new Promise(() => undefined) }], clock, silentLogger);
    let ended = false;
    void shutdown().then(() => (ended = true));
    await clock.windSlowly(14_999, 1_000);
    expect(ended).toBe(false);
    await clock.windSlowly(1, 1);

    expect(ended).toBe(true);
  });
});
