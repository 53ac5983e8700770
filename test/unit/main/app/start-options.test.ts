import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartOptions, startRefusal } from '#main/app/start-options.ts';

const read = (args: string[], environment: Record<string, string> = {}) =>
  readStartOptions(['electron', '.', ...args], environment, join('/home', 'eva', '.config'));

describe('start options', () => {
  it('keeps the profile among the person’s data, and the sandbox apart from it', () => {
    expect(read([])).toEqual({
      withSandbox: false,
      profileFolder: join('/home', 'eva', '.config', 'Veerpont'),
      demo: null,
      sandboxChannels: null,
    });
    expect(read(['--with-sandbox']).profileFolder).toBe(join('/home', 'eva', '.config', 'Veerpont', 'sandbox'));
  });

  it('takes another profile folder from the environment', () => {
    expect(read([], { VEERPONT_PROFILE_DIR: '/data/one' }).profileFolder).toBe('/data/one');
    expect(read(['--with-sandbox'], { VEERPONT_PROFILE_DIR: '/data/one' }).profileFolder).toBe(
      join('/data/one', 'sandbox'),
    );
  });

  it.each([
    ['5', 5],
    ['0.2', 60],
    ['soon', 60],
    ['1e12', 86_400],
  ])('reads VEERPONT_DEMO_SECONDS=%s as %d seconds', (text, seconds) => {
    expect(read([], { VEERPONT_DEMO_SECONDS: text, VEERPONT_DEMO_DIR: '/pictures' }).demo).toEqual({
      seconds,
      folder: '/pictures',
    });
  });
});

describe('the number of channels in the sandbox', () => {
  it.each([
    ['10', 10],
    ['1000', 200],
    ['0', 0],
    [' ', null],
    ['-1', null],
    ['2.5', null],
    ['many', null],
    ['', null],
  ])('is read from VEERPONT_SANDBOX_CHANNELS=%s as %s', (text, count) => {
    expect(read(['--with-sandbox'], { VEERPONT_SANDBOX_CHANNELS: text }).sandboxChannels).toBe(count);
  });
});

describe('start refusal', () => {
  it('does not start where certificate checks are switched off', () => {
    expect(startRefusal({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain('CONFIG_TLS_VERIFICATION_OFF');
    expect(startRefusal({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBeNull();
    expect(startRefusal({})).toBeNull();
  });
});
