import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

interface OpenPathQuestion {
  readonly title: string;
  readonly defaultPath: string;
  readonly extension: 'json';
}

/** The system's own dialog, before the console's window where it is open. Null: called off. */
export async function askOpenPath({ title, defaultPath, extension }: OpenPathQuestion): Promise<string | null> {
  const options: OpenDialogOptions = {
    title,
    defaultPath,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['openFile'],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePaths } =
    window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}
