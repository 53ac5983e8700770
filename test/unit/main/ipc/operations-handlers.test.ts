import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { operationsHandlers } from '#main/ipc/handlers/operations-handlers.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import { operationsActs, operationsQuestions } from '#shared/contract/operations-contract.ts';

it('forwards each question as it is, and each act with the user of this computer as the one who acts', async () => {
  const asked: [string, unknown][] = [];
  const client = {
    invoke: (name: string, input: unknown) => {
      asked.push([name, input]);
      return Promise.resolve({});
    },
  } as unknown as Pick<RelayClient, 'invoke'>;
  const handlers = operationsHandlers({ client, saveReceipt: () => Promise.resolve('somewhere') });
  const forwarded = { ...handlers } as unknown as Record<string, (input: unknown) => Promise<unknown>>;
  for (const name of Object.keys(operationsQuestions)) await forwarded[name]?.({ some: 'input' });
  for (const name of Object.keys(operationsActs)) await forwarded[name]?.({ some: 'input', by: 'somebody else' });

  const by = userInfo().username;
  expect(asked).toEqual([
    ...Object.keys(operationsQuestions).map((name) => [name, { some: 'input' }]),
    ...Object.keys(operationsActs).map((name) => [name, { some: 'input', by }]),
  ]);
  asked.length = 0;
  expect(await handlers['receipt.export']({ id: 'r-1', form: 'text' })).toEqual({ path: 'somewhere' });
  expect(asked).toEqual([['receipt.get', { id: 'r-1' }]]);
});
