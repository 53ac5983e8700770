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
  expect(asked).toEqual([
    ['receipt.get', { id: 'r-1' }],
    ['receipt.exported', { id: 'r-1', form: 'text', by }],
  ]);
});

it('says where a receipt was saved though the relay is gone by then, and notes nothing that was not saved', async () => {
  const asked: string[] = [];
  const client = {
    invoke: (name: string) => {
      asked.push(name);
      return name === 'receipt.get' ? Promise.resolve({}) : Promise.reject(new Error('gone'));
    },
  } as unknown as Pick<RelayClient, 'invoke'>;
  const saving = (path: string | null) => operationsHandlers({ client, saveReceipt: () => Promise.resolve(path) });
  expect(await saving('there')['receipt.export']({ id: 'r-1', form: 'json' })).toEqual({ path: 'there' });
  expect(asked).toEqual(['receipt.get', 'receipt.exported']);
  asked.length = 0;
  expect(await saving(null)['receipt.export']({ id: 'r-1', form: 'json' })).toEqual({ path: null });
  expect(asked).toEqual(['receipt.get']);
});

it('takes no time that cannot be written as a date, and no list without an end', () => {
  const { 'channels.control': control, 'incident.snooze': snooze, 'maintenance.plan': plan } = operationsActs;
  const beyond = 8.64e15 + 1;
  const channelIds = ['tulip'];
  const pause = { channelIds, action: 'pause', until: 8.64e15 };
  expect(control.input.safeParse(pause).success).toBe(true);
  for (const until of [beyond, -1, Number.NaN, Infinity]) {
    expect(control.input.safeParse({ ...pause, until }).success).toBe(false);
    expect(snooze.input.safeParse({ id: 'i', until }).success).toBe(false);
    expect(plan.input.safeParse({ channelIds, from: 0, until, note: '' }).success).toBe(false);
  }
  expect(operationsQuestions['shift.handOver'].input.safeParse({ since: beyond }).success).toBe(false);
  expect(control.input.safeParse({ ...pause, channelIds: Array(501).fill('tulip') }).success).toBe(false);
});
