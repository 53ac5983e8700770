import { describe, expect, it } from 'vitest';
import { createPacedFrames, type PageClock } from '#renderer/lib/paced-frames.ts';

const frameMs = 16;

/** A page whose drawing takes as long as it is told to. */
function handPage() {
  let time = 0;
  let pressedAt = -Infinity;
  let drawMs = 0;
  let waiting: { at: number; run: () => void }[] = [];
  const plan = (delayMs: number, run: () => void): (() => void) => {
    const one = { at: time + delayMs, run };
    waiting.push(one);
    return () => {
      waiting = waiting.filter((other) => other !== one);
    };
  };
  const clock: PageClock = {
    now: () => time,
    next: (run) => plan(frameMs - (time % frameMs), run),
    after: plan,
    drawn: (run) => {
      time += drawMs;
      run();
    },
    pressedAt: () => pressedAt,
  };
  return {
    clock,
    press: () => (pressedAt = time),
    drawTakes: (ms: number) => (drawMs = ms),
    wind(untilMs: number) {
      for (;;) {
        const due = waiting.filter(({ at }) => at <= untilMs).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        waiting = waiting.filter((other) => other !== due);
        time = Math.max(time, due.at);
        due.run();
      }
      time = Math.max(time, untilMs);
    },
    get time() {
      return time;
    },
    get waits() {
      return waiting.length;
    },
  };
}

/** When batches ran while rows come without end until then. */
function runsUntil(page: ReturnType<typeof handPage>, endMs: number, pressEveryMs = Infinity): readonly number[] {
  const frames = createPacedFrames(page.clock);
  const runs: number[] = [];
  const again = (): void => {
    frames.next(() => {
      runs.push(page.time);
      // The next rows come when this batch is on screen.
      page.clock.after(0, again);
    });
  };
  again();
  let pressAt = 0;
  for (let at = 1; at <= endMs; at += 1) {
    if (at >= pressAt + pressEveryMs) {
      page.press();
      pressAt = at;
    }
    page.wind(at);
  }
  return runs;
}

describe('the pace of the page', () => {
  it('shows what comes after a quiet time with the next frame', () => {
    const page = handPage();
    page.drawTakes(20);
    const frames = createPacedFrames(page.clock);
    let runs = 0;
    frames.next(() => (runs += 1));
    page.wind(frameMs);
    expect(runs).toBe(1);
    page.wind(1_000);
    const asked = page.time;
    frames.next(() => (runs += 1));
    page.wind(asked + frameMs);
    expect(runs).toBe(2);
  });

  it('rests the longer, the longer drawing takes, and catches up at least twice a second', () => {
    const [quick, middling, slow] = [1, 10, 200].map((drawMs) => {
      const page = handPage();
      page.drawTakes(drawMs);
      return runsUntil(page, 10_000).length / 10;
    });
    expect(quick).toBeGreaterThan(25);
    expect(middling).toBeGreaterThan(4);
    expect(middling).toBeLessThan(7);
    expect(slow).toBeGreaterThan(1.5);
    expect(slow).toBeLessThan(2);
  });

  it('steps aside for what was just pressed', () => {
    const page = handPage();
    const frames = createPacedFrames(page.clock);
    let ranAt = -1;
    frames.next(() => (ranAt = page.time));
    page.wind(10);
    page.press();
    page.wind(60);
    expect(ranAt).toBe(-1);
    page.wind(100);
    expect(ranAt).toBeGreaterThanOrEqual(70);
  });

  it('goes on for somebody who types without a break', () => {
    expect(runsUntil(handPage(), 10_000, 30).length).toBeGreaterThan(15);
  });

  it('can be cancelled at every stage', () => {
    const page = handPage();
    page.drawTakes(20);
    const frames = createPacedFrames(page.clock);
    const never = (): void => {
      throw new Error('it was cancelled');
    };
    frames.next(never)();
    frames.next(() => undefined);
    page.wind(40);
    // While it rests.
    frames.next(never)();
    page.wind(2_000);
    // While it steps aside.
    const cancel = frames.next(never);
    page.press();
    page.wind(2_020);
    cancel();
    page.wind(4_000);
    expect(page.waits).toBe(0);
  });
});
