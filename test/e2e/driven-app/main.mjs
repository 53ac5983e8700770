// The console as Playwright drives it. Playwright puts its loader in front only of an Electron it finds by itself;
// without that loader the window may open before Playwright looks, and the launch then sometimes waits for ever.
import { app } from 'electron';
import '../../../node_modules/playwright-core/lib/server/electron/loader.js';

// The loader also chooses the plain-text store for secrets.
const passwordStore = process.env.VEERPONT_E2E_PASSWORD_STORE;
if (passwordStore !== undefined) app.commandLine.appendSwitch('password-store', passwordStore);

await import('../../../out/main/main.js');
