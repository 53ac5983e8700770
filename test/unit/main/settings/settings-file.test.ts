import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings, type Settings } from '#main/settings/settings-file.ts';
import { defaultSettings, languageOf, type StoredSettings } from '#main/settings/settings-schema.ts';
import { silentLogger } from '#shared/lib/logger.ts';

const defaults = defaultSettings('en');
const chosen: StoredSettings = {
  theme: 'dark',
  language: 'zh',
  density: 'compact',
  window: { x: 10, y: 20, width: 1300, height: 900, maximized: false },
  relayPorts: { public: 40_001, admin: 40_002 },
  savedSearches: [{ name: 'Vandaag', text: 'is:failed on:today', isDefault: true }],
};
const now = Date.UTC(2026, 3, 19, 8, 15, 30, 123);

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** electron-store is this library with Electron's folders filled in. */
const open = (): Settings =>
  openSettings({
    folder,
    defaults,
    log: silentLogger,
    now: () => now,
    openBackend: () =>
      new Conf<Record<string, unknown>>({ configName: 'settings', cwd: folder, clearInvalidConfig: false }),
  });

const stored = (name = 'settings.json'): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe('settings file', () => {
  it('is rid of what writes cut short have left, but for those of this moment', () => {
    const old = ['settings.json.0123456789ab.tmp', 'vault.json.ab0123456789.tmp', 'settings.json.tmp-1712345678abcdef'];
    const kept = ['settings.last-good.json.0123456789ab.tmp', 'relay.json', 'notes.tmp'];
    for (const name of [...old, ...kept]) writeFileSync(join(folder, name), '{');
    for (const name of [...old, 'relay.json', 'notes.tmp'])
      utimesSync(join(folder, name), now / 1_000, now / 1_000 - 61);
    utimesSync(join(folder, 'settings.last-good.json.0123456789ab.tmp'), now / 1_000, now / 1_000 - 1);
    open();

    const names = readdirSync(folder);
    expect(names).toEqual(expect.arrayContaining(kept));
    for (const name of old) expect(names).not.toContain(name);
  });

  it('begins with the defaults', () => {
    const settings = open();

    expect(settings.current).toEqual(defaults);
    expect(settings.problem).toBeNull();
    expect(stored()).toEqual(defaults);
  });

  it('keeps a change over a restart', () => {
    open().change(chosen);

    expect(open().current).toEqual(chosen);
    expect(stored('settings.last-good.json')).toEqual(chosen);
  });

  it('takes a file of the first version, without saved searches, for what it is', () => {
    const { savedSearches: _later, ...first } = chosen;
    writeFileSync(file, JSON.stringify(first));
    const settings = open();
    expect(settings.problem).toBeNull();
    expect(settings.current).toEqual({ ...chosen, savedSearches: [] });
    settings.change({ savedSearches: chosen.savedSearches });
    expect(settings.change({ theme: 'light' }).savedSearches).toEqual(chosen.savedSearches);
  });

  it('keeps fields of a newer version that it does not know', () => {
    writeFileSync(file, JSON.stringify({ ...chosen, wallboard: { columns: 3 } }));
    const settings = open();
    settings.change({ theme: 'light' });

    expect(settings.problem).toBeNull();
    expect(stored()).toEqual({ ...chosen, theme: 'light', wallboard: { columns: 3 } });
  });

  it('comes back from the last good copy when the file is gone', () => {
    open().change(chosen);
    rmSync(file);
    const settings = open();

    expect(settings.current).toEqual(chosen);
    expect(settings.problem).toBeNull();
    expect(stored()).toEqual(chosen);
  });

  const damaged: readonly [name: string, content: string | Buffer][] = [
    ['empty', ''],
    ['half-written', JSON.stringify(chosen).slice(0, 40)],
    ['not JSON', 'theme = dark'],
    ['binary', Buffer.from([0, 255, 254, 1, 2, 3])],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"dark"'],
    ['huge', `{"theme":"dark","x":"${'x'.repeat(50 * 1024 * 1024)}"}`],
  ];
  it.each(damaged)('that is %s goes aside untouched, and the last good copy is used', (_name, content) => {
    open().change(chosen);
    writeFileSync(file, content);
    const settings = open();
    const aside = join(folder, 'settings.damaged-20260419T081530123.json');

    expect(settings.current).toEqual(chosen);
    expect(settings.problem).toEqual({ code: 'SETTINGS_DAMAGED', value: aside });
    expect(readFileSync(aside).equals(Buffer.from(content))).toBe(true);
    expect(stored()).toEqual(chosen);
    expect(open().problem).toBeNull();
  });

  it('keeps what is right of a file in which one field is wrong', () => {
    open().change({ density: 'compact', language: 'nl' });
    writeFileSync(file, JSON.stringify({ ...chosen, language: 'klingon', relayPorts: 'none' }));
    const settings = open();

    expect(settings.current).toEqual({ ...chosen, language: 'nl', relayPorts: defaults.relayPorts });
    expect(settings.problem?.code).toBe('SETTINGS_DAMAGED');
    expect(existsSync(settings.problem?.value ?? '')).toBe(true);
  });

  it('reads a file with a byte order mark', () => {
    writeFileSync(file, `\uFEFF${JSON.stringify(chosen)}`);

    expect(open().current).toEqual(chosen);
    expect(open().problem).toBeNull();
  });

  it('lets nothing in through __proto__', () => {
    writeFileSync(
      file,
      `{"__proto__":{"theme":"dark","polluted":1},"constructor":{"a":1},${JSON.stringify(chosen).slice(1)}`,
    );
    const settings = open();
    settings.change({ theme: 'light' });

    expect(settings.current.theme).toBe('light');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(readFileSync(file, 'utf8')).not.toContain('polluted');
  });

  it('goes on in memory where the file is a folder, and tells', () => {
    mkdirSync(join(file, 'in the way'), { recursive: true });
    const settings = open();
    settings.change({ theme: 'dark' });

    expect(settings.current.theme).toBe('dark');
    expect(settings.problem?.code).toBe('SETTINGS_DAMAGED');
    expect(readdirSync(folder)).toContain('settings.damaged-20260419T081530123.json');
  });

  it('goes on in memory where nothing can be written, and tells', () => {
    rmSync(folder, { recursive: true });
    const settings = open();
    writeFileSync(folder, 'a file where the folder was');
    settings.change({ theme: 'dark' });

    expect(settings.current.theme).toBe('dark');
    expect(settings.problem?.code).toBe('DATA_FOLDER_UNUSABLE');
    rmSync(folder);
    mkdirSync(folder);
  });

  it('refuses a change that does not fit', () => {
    const settings = open();

    expect(() => settings.change({ theme: 'sepia' as never })).toThrow();
    expect(settings.current.theme).toBe('system');
    expect(stored()).toEqual(defaults);
  });
});

describe('language of a first start', () => {
  it.each([
    [['nl-NL', 'en-US'], 'nl'],
    [['zh-Hans-CN'], 'zh'],
    [['zh_TW'], 'zh'],
    [['de-DE', 'nl-BE'], 'nl'],
    [['fr-FR'], 'en'],
    [[], 'en'],
  ] as const)('%j gives %s', (preferred, language) => {
    expect(languageOf(preferred)).toBe(language);
  });
});
