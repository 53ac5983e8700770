import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { relayHandlers } from '#main/ipc/handlers/relay-handlers.ts';
import type { RelayHost } from '#main/relay-host/relay-host.ts';

it('names the user of this computer as the one who acts, whatever the window says', async () => {
  const asked: [string, unknown][] = [];
  const client = {
    invoke: (name: string, input: unknown) => {
      asked.push([name, input]);
      return Promise.resolve({});
    },
  };
  // Only the questions the relay answers are asked here.
  const handlers = relayHandlers({ client } as unknown as RelayHost);
  const id = MessageId.parse('wxout-000001');
  const fromWindow = { id, action: 'discard', acceptTwice: false, by: 'somebody else' } as const;
  await handlers['message.act'](fromWindow);
  expect(asked).toEqual([['message.act', { ...fromWindow, by: userInfo().username }]]);
});
