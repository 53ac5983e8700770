import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeDraft, PartJournal } from '#relay/ports/delivery-target.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { bytes, pieces } from '#test/integration/media/media-kit.ts';
import { messagesPath, noParts, startCxoneKit, type CxoneKit } from './cxone-kit.ts';

const uploadPath = '/dfo/3.0/attachments/temporary';
let kit: CxoneKit;
let exchanges: ExchangeDraft[];
let journal: PartJournal;

beforeEach(async () => {
  kit = await startCxoneKit();
  exchanges = [];
  journal = { ...noParts, exchanged: (describe) => void exchanges.push(describe()) };
});
afterEach(async () => {
  // The tokens that were given out, and what signed in.
  const secrets = kit.cxone.calls.flatMap(({ headers }) =>
    String(headers['authorization'] ?? '')
      .split(' ')
      .slice(1),
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(JSON.stringify(exchanges)).not.toContain(secret);
  expect(JSON.stringify(exchanges)).not.toContain('CANARY');
  await kit.stop();
});

const message = aPendingMessage({ platformAt: Date.UTC(2026, 0, 12, 8, 10, 2) });
const deliver = (one = message) => kit.target.deliver(one, kit.signal, journal);

describe('what is noted of a call to CXone', () => {
  it('is the call and its answer', async () => {
    await deliver();
    expect(exchanges).toEqual([
      {
        at: kit.clock.now(),
        platform: 'cxone',
        method: 'POST',
        url: `${kit.cxone.url}${messagesPath}`,
        request: kit.cxone.callsOf('POST', messagesPath)[0]?.text,
        status: expect.any(Number) as number,
        answer: expect.stringContaining('123456') as string,
        isCut: false,
        durationMs: 0,
        failure: null,
      },
    ]);
  });

  it('is what CXone says against it, without what it repeats of our headers', async () => {
    kit.cxone.set('POST', messagesPath, (call, response) => {
      const { authorization } = call.headers;
      response
        .writeHead(400)
        .end(JSON.stringify({ errors: [{ field: 'x', message: `bad: ${String(authorization)}` }] }));
    });
    await deliver();
    expect(exchanges).toMatchObject([{ status: 400, answer: '{"errors":[{"field":"x","message":"bad: Bearer …"}]}' }]);
  });

  it('is no file, nor the key in the address of one', async () => {
    kit.cxone.set('POST', uploadPath, {
      status: 201,
      body: { id: 'a', url: 'https://files.example.com/a?se=2026&anything=CANARY1', expireAt: null },
    });
    const content = bytes(10_000);
    kit.media = [
      {
        kind: 'ready',
        media: {
          no: 1,
          name: 'p.png',
          mimeType: 'image/png',
          sizeBytes: content.length,
          ref: 'r',
          open: () => pieces(content),
        },
      },
    ];
    await deliver(aPendingMessage({ kind: 'image', content: { kind: 'image', mediaId: 'm' } }));
    expect(exchanges).toMatchObject([
      {
        url: `${kit.cxone.url}${uploadPath}`,
        request: null,
        answer: '{"id":"a","url":"https://files.example.com/a?…","expireAt":null}',
      },
      { request: expect.stringContaining('https://files.example.com/a?…') as string },
    ]);
  });

  it('is why there is no answer, and that there was an empty one', async () => {
    kit.cxone.set('POST', messagesPath, (_call, response) => response.destroy());
    await deliver();
    kit.cxone.set('POST', messagesPath, { status: 204 });
    await deliver();
    expect(exchanges).toMatchObject([
      { status: null, answer: null, failure: expect.stringMatching(/^[A-Za-z_]+$/u) as string },
      { status: 204, answer: null, failure: null },
    ]);
  });
});
