import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { cxoneDownloads } from '#relay/connectors/cxone/cxone-downloads.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';
import { createMediaDepot } from '#relay/media/media-depot.ts';
import type { MediaStore } from '#relay/ports/media-store.ts';
import type { OutboundHttp } from '#relay/ports/outbound-http.ts';
import type { StoredMedia } from '#relay/ports/relay-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { filesIn, storeKey, testFolder } from '#test/integration/media/media-kit.ts';
import { hostileFiles } from './hostile-files.ts';

const folder = join(testFolder(), 'media');
let server: Server;
let base = '';
let seq = 0;
let files: MediaStore;

beforeAll(async () => {
  files = await openDiskMediaStore({ folder, storeKey });
  server = createServer((request, response) => {
    hostileFiles[Number(request.url?.slice(1))]?.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What the depot makes of a file at this address, all the way to the disk. */
async function obtained(url: string, http: OutboundHttp) {
  seq += 1;
  const attachments = [{ name: 'picture.jpg', mimeType: 'image/jpeg', url }];
  const content = { kind: 'rich' as const, type: 'TEXT', text: '', attachments };
  const message = aPendingMessage({ seq, direction: 'outbound', kind: 'rich', content, parts: [] });
  const rows: StoredMedia[] = [];
  const depot = createMediaDepot({
    files,
    records: {
      mediaOf: () => Promise.resolve(rows),
      putMedia: (_seq, media) => Promise.resolve(void rows.push(media)),
    },
    downloadsOf: (one) => cxoneDownloads(one, http, () => Date.now()),
    clock: systemClock,
    log: silentLogger,
  });
  const [outcome] = await depot.obtain(message, new AbortController().signal);
  depot.stop();
  return outcome;
}

describe('a file from an address CXone named', () => {
  it.each(hostileFiles.map((row, index) => [row.name, row, index] as const))('%s', async (_name, row, index) => {
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true, idleSocketMs: 50 });
    collectGarbage();
    const before = filesIn(folder).length;
    const heldBefore = held();

    const outcome = await obtained(`${base}/${index}`, http);

    if (row.expected.kind === 'ready') {
      expect(outcome).toMatchObject({ kind: 'ready', media: { mimeType: row.expected.mimeType } });
    } else {
      expect(outcome).toMatchObject(row.expected);
      expect(filesIn(folder)).toHaveLength(before);
    }
    collectGarbage();
    expect(held() - heldBefore).toBeLessThan(30 * 1024 * 1024);
    // Nobody is left talking to a source that was given up.
    await expect.poll(() => connections()).toBe(0);
  });

  it.each([
    'http://127.0.0.1:1/x',
    'https://127.0.0.1:1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'http://files.example.com/x',
    'https://user:secret@files.example.com/x',
    'https://localhost/x',
  ])('is never fetched from %s', async (url) => {
    const outcome = await obtained(url, createOutboundHttp({ clock: systemClock, allowPrivateTargets: false }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'TARGET_FORBIDDEN' });
  });

  it('is gone where no address is named', async () => {
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    const content = { kind: 'rich' as const, type: 'TEXT', text: '', attachments: [{ name: 'a', mimeType: '' }] };
    const [download] = cxoneDownloads(aPendingMessage({ content, kind: 'rich' }), http, () => 0);
    expect(await download?.fetch(new AbortController().signal)).toMatchObject({ ok: false, code: 'MEDIA_EXPIRED' });
  });
});

function connections(): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((_error, count) => {
      resolve(count);
    });
  });
}

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
