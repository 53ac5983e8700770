// The fallback runtime's own small app (copied to its resources/app): starts the app folder named on the command line,
// as the program of the `electron` package does. Top-level await matters: Electron holds its `ready` event back until
// this module has finished loading, so an app may still register schemes and switch the sandbox on.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app as publicApp } from 'electron';

/** Electron's own program uses these two, which its public types leave out. */
const app = /** @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
  publicApp
);

const named = process.argv.slice(1).find((argument, index, all) => {
  const before = all[index - 1];
  return !argument.startsWith('-') && before !== '-r' && before !== '--require';
});
if (named === undefined) {
  process.stderr.write('usage: electron [switches] APP_FOLDER [arguments]\n');
  app.exit(1);
} else {
  const folder = resolve(named);
  const description = join(folder, 'package.json');
  const about = existsSync(description) ? JSON.parse(readFileSync(description, 'utf8')) : {};
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  if (about.version) app.setVersion(about.version);
  app.setName(about.productName ?? about.name ?? 'Electron');
  app.setDesktopName?.(about.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(folder);
  // By now Electron may have derived it from this loader's own name.
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), app.getName()));
  await import(pathToFileURL(createRequire(import.meta.url).resolve(folder)).href);
}
