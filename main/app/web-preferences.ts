import type { WebPreferences } from 'electron';

/** What every window of this program runs with. A test reads these back from the living window. */
export const fixedWebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  plugins: false,
  webgl: false,
  // Middle click would open links in windows of their own.
  disableBlinkFeatures: 'Auxclick',
} as const satisfies WebPreferences;
