import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUnfinishedExports } from '#main/app/exports/unfinished.ts';
import { FileExports, type FileExportsDeps } from '#main/app/exports/file-exports.ts';
import { systemClock } from '#main/node/system-clock.ts';
import type { AuditTrail } from '#relay/ports/audit-trail.ts';
import { MessageExports } from '#relay/search/message-exports.ts';
import type { ExportProgress, ExportRequest } from '#shared/domain/message-export.ts';
import { SearchBench, text } from './search-harness.ts';

let bench: SearchBench;
let folder: string;
let profile: string;
let audit: Parameters<AuditTrail['note']>[0][];
let relay: MessageExports;
let exports: FileExports;
/** Called before each piece is read. */
let beforeRead: () => Promise<void>;

beforeEach(async () => {
  bench = new SearchBench();
  folder = mkdtempSync(join(tmpdir(), 'export-file-'));
  profile = mkdtempSync(join(tmpdir(), 'export-profile-'));
  audit = [];
  beforeRead = () => Promise.resolve();
  await bench.put(...Array.from({ length: 2_000 }, (_, no) => text(`=parcel ${no} of 0612345678`)));
  await bench.start();
  await bench.until(async () => (await bench.page('parcel')).notIndexed === 0, 20_000);
  relay = new MessageExports({
    search: bench.search,
    audit: {
      note: (line) => void audit.push(line),
      keep: (line) => Promise.resolve(void audit.push(line)),
    },
    clock: systemClock,
    random: randomBytes,
  });
  exports = new FileExports({
    client: { invoke: invokeOn(relay) },
    askPath: () => Promise.resolve(join(folder, 'messages')),
    folder: () => folder,
    language: () => 'en',
    show: () => undefined,
    onProgress: () => undefined,
    unfinished: openUnfinishedExports(join(profile, 'unfinished-exports.json')),
    clock: systemClock,
  });
});

afterEach(async () => {
  await exports.stop();
  relay.stop();
  await bench.dispose();
  rmSync(folder, { recursive: true, force: true });
  rmSync(profile, { recursive: true, force: true });
});

function invokeOn(of: MessageExports): FileExportsDeps['client']['invoke'] {
  const handlers = of.handlers as Readonly<Record<string, (input: never) => unknown>>;
  return (async (name: string, input: never) => {
    if (name === 'export.read') await beforeRead();
    return handlers[name]?.(input);
  }) as FileExportsDeps['client']['invoke'];
}

function request(changes: Partial<ExportRequest> = {}): ExportRequest {
  const { text: words, filter, timeZone } = bench.request('parcel');
  return { search: { text: words, filter, timeZone }, form: 'csv', revealReason: null, ...changes };
}

async function over(asked: ExportRequest): Promise<ExportProgress | undefined> {
  const begun = await exports.start(asked, 'anna');
  const now = (): ExportProgress | undefined => exports.list().find(({ id }) => id === begun?.id);
  await bench.until(() => now()?.state !== 'running', 20_000);
  return now();
}

const written = (): string => readFileSync(join(folder, 'messages'), 'utf8');

describe('a file of messages', () => {
  it('holds what was found, masked or with a reason, and the audit says so', async () => {
    expect(await over(request())).toMatchObject({
      state: 'done',
      rows: 2_000,
      expected: { count: 2_000, isMore: false },
      sizeBytes: Buffer.byteLength(written()),
    });
    const lines = written().split('\r\n');
    expect(lines).toHaveLength(2_002);
    expect(lines[1]).toContain(",'=parcel 1999 of ••••,");
    expect(written()).not.toContain('0612345678');

    await over(request({ form: 'jsonl', revealReason: 'asked for by the customer' }));
    const rows = written().trimEnd().split('\n');
    expect(rows).toHaveLength(2_000);
    expect(JSON.parse(rows[0] ?? '')).toMatchObject({ text: '=parcel 1999 of 0612345678' });
    expect(audit.map(({ detail }) => detail)).toEqual([
      'csv, masked',
      'done, 2000 rows',
      'jsonl, unmasked: asked for by the customer',
      'done, 2000 rows',
    ]);
    expect(JSON.stringify(audit)).not.toContain('parcel');
  });

  it('is not there when it was cancelled, or the relay has ended', async () => {
    let reads = 0;
    beforeRead = () => {
      reads += 1;
      if (reads === 3) void exports.stop();
      return Promise.resolve();
    };
    expect(await over(request())).toMatchObject({ state: 'cancelled' });
    reads = 10;
    beforeRead = () => {
      reads += 1;
      if (reads === 13) relay.stop();
      return Promise.resolve();
    };
    expect(await over(request())).toMatchObject({ state: 'failed', code: 'EXPORT_INTERRUPTED' });

    expect(readdirSync(folder)).toEqual([]);
    expect(audit.map(({ detail }) => detail?.split(',')[0])).toEqual(['csv', 'cancelled', 'csv', 'relay ended']);
  });

  it('has nothing in it that came after it was begun, and nothing that was removed', async () => {
    for (let seq = 1; seq <= 20; seq += 1) await bench.deliver(seq);
    let removed = 0;
    let reads = 0;
    beforeRead = async () => {
      reads += 1;
      if (reads === 1) await bench.put(text('a later parcel'));
      if (reads !== 2) return;
      const limits = { settledBefore: Number.MAX_SAFE_INTEGER, openBefore: 0, limit: 20 };
      removed = (await bench.store.prune(limits)).removed;
    };
    expect(await over(request())).toMatchObject({ state: 'done', rows: 1_980 });
    expect(removed).toBe(20);
    expect(written()).not.toContain('a later');
  });
});
