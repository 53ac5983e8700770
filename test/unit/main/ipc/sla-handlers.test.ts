import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { mayOpenCase, slaHandlers } from '#main/ipc/handlers/sla-handlers.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import { slaActs, slaQuestions } from '#shared/contract/sla-contract.ts';

type Client = Pick<RelayClient, 'invoke'>;
const by = userInfo().username;
const query = { channelIds: [], from: 0, until: 1, timeZone: 'UTC' };

function world(part: { answer?: (name: string) => unknown; path?: string | null; sandboxRuns?: boolean } = {}) {
  const asked: [string, unknown][] = [];
  const opened: string[] = [];
  const saved: [string, unknown][] = [];
  const client = {
    invoke: (name: string, input: unknown) => {
      asked.push([name, input]);
      return Promise.resolve(part.answer?.(name) ?? {});
    },
  } as unknown as Client;
  const path = part.path === undefined ? 'somewhere' : part.path;
  const keep = (form: string) => (what: unknown) => {
    saved.push([form, what]);
    return Promise.resolve(path);
  };
  const handlers = slaHandlers({
    client,
    saveReport: { csv: keep('csv'), pdf: keep('pdf') },
    sandboxRuns: () => part.sandboxRuns ?? false,
    openPage: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
  });
  return { handlers, asked, opened, saved };
}

describe('SLA questions', () => {
  it('are forwarded as they are, and acts with the user of this computer as the one who acts', async () => {
    const { handlers, asked } = world();
    const forwarded = { ...handlers } as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    for (const name of Object.keys(slaQuestions)) await forwarded[name]?.({ some: 'input' });
    for (const name of Object.keys(slaActs)) await forwarded[name]?.({ some: 'input', by: 'somebody else' });
    expect(asked).toEqual([
      ...Object.keys(slaQuestions).map((name) => [name, { some: 'input' }]),
      ...Object.keys(slaActs).map((name) => [name, { some: 'input', by }]),
    ]);
  });
});

describe('saving the report', () => {
  it('takes the figures from the relay for a table, and the page for a PDF', async () => {
    const { handlers, asked, saved } = world({ answer: (name) => (name === 'sla.report' ? { counted: 7 } : null) });
    expect(await handlers['sla.exportReport']({ query, form: 'csv' })).toEqual({ path: 'somewhere' });
    expect(await handlers['sla.exportReport']({ query, form: 'pdf' })).toEqual({ path: 'somewhere' });
    expect(saved).toEqual([
      ['csv', { counted: 7 }],
      ['pdf', query],
    ]);
    expect(asked).toEqual([
      ['sla.report', query],
      ['sla.exported', { form: 'csv', channels: 0, by }],
      ['sla.exported', { form: 'pdf', channels: 0, by }],
    ]);
  });

  it('notes nothing that was called off, and says where it was saved though the relay is gone by then', async () => {
    const off = world({ path: null });
    expect(await off.handlers['sla.exportReport']({ query, form: 'pdf' })).toEqual({ path: null });
    expect(off.asked).toEqual([]);
    const gone = world({
      answer: (name) => (name === 'sla.exported' ? Promise.reject(new Error('gone')) : {}),
    });
    expect(await gone.handlers['sla.exportReport']({ query, form: 'csv' })).toEqual({ path: 'somewhere' });
    expect(gone.asked.map(([name]) => name)).toEqual(['sla.report', 'sla.exported']);
  });
});

describe('opening a case', () => {
  const at = (link: string | null, sandboxRuns = false) =>
    world({ answer: () => ({ link, row: { caseId: '4711' } }), sandboxRuns });

  it('opens what the relay names, when it is a page over https', async () => {
    const { handlers, opened } = at('https://example.niceincontact.com/case/4711');
    await handlers['sla.openCase']({ id: 'c-1' });
    expect(opened).toEqual(['https://example.niceincontact.com/case/4711']);
  });

  it('opens nothing else, and says which case to search for', async () => {
    for (const link of [null, 'http://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'javascript:1']) {
      const { handlers, opened } = at(link);
      await expect(handlers['sla.openCase']({ id: 'c-1' })).rejects.toMatchObject({
        code: 'SLA_LINK_UNKNOWN',
        value: '4711',
      });
      expect(opened).toEqual([]);
    }
  });

  it('opens a page of this computer only beside the sandbox', () => {
    expect(mayOpenCase('http://127.0.0.1:8080/case/1', true)).toBe(true);
    expect(mayOpenCase('http://[::1]:8080/case/1', true)).toBe(true);
    expect(mayOpenCase('http://127.0.0.1:8080/case/1', false)).toBe(false);
    expect(mayOpenCase('http://127.0.0.1.example.com/', true)).toBe(false);
    expect(mayOpenCase('http://10.0.0.1/', true)).toBe(false);
    expect(mayOpenCase('https://somebody:secret@example.com/', true)).toBe(false);
    expect(mayOpenCase(`https://example.com/${'x'.repeat(2_000)}`, true)).toBe(false);
    expect(mayOpenCase('nothing', true)).toBe(false);
  });
});
