import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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
    const named = invokeNames.filter((name) => /secret|token|password|key|read|write|file|url|eval|send/iu.test(name));
    // Two show a secret they have just made, once; one takes the id of one, one forgets one, one takes one in. What is to be
    // pasted at WeChat is told until WeChat has it. A configuration is read, and a relay.json without a secret
    // written, where the system's own dialog was answered.
    expect(named).toEqual([
      'credentials.endBoxSecret',
      'credentials.makeBoxSecret',
      'setup.dropSecret',
      'setup.exportRelayFile',
      'setup.makeSecret',
      'setup.pasteValues',
      'setup.readConfiguration',
      'setup.setSecret',
    ]);
  });

  it('has four answers with something secret in them: what was made just then, or must be pasted elsewhere still', () => {
    const telling = invokeNames.filter((name) => {
      const { output } = consoleContract[name];
      const members = output instanceof z.ZodObject ? Object.keys(output.shape) : [];
      return members.some((member) => /^(?:secret|key|passphrase|password|token)$/iu.test(member));
    });
    expect(telling).toEqual(['certificates.issueClient', 'credentials.makeBoxSecret', 'setup.pasteValues']);
    // The fourth names what it made 'value': there are three kinds of it.
    expect(Object.keys((consoleContract['setup.makeSecret'].output as z.ZodObject).shape)).toEqual(['value', 'view']);
  });

  it('speaks over the channels the main process listens on', () => {
    expect([preloadInvoke, preloadPush]).toEqual([invokeChannel, pushChannel]);
  });
});
