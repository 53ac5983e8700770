import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { certificatesHandlers, type PublicPem } from '#main/ipc/handlers/certificates-handlers.ts';
import { searchHandlers } from '#main/ipc/handlers/search-handlers.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import { certificateActs, certificateQuestions } from '#shared/contract/certificates-contract.ts';
import { searchActs, searchQuestions } from '#shared/contract/search-contract.ts';

type Client = Pick<RelayClient, 'invoke'>;
type AnyHandlers = Record<string, (input: unknown) => Promise<unknown>>;

const by = userInfo().username;
const pem = '-----BEGIN CERTIFICATE-----';

function world(part: { path?: string | null; fails?: string } = {}) {
  const asked: [string, unknown][] = [];
  const saved: PublicPem[] = [];
  const client = {
    invoke: (name: string, input: unknown) => {
      asked.push([name, input]);
      return name === part.fails ? Promise.reject(new Error('gone')) : Promise.resolve({ pem });
    },
  } as unknown as Client;
  const handlers = certificatesHandlers({
    client,
    savePem: (text) => {
      saved.push(text);
      return Promise.resolve(part.path === undefined ? 'somewhere' : part.path);
    },
  });
  return { client, handlers, asked, saved };
}

describe('questions and acts', () => {
  it.each([
    ['the certificate desk', certificateQuestions, certificateActs],
    ['searching', searchQuestions, searchActs],
  ])(
    'of %s go to the relay, acts with the user of this computer as the one who acts',
    async (_name, questions, acts) => {
      const { client, handlers, asked } = world();
      const all = { ...handlers, ...searchHandlers(client) } as unknown as AnyHandlers;
      for (const name of Object.keys(questions)) await all[name]?.({ some: 'input' });
      for (const name of Object.keys(acts)) await all[name]?.({ some: 'input', by: 'somebody else' });
      expect(asked).toEqual([
        ...Object.keys(questions).map((name) => [name, { some: 'input' }]),
        ...Object.keys(acts).map((name) => [name, { some: 'input', by }]),
      ]);
    },
  );
});

describe('saving a certificate or a request', () => {
  it('writes what the relay gives out, and notes it', async () => {
    const { handlers, asked, saved } = world();
    expect(await handlers['certificates.save']({ what: 'certificate', id: 'abc' })).toEqual({ path: 'somewhere' });
    expect(await handlers['certificates.save']({ what: 'request', id: 'req-1' })).toEqual({ path: 'somewhere' });
    expect(saved).toEqual([
      { what: 'certificate', id: 'abc', pem },
      { what: 'request', id: 'req-1', pem },
    ]);
    expect(asked).toEqual([
      ['certificates.text', { sha256: 'abc' }],
      ['certificates.saved', { what: 'certificate', id: 'abc', by }],
      ['certificates.requestText', { id: 'req-1' }],
      ['certificates.saved', { what: 'request', id: 'req-1', by }],
    ]);
  });

  it('notes nothing when it was called off', async () => {
    const { handlers, asked } = world({ path: null });
    expect(await handlers['certificates.save']({ what: 'certificate', id: 'abc' })).toEqual({ path: null });
    expect(asked.map(([name]) => name)).toEqual(['certificates.text']);
  });

  it('tells where the file is also when the relay is gone by then', async () => {
    const { handlers } = world({ fails: 'certificates.saved' });
    expect(await handlers['certificates.save']({ what: 'certificate', id: 'abc' })).toEqual({ path: 'somewhere' });
  });
});
