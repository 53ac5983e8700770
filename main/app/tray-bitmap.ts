import type { WorstState } from './worst-state.ts';

export const traySizePixels = 32;

/** Red, green, blue. Shape tells too: a ring claims nothing, a disc with a gap wants a look, a square is a fault. */
const colours: Readonly<Record<WorstState, readonly [number, number, number]>> = {
  fault: [208, 48, 48],
  attention: [214, 140, 20],
  fine: [38, 148, 82],
  idle: [128, 134, 142],
};

const shapes: Readonly<Record<WorstState, (x: number, y: number) => boolean>> = {
  fault: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.78,
  attention: (x, y) => Math.hypot(x, y) < 0.86 && !(x > 0 && Math.hypot(x, y) < 0.52),
  fine: (x, y) => Math.hypot(x, y) < 0.86,
  idle: (x, y) => Math.hypot(x, y) < 0.86 && Math.hypot(x, y) > 0.52,
};

/** 32 × 32 pixels of blue, green, red and opacity, with edges smoothed by four samples a pixel. */
export function trayBitmap(state: WorstState): Buffer {
  const [red, green, blue] = colours[state];
  const bitmap = Buffer.alloc(traySizePixels * traySizePixels * 4);
  for (let row = 0; row < traySizePixels; row += 1) {
    for (let column = 0; column < traySizePixels; column += 1) {
      const covered = samples.filter(([dx, dy]) => shapes[state](place(column + dx), place(row + dy))).length;
      const opacity = covered / samples.length;
      // Electron takes the colours multiplied by the opacity.
      bitmap.set(
        [blue, green, red, 255].map((value) => Math.round(value * opacity)),
        (row * traySizePixels + column) * 4,
      );
    }
  }
  return bitmap;
}

const samples = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** From pixels to -1 … 1. */
function place(pixels: number): number {
  return (pixels / traySizePixels) * 2 - 1;
}
