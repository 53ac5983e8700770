import { describe, expect, it } from 'vitest';
import { readCommandLine } from '#sandbox/command-line.ts';

describe('the command line', () => {
  it('has defaults', () => {
    expect(readCommandLine([])).toMatchObject({ options: { messagesPerMinute: 24 } });
  });

  it('takes its options', () => {
    expect(
      readCommandLine(['--rate', '90', '--seed', 'a', '--witness', 'dir', '--port-base', '4000', '--channels', '5']),
    ).toEqual({
      options: { messagesPerMinute: 90, seed: 'a', witnessDirectory: 'dir', portBase: 4000, channelCount: 5 },
    });
  });

  it('can be told to be reached over https', () => {
    expect(readCommandLine(['--secure'])).toMatchObject({ options: { secure: true } });
  });

  it.each([['--rate', 'fast'], ['--rate', '-1'], ['--port-base', '70000'], ['--what'], ['stray']])(
    'refuses %s %s',
    (...argv) => {
      expect(readCommandLine(argv)).toHaveProperty('problem');
    },
  );
});
