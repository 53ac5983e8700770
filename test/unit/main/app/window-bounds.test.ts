import { describe, expect, it } from 'vitest';
import { placeWindow } from '#main/app/window-bounds.ts';

const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 2560, height: 1400 };

describe('place of the window', () => {
  it('is 1280 by 800, centred by the system, at first', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 800 });
  });

  it('is where it was', () => {
    expect(placeWindow({ x: 2000, y: 40, width: 1500, height: 900, maximized: false }, [laptop, second])).toEqual({
      x: 2000,
      y: 40,
      width: 1500,
      height: 900,
    });
  });

  it('is on a screen that is there', () => {
    const onSecond = { x: 2000, y: 40, width: 1500, height: 900, maximized: false };

    expect(placeWindow(onSecond, [laptop])).toEqual({ width: 1500, height: 900 });
    expect(placeWindow({ ...onSecond, x: 100, y: -400 }, [laptop])).toEqual({ width: 1500, height: 900 });
    expect(placeWindow({ ...onSecond, x: -1_450 }, [laptop])).toEqual({ width: 1500, height: 900 });
  });

  it('is no larger than its screen and no smaller than 1024 by 700', () => {
    expect(placeWindow({ x: 0, y: 0, width: 9_000, height: 9_000, maximized: true }, [laptop])).toMatchObject({
      width: 1920,
      height: 1040,
    });
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10, maximized: false }, [laptop])).toMatchObject({
      width: 1024,
      height: 700,
    });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 800, height: 600 }])).toEqual({ width: 800, height: 600 });
  });
});
