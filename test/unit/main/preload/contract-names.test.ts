import { describe, expect, it } from 'vitest';
import { invokeChannel, pushChannel } from '#main/ipc/channels.ts';
import { invokeNames, pushNames } from '#main/preload/contract-names.ts';
import { invokeChannel as preloadInvoke, pushChannel as preloadPush } from '#main/preload/channels.ts';
import { consoleContract } from '#shared/contract/console-contract.ts';

const namesOf = (kind: 'invoke' | 'push'): string[] =>
  Object.entries(consoleContract)
    .filter(([, entry]) => entry.kind === kind)
    .map(([name]) => name)
    .sort();

describe('surface of the preload', () => {
  it('is exactly the console contract', () => {
    expect([...invokeNames]).toEqual(namesOf('invoke'));
    expect([...pushNames]).toEqual(namesOf('push'));
  });

  it('has no name that hands out secrets, files or addresses', () => {
    for (const name of invokeNames)
      expect(name).not.toMatch(/secret|token|password|key|read|write|file|url|eval|send/iu);
  });

  it('speaks over the channels the main process listens on', () => {
    expect([preloadInvoke, preloadPush]).toEqual([invokeChannel, pushChannel]);
  });
});
