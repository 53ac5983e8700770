import { describe, expect, it, vi } from 'vitest';
import { appEnvironment, runDemo } from '../../../scripts/lib/run-app.mjs';
import { isAlive } from '../../../scripts/lib/folder-lock.mjs';
import { hasXvfb, startVirtualDisplay } from '../../../scripts/lib/virtual-display.mjs';

/**
 * Runs a stand-in for the app: any program that prints.
 *
 * @param {string} code
 * @param {number} [graceMs]
 */
async function demoOf(code, graceMs) {
  /** @type {string[]} */
  const printed = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    return { ...(await runDemo(process.execPath, ['-e', code], process.env, 0, graceMs)), printed };
  } finally {
    write.mockRestore();
  }
}

const summaryLine = JSON.stringify({ event: 'demo-summary', lost: 0, duplicates: 0 });

describe('a demo run', () => {
  it('hands the summary back and prints the app’s other lines', async () => {
    const { exitCode, summary, printed } = await demoOf(`console.log('listening'); console.log('${summaryLine}')`);
    expect(exitCode).toBe(0);
    expect(summary).toEqual({ event: 'demo-summary', lost: 0, duplicates: 0 });
    expect(printed).toEqual(['listening\n']);
  });

  it('tells how the app ended', async () => {
    expect(await demoOf('process.exit(3)')).toMatchObject({ exitCode: 3, summary: undefined });
    expect(await demoOf("process.kill(process.pid, 'SIGKILL')")).toMatchObject({ exitCode: 137 });
  });

  it('stops an app that does not end', async () => {
    await expect(demoOf('setInterval(() => {}, 1000)', 300)).rejects.toThrow('had not ended 0.3 s after its start');
  });

  it('never hands Electron the variable that makes it plain Node', () => {
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
    expect(appEnvironment({ DISPLAY: ':7' })).toMatchObject({ DISPLAY: ':7' });
    expect(appEnvironment({})).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
  });
});

describe.skipIf(!hasXvfb())('a virtual display', () => {
  it('takes a number nobody has, and is gone when stopped', async () => {
    const [one, two] = await Promise.all([startVirtualDisplay(), startVirtualDisplay()]);
    expect(one.display).toMatch(/^:\d+$/);
    expect(two.display).not.toBe(one.display);
    expect([one, two].map(({ pid }) => isAlive(pid))).toEqual([true, true]);
    await Promise.all([one.stop(), two.stop()]);
    expect([one, two].map(({ pid }) => isAlive(pid))).toEqual([false, false]);
  });
});
