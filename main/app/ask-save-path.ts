import { BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import type { SaveReceiptDeps } from './save-receipt.ts';

/** The system's own dialog, before the console's window where it is open. */
export const askSavePath: SaveReceiptDeps['askPath'] = async ({ title, defaultPath, extension }) => {
  const options: SaveDialogOptions = {
    title,
    defaultPath,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePath } =
    window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
};
