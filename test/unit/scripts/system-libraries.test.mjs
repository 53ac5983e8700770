import { describe, expect, it, vi } from 'vitest';
import { silent } from '../../../scripts/lib/say.mjs';
import { ensureSystemLibraries } from '../../../scripts/lib/system-libraries.mjs';

const window = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];
const fonts = ['fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** @param {Partial<import('../../../scripts/lib/system-libraries.mjs').LibrarySystem> & { has?: string[] }} system */
function debian({ has = [], ...system }) {
  /** @type {string[][]} */
  const asked = [];
  return {
    asked,
    platform: /** @type {NodeJS.Platform} */ ('linux'),
    root: true,
    osRelease: () => 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n',
    installed: () => new Set(has),
    offered: (/** @type {readonly string[]} */ names) => new Set(names.filter((name) => !name.endsWith('t64'))),
    apt: async (/** @type {readonly string[]} */ args) => void asked.push([...args]),
    ...system,
  };
}

/** @param {string[]} command */
const packagesIn = (command) => command.filter((word) => !word.startsWith('-') && word !== 'install');

describe('system libraries', () => {
  it('are left alone when all are there', async () => {
    const system = debian({ has: [...window, ...fonts, 'xvfb'] });
    await ensureSystemLibraries(silent, { virtualDisplay: true }, system);
    expect(system.asked).toEqual([]);
  });

  it('are installed by root, only those that are missing', async () => {
    const system = debian({ has: ['libnss3', 'libgbm1', ...fonts] });
    await ensureSystemLibraries(silent, { virtualDisplay: true }, system);
    expect(system.asked[0]?.[0]).toBe('update');
    expect(packagesIn(system.asked[1] ?? [])).toEqual(['libgtk-3-0', 'libasound2', 'xvfb']);
  });

  it('go by their newer names where the system has those', async () => {
    const system = debian({
      has: ['libgtk-3-0t64', 'libnss3', 'libgbm1', ...fonts],
      offered: (names) => new Set(names),
    });
    await ensureSystemLibraries(silent, { virtualDisplay: false }, system);
    expect(packagesIn(system.asked[1] ?? [])).toEqual(['libasound2t64']);
  });

  it('are asked for with the exact command when we are not root', async () => {
    const system = debian({ has: [...window, ...fonts], root: false });
    await expect(ensureSystemLibraries(silent, { virtualDisplay: true }, system)).rejects.toThrow(
      'sudo apt-get install -y --no-install-recommends xvfb',
    );
    expect(system.asked).toEqual([]);
  });

  it('do not stop a start for missing fonts; the command is shown', async () => {
    const system = debian({ has: window, root: false });
    const line = vi.fn();
    await ensureSystemLibraries({ ...silent, line }, { virtualDisplay: false }, system);
    expect(line).toHaveBeenCalledWith(expect.stringContaining('fonts-noto-cjk fonts-noto-color-emoji'));
  });

  it('are no business of ours on other systems', async () => {
    const fedora = debian({ osRelease: () => 'ID=fedora\nID_LIKE="rhel"\n' });
    await ensureSystemLibraries(silent, { virtualDisplay: true }, fedora);
    const mac = debian({ platform: 'darwin' });
    await ensureSystemLibraries(silent, { virtualDisplay: true }, mac);
    expect([...fedora.asked, ...mac.asked]).toEqual([]);
  });

  it('are known on the children of Debian', async () => {
    const mint = debian({ osRelease: () => 'ID=linuxmint\nID_LIKE="ubuntu debian"\n' });
    await ensureSystemLibraries(silent, { virtualDisplay: false }, mint);
    expect(mint.asked).toHaveLength(2);
  });
});
