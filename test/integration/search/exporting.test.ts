import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportQuestion } from '#relay/ports/message-export.ts';
import type { SearchLine } from '#relay/search/protocol.ts';
import { startAmongOthers, startThread } from '#relay/search/start-search.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench, text, type Drafted } from './search-harness.ts';

const program = fileURLToPath(new URL('../../../out/main/search.js', import.meta.url));

let bench: SearchBench;

beforeEach(() => {
  bench = new SearchBench();
});

afterEach(async () => {
  await bench.dispose();
});

function question(words: string, changes: Partial<ExportQuestion> = {}): ExportQuestion {
  const { text: typed, filter, timeZone } = bench.request(words);
  return { search: { text: typed, filter, timeZone }, form: 'jsonl', isMasked: true, below: null, ...changes };
}

interface Exported {
  readonly text: string;
  readonly rows: number;
  readonly pieces: number;
}

/** All pieces. A search that is away is asked again, as whoever writes a file does. */
async function exported(asked: ExportQuestion, between: (piece: number) => Promise<void> = () => Promise.resolve()) {
  const whole = { text: '', rows: 0, pieces: 0 };
  let below: number | null = null;
  do {
    const piece = await piecePatiently({ ...asked, below });
    whole.text += piece.text;
    whole.rows += piece.rows;
    whole.pieces += 1;
    below = piece.next;
    await between(whole.pieces);
  } while (below !== null);
  return whole satisfies Exported;
}

async function piecePatiently(asked: ExportQuestion) {
  for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await bench.search.exportPiece(asked);
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== 'SEARCH_UNAVAILABLE' || Date.now() > end) throw thrown;
    }
  }
}

function parsed({ text: lines }: Exported): Record<string, unknown>[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const personal: Drafted = {
  content: { kind: 'text', text: 'Bel 020 123 45 67, jan@example.nl\n=1+1' },
  externalId: '24012345678901234',
  receivedAt: noon + 7,
};

describe('an export', () => {
  it('holds one line for each message, masked', async () => {
    await bench.put(personal, {
      content: {
        kind: 'rich',
        type: 'TEXT',
        text: 'the bill',
        attachments: [{ name: 'bill.pdf', mimeType: 'application/pdf' }],
      },
      direction: 'outbound',
    });
    await bench.store.putMedia(2, {
      no: 1,
      name: 'jan@example.nl.pdf',
      mimeType: 'application/pdf',
      sizeBytes: 1_234,
      state: 'stored',
      code: null,
      ref: 'abc',
      at: noon,
    });
    await bench.deliver(2, '81000099');
    await bench.start();
    const [row] = (await bench.page('bel')).rows;
    bench.label(row?.contactNo ?? -1, 'Familie Jansen');

    const [reply, pushed] = parsed(await exported(question('')));

    expect(pushed).toEqual({
      seq: 1,
      message_id: row?.id,
      channel: 'shop-nl',
      direction: 'inbound',
      type: 'text',
      state: 'pending',
      waiting_reason: 'due',
      code: null,
      platform_code: null,
      attempts: 0,
      received_at: new Date(noon + 7 + 3_600_000).toISOString().replace('Z', '+01:00'),
      changed_at: expect.stringMatching(/\+01:00$/u) as string,
      platform_at: null,
      customer: 'Familie Jansen',
      customer_name_source: 'label',
      contact_no: row?.contactNo,
      openid: '…JkQz',
      platform_message_id: '24012345678901234',
      case_id: null,
      text: 'Bel ••••, ••••\n=1+1',
      files: [],
    });
    expect(reply).toMatchObject({
      direction: 'outbound',
      state: 'delivered',
      platform_message_id: 'p-2',
      case_id: '81000099',
      text: 'the bill\nbill.pdf',
      files: [{ name: '••••', type: 'application/pdf', size_bytes: 1_234, state: 'stored' }],
    });

    const { text: csv } = await exported(question('bel', { form: 'csv' }));
    const [head, line] = csv.split('\r\n');
    expect(head).toBe(`\ufeff${Object.keys(pushed ?? {}).join(',')}`);
    expect(line).toContain(",'24012345678901234,");
    expect(csv).toContain('"Bel ••••, ••••\n\'=1+1"');
    expect(csv.endsWith('\r\n')).toBe(true);
  });

  it('holds everything when it is not masked', async () => {
    await bench.put(personal, text('nobody called him anything'));
    await bench.start();
    const longName = 'x'.repeat(200);
    const contactNo = (await bench.page('bel')).rows[0]?.contactNo ?? -1;

    const [unnamed] = parsed(await exported(question('anything', { isMasked: false })));
    expect(unnamed).toMatchObject({ customer: 'oCustomer-0001_aBcDeFgHiJkQz', customer_name_source: 'openid' });
    bench.label(contactNo, longName);
    const [row] = parsed(await exported(question('bel', { isMasked: false })));

    expect(row).toMatchObject({
      text: 'Bel 020 123 45 67, jan@example.nl\n=1+1',
      openid: 'oCustomer-0001_aBcDeFgHiJkQz',
      customer: longName,
    });
    const [masked] = parsed(await exported(question('bel')));
    expect(masked?.['customer']).toBe(`${'x'.repeat(160)}…`);
  });

  it('is empty but for its head when nothing is found, and says what is wrong in the search', async () => {
    await bench.put(text('parcel'));
    await bench.start();

    expect(await exported(question('nowhere', { form: 'csv' }))).toMatchObject({ rows: 0, pieces: 1 });
    expect((await exported(question('nowhere', { form: 'csv' }))).text).toMatch(/^\ufeffseq,.*\r\n$/u);
    expect((await exported(question('channel:help-cn'))).text).toBe('');
    await expect(bench.search.exportPiece(question('"open'))).rejects.toMatchObject({ code: 'SEARCH_QUOTE_OPEN' });
  });

  it('survives hostile and huge texts', async () => {
    const hostile = [
      '\u202e=1+1',
      'a\u2028b\u0000c',
      '\ud800 alone',
      '<script>alert(1)</script>',
      '"\r\n"',
      'x'.repeat(1_000_000),
    ];
    await bench.put(...hostile.map((words) => text(words)));
    await bench.start();

    const whole = parsed(await exported(question('', { isMasked: false })));
    expect(whole.map((row) => row['text']).reverse()).toEqual(hostile);
    const masked = parsed(await exported(question('')));
    expect((masked[0]?.['text'] as string).length).toBe(20_001);
    const { text: csv } = await exported(question('', { form: 'csv', isMasked: false }));
    expect(csv).toContain("'\u202e=1+1");
  });
});

const large = 20_000;
const isWanted = (no: number): boolean => no % 10 !== 0;

async function fill(): Promise<void> {
  const drafts = Array.from({ length: large }, (_, no) => text(isWanted(no) ? `parcel ${no} 我的订单` : `order ${no}`));
  for (let from = 0; from < large; from += 1_000) await bench.put(...drafts.slice(from, from + 1_000));
}

const wantedTexts = Array.from({ length: large }, (_, no) => (isWanted(no) ? [`parcel ${no} 我的订单`] : []))
  .flat()
  .reverse();

describe('an export of twenty thousand', () => {
  it('is whole and in order, while messages come, people search, and the thread dies', async () => {
    expect(existsSync(program)).toBe(true);
    const lines: SearchLine[] = [];
    const start = startThread(program);
    await fill();
    await bench.start({
      startWorker: (given) => {
        const line = start(given);
        lines.push(line);
        return line;
      },
    });
    await bench.until(async () => (await bench.page('parcel')).notIndexed === 0, 40_000);
    const searches: number[] = [];

    const whole = await exported(question('parcel 订单'), async (piece) => {
      if (piece % 8 === 1) {
        await bench.put(text(`a later parcel ${piece} 我的订单`));
        searches.push((await bench.page('order')).rows.length);
      }
      if (piece === 5) {
        await lines[0]?.end();
        await bench.untilOpen();
      }
    });

    expect(lines).toHaveLength(2);
    expect(whole.pieces).toBeGreaterThan(20);
    expect(new Set(searches)).toEqual(new Set([50]));
    expect(parsed(whole).map((row) => row['text'])).toEqual(wantedTexts);
    expect(whole.rows).toBe(wantedTexts.length);

    await bench.restart({ startWorker: startAmongOthers(systemClock) });
    const again = await exported(question('-later parcel 订单'));
    expect(again.text).toBe(whole.text);
  }, 90_000);
});
