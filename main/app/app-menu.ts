import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './texts.ts';

/** The menu: editing, zoom and the way out. Reload and developer tools only where they are allowed at all. */
export function setAppMenu(texts: ShellTexts, withDeveloperTools: boolean): void {
  const template: MenuItemConstructorOptions[] = [
    { label: texts.file, submenu: [{ role: 'quit', label: texts.quit }] },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        { type: 'separator' },
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.zoomReset },
        { type: 'separator' },
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...(withDeveloperTools
          ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const)
          : []),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
