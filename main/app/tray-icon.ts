import { nativeImage, type NativeImage } from 'electron';
import { trayBitmap, traySizePixels } from './tray-bitmap.ts';
import type { WorstState } from './worst-state.ts';

/** Drawn rather than loaded, so that each state has one without files to keep in step. */
export function trayIcon(state: WorstState): NativeImage {
  return nativeImage.createFromBitmap(trayBitmap(state), {
    width: traySizePixels,
    height: traySizePixels,
    scaleFactor: 2,
  });
}
