import type { WindowBounds } from '#main/settings/settings-schema.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const firstSize = { width: 1280, height: 800 } as const;
export const smallestSize = { width: 1024, height: 700 } as const;

/** So much of the window must lie on some screen for a person to get hold of it. */
const graspablePoints = 120;

/**
 * Where to open the window: where it was, unless that place is no longer on any screen (an unplugged one), and never
 * larger than the screen it is on. Without a position the system centres it.
 */
export function placeWindow(
  kept: WindowBounds | null,
  screens: readonly Area[],
): { x?: number; y?: number; width: number; height: number } {
  const primary = screens[0];
  if (kept === null) return fitted(firstSize, primary);
  const screen = screens.find((area) => overlap(kept, area).width >= graspablePoints && startsOn(kept, area));
  if (screen === undefined) return fitted(kept, primary);
  return { x: kept.x, y: kept.y, ...fitted(kept, screen) };
}

function fitted(
  wanted: { width: number; height: number },
  screen: Area | undefined,
): { width: number; height: number } {
  return {
    width: Math.min(Math.max(wanted.width, smallestSize.width), screen?.width ?? Number.POSITIVE_INFINITY),
    height: Math.min(Math.max(wanted.height, smallestSize.height), screen?.height ?? Number.POSITIVE_INFINITY),
  };
}

function overlap(one: Area, other: Area): { width: number } {
  return { width: Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) };
}

/** The title bar is on that screen, from top to bottom. */
function startsOn(window: Area, screen: Area): boolean {
  return window.y >= screen.y && window.y < screen.y + screen.height - graspablePoints;
}
