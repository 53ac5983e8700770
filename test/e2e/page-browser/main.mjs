// A browser for the pages of the simulated platforms: Electron without the console, whose guard lets no page out.
import { app } from 'electron';
import '../../../node_modules/playwright-core/lib/server/electron/loader.js';

// It stays when the last page is closed, until Playwright ends it.
app.on('window-all-closed', () => undefined);
