import { join } from 'node:path';
import { app } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { startConsole } from './console.ts';
import { guardAllContents } from './navigation-guard.ts';
import { openProfile } from './profile.ts';
import { readStartOptions, startRefusal } from './start-options.ts';

// Built as out/main/main.js, beside the other programs and the pages.
const outFolder = join(import.meta.dirname, '..');

app.setName('Veerpont');
// Windows shows notices only of a program it knows by this name: the appId in electron-builder.yml.
app.setAppUserModelId('app.veerpont.console');
const options = readStartOptions(process.argv, process.env, app.getPath('appData'));
const refusal = startRefusal(process.env) ?? openProfile(options.profileFolder);

if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  // The running console has been told to come to the front.
  app.exit(0);
} else {
  // As root, Chromium has no sandbox to switch on; whoever starts us so has said it on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  const log = startConsole({ options, outFolder });
  guardAllContents(log);
}
