import { BrowserWindow, dialog, type SaveDialogOptions } from 'electron';

interface SavePathQuestion {
  readonly title: string;
  readonly defaultPath: string;
  readonly extension: 'json' | 'jsonl' | 'txt' | 'csv' | 'pdf' | 'pem' | 'csr' | 'html';
}

/** The system's own dialog, before the console's window where it is open. Null: called off. */
export async function askSavePath({ title, defaultPath, extension }: SavePathQuestion): Promise<string | null> {
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
}
