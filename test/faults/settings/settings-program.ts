import Conf from 'conf';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSettings, type Settings } from '#main/settings/settings-file.ts';
import { defaultSettings } from '#main/settings/settings-schema.ts';
import { openVault } from './open-vault.ts';

// A program of its own, for scenarios that kill it or take a permission from it. One JSON line for each thing said.

const [mode = '', folder = '', start = '0'] = process.argv.slice(2);

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** electron-store is this library with Electron's folders filled in. */
function open(): Settings {
  return openSettings({
    folder,
    defaults: defaultSettings('en'),
    log: silentLogger,
    now: () => Date.now(),
    openBackend: () =>
      new Conf<Record<string, unknown>>({ configName: 'settings', cwd: folder, clearInvalidConfig: false }),
  });
}

if (mode === 'open') {
  const { current, problem } = open();
  const polluted = ({} as Record<string, unknown>)['polluted'] ?? null;
  say({ current, problem, polluted });
} else {
  const settings = open();
  const vault = await openVault(folder);
  say({ said: 'open' });
  for (let number = Number(start) + 1; ; number += 1) {
    // Every field tells the number, so that a mixture of two writings shows.
    settings.change({
      window: { x: number, y: number, width: number, height: number, maximized: number % 2 === 0 },
      relayPorts: { public: number % 60_000, admin: number % 60_000 },
    });
    say({ said: 'settings', number });
    await vault.store('counter', String(number));
    say({ said: 'vault', number });
  }
}
