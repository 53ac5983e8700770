import { describe, expect, it } from 'vitest';
import { childEnvironment } from '#main/relay-host/child-environment.ts';
import { createLineSplitter } from '#main/relay-host/line-splitter.ts';

const split = (...pieces: string[]): string[] => {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
};

describe('lines of a child', () => {
  it('are put together from pieces of any size', () => {
    expect(split('on', 'e\ntw', 'o\r\n', '\n', 'three')).toEqual(['one', 'two', 'three']);
  });

  it('are cut when endless, and the next line is whole again', () => {
    const lines = split('x'.repeat(5_000), 'x'.repeat(5_000), 'x'.repeat(500_000), '\nnext\n');

    expect(lines.map((line) => line.length)).toEqual([8_192, 4]);
    expect(lines[1]).toBe('next');
  });

  it('are cut when long but ended', () =>
    expect(split(`${'y'.repeat(9_000)}\nz`).map((line) => line.length)).toEqual([8_192, 1]));
});

describe('environment of a child', () => {
  it('holds what is listed and nothing of the operator’s shell', () => {
    expect(
      childEnvironment({
        TZ: 'Asia/Shanghai',
        LANG: 'nl_NL.UTF-8',
        NODE_OPTIONS: '--require evil',
        NODE_EXTRA_CA_CERTS: '/tmp/ca.pem',
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        HTTPS_PROXY: 'http://proxy',
        LD_PRELOAD: 'x.so',
        APP_SECRET: 'canary',
      }),
    ).toEqual({ TZ: 'Asia/Shanghai', LANG: 'nl_NL.UTF-8' });
  });
});
