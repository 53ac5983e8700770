import type { WebContents } from 'electron';
import { RelayError } from '#shared/errors/relay-error.ts';

/** Inches: room for a binder's holes and for printers that cannot reach the edge. */
const margin = 0.45;

/** The page a window shows, as PDF by the window's own printing (A4, upright). */
export async function printPage(contents: WebContents | null): Promise<Uint8Array> {
  if (contents === null) throw new RelayError('INTERNAL', 'there is no window to print');
  return contents.printToPDF({
    pageSize: 'A4',
    // Shading of the heat map and of outages is a background.
    printBackground: true,
    margins: { top: margin, bottom: margin, left: margin, right: margin },
  });
}
