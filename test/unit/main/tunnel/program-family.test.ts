import { describe, expect, it } from 'vitest';
import { familyEnd, hasOwnGroup, setVariable } from '#main/tunnel/program-family.ts';
import { prepareTunnel } from '#main/tunnel/tunnel-launch.ts';

describe('ending a program and what it started', () => {
  it.each([
    ['asked', 'SIGTERM'],
    ['hard', 'SIGKILL'],
    ['gone', 'SIGKILL'],
  ] as const)('signals its group on Linux and macOS when %s', (why, signal) => {
    for (const platform of ['linux', 'darwin'] as const) {
      expect(familyEnd(4_711, why, platform, {})).toEqual({ kind: 'signal', pid: -4_711, signal });
      expect(hasOwnGroup(platform)).toBe(true);
    }
  });

  it.each(['asked', 'hard'] as const)('walks its family on Windows when %s, by a program of the system', (why) => {
    expect(familyEnd(4_711, why, 'win32', { SystemRoot: 'D:\\WINDOWS\\' })).toEqual({
      kind: 'command',
      program: 'D:\\WINDOWS\\System32\\taskkill.exe',
      args: ['/pid', '4711', '/T', '/F'],
    });
    expect(familyEnd(4_711, why, 'win32', {})).toMatchObject({ program: 'C:\\Windows\\System32\\taskkill.exe' });
  });

  it('ends nobody on Windows by the number of a program that is gone: it may be a stranger’s by now', () => {
    expect(familyEnd(4_711, 'gone', 'win32', { SystemRoot: 'C:\\Windows' })).toEqual({ kind: 'nothing' });
  });

  it('starts no group on Windows, where that means a console window', () => {
    expect(hasOwnGroup('win32')).toBe(false);
  });
});

describe('the environment of a program', () => {
  it('has one variable of a name, in whatever case on Windows', () => {
    const windows = { Path: 'C:\\a', TOKEN: '1' };
    setVariable(windows, 'PATH', 'C:\\b', 'win32');
    expect(windows).toEqual({ PATH: 'C:\\b', TOKEN: '1' });
    const linux = { Path: 'a' };
    setVariable(linux, 'PATH', 'b', 'linux');
    expect(linux).toEqual({ Path: 'a', PATH: 'b' });
  });

  it('takes what was typed over its own of the same name', () => {
    const typed = { name: 'Path', from: 'text', value: 'D:\\tools' } as const;
    const settings = { program: 'ngrok', args: [], variables: [typed], addressPattern: '' };
    const places = { own: { PATH: 'C:\\Windows' }, secretOf: () => null, relayUrl: 'http://127.0.0.1:80' };
    expect(prepareTunnel(settings, { ...places, platform: 'win32' }).environment).toEqual({ Path: 'D:\\tools' });
  });
});
