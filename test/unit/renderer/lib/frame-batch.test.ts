import { describe, expect, it } from 'vitest';
import { createFrameBatch, type FrameSchedule } from '#renderer/lib/frame-batch.ts';

function handFrames(): FrameSchedule & { draw: () => void; readonly asked: number } {
  let waiting: (() => void) | null = null;
  let asked = 0;
  return {
    next(run) {
      asked += 1;
      waiting = run;
      return () => {
        waiting = null;
      };
    },
    draw() {
      const run = waiting;
      waiting = null;
      run?.();
    },
    get asked() {
      return asked;
    },
  };
}

describe('a batch per frame', () => {
  it('hands over everything of one frame at once and in order', () => {
    const frames = handFrames();
    const batches: (readonly number[])[] = [];
    const batch = createFrameBatch<number>(frames, (items) => batches.push(items));
    [1, 2, 3].forEach(batch.add);
    expect(batches).toEqual([]);
    frames.draw();
    batch.add(4);
    frames.draw();
    expect(batches).toEqual([[1, 2, 3], [4]]);
    expect(frames.asked).toBe(2);
  });

  it('hands over nothing after it was stopped', () => {
    const frames = handFrames();
    const batches: (readonly number[])[] = [];
    const batch = createFrameBatch<number>(frames, (items) => batches.push(items));
    batch.add(1);
    batch.stop();
    frames.draw();
    expect(batches).toEqual([]);
  });
});
