import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditTrail } from '#relay/ports/audit-trail.ts';
import type { ExportPiece, ExportQuestion } from '#relay/ports/message-export.ts';
import { MessageExports } from '#relay/search/message-exports.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { everything } from '#shared/search/query.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const search = { text: 'parcel after:7d', filter: everything, timeZone: 'Europe/Amsterdam' };
const request = { search, form: 'csv' as const, revealReason: null, by: 'anna' };

let clock: HandClock;
let asked: ExportQuestion[];
let audit: Parameters<AuditTrail['note']>[0][];
let fails: RelayError | null;
let auditFails: RelayError | null;
let exports: MessageExports;

/** Three pieces: from the newest, below 200, below 100. */
function piece(question: ExportQuestion): Promise<ExportPiece> {
  asked.push(question);
  if (fails !== null) return Promise.reject(fails);
  const next = question.below === null ? 200 : question.below === 200 ? 100 : null;
  return Promise.resolve({ text: `${String(question.below)};`, rows: 10, next });
}

beforeEach(() => {
  clock = new HandClock();
  asked = [];
  audit = [];
  fails = null;
  auditFails = null;
  let no = 0;
  exports = new MessageExports({
    search: { count: () => Promise.resolve({ count: 30, isMore: false }), exportPiece: piece },
    audit: {
      note: (line) => void audit.push(line),
      keep: (line) => (auditFails === null ? Promise.resolve(void audit.push(line)) : Promise.reject(auditFails)),
    },
    clock,
    random: (byteCount) => Buffer.alloc(byteCount, (no += 1)),
  });
});

const details = (): (string | null)[] => audit.map(({ detail }) => detail);

describe('exports', () => {
  it('are read piece by piece, begun where the newest message was', async () => {
    const begunAt = clock.now();
    const { exportId, expected } = await exports.open(request);
    expect(expected).toEqual({ count: 30, isMore: false });
    expect(asked).toEqual([{ search, form: 'csv', isMasked: true, asOf: begunAt, below: null }]);
    clock.wind(60_000);

    expect(await exports.read(exportId)).toEqual({ text: 'null;', rows: 10, isEnd: false });
    expect(await exports.read(exportId)).toEqual({ text: '200;', rows: 10, isEnd: false });
    expect(await exports.read(exportId)).toEqual({ text: '100;', rows: 10, isEnd: true });
    expect(await exports.read(exportId)).toEqual({ text: '', rows: 0, isEnd: true });
    expect(asked.map(({ asOf }) => asOf)).toEqual([begunAt, begunAt, begunAt]);
  });

  it('are in the audit twice: when begun, with the reason, and when over', async () => {
    const masked = await exports.open(request);
    const whole = await exports.open({ ...request, form: 'jsonl', revealReason: 'case 17 of the court' });
    expect(asked[1]?.isMasked).toBe(false);
    exports.close({ exportId: masked.exportId, outcome: 'done', rows: 30, by: 'anna' });
    exports.close({ exportId: whole.exportId, outcome: 'cancelled', rows: 7, by: 'anna' });
    exports.close({ exportId: whole.exportId, outcome: 'done', rows: 9, by: 'anna' });

    expect(details()).toEqual([
      'csv, masked',
      'jsonl, unmasked: case 17 of the court',
      'done, 30 rows',
      'cancelled, 7 rows',
    ]);
    expect(audit.every(({ by, action }) => by === 'anna' && action === 'messages_exported')).toBe(true);
    await expect(exports.read(masked.exportId)).rejects.toMatchObject({ code: 'EXPORT_UNKNOWN' });
  });

  it('are not begun with what is personal while the audit cannot be written, and need no room then', async () => {
    auditFails = new RelayError('STORE_FULL', 'no room');
    const unmasked = { ...request, revealReason: 'case 17 of the court' };
    for (let times = 0; times < 4; times += 1) {
      await expect(exports.open(unmasked)).rejects.toMatchObject({ code: 'STORE_FULL' });
    }
    expect(audit).toEqual([]);
    await expect(exports.open(request)).resolves.toMatchObject({ expected: { count: 30 } });
  });

  it('are three at a time', async () => {
    const begun = await Promise.all([1, 2, 3].map(() => exports.open(request)));
    await expect(exports.open(request)).rejects.toMatchObject({ code: 'EXPORT_TOO_MANY' });
    exports.close({ exportId: begun[0]?.exportId ?? '', outcome: 'done', rows: 0, by: 'anna' });
    await expect(exports.open(request)).resolves.toMatchObject({ expected: { count: 30 } });
    expect(new Set(begun.map(({ exportId }) => exportId)).size).toBe(3);
  });

  it('are not begun, nor noted, when the search is wrong', async () => {
    fails = new RelayError('SEARCH_QUOTE_OPEN', 'open');
    for (let times = 0; times < 4; times += 1) {
      await expect(exports.open(request)).rejects.toMatchObject({ code: 'SEARCH_QUOTE_OPEN' });
    }
    expect(audit).toEqual([]);
  });

  it('give the same piece again after a failure, and each piece once to two who ask at once', async () => {
    const { exportId } = await exports.open(request);
    await exports.read(exportId);
    fails = new RelayError('SEARCH_UNAVAILABLE', 'gone');
    await expect(exports.read(exportId)).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    fails = null;

    const both = await Promise.all([exports.read(exportId), exports.read(exportId)]);
    expect(both.map(({ text }) => text)).toEqual(['200;', '100;']);
  });

  it('are forgotten ten minutes after the last read', async () => {
    const { exportId } = await exports.open(request);
    clock.wind(9 * 60_000);
    await exports.read(exportId);
    clock.wind(9 * 60_000);
    await exports.read(exportId);
    clock.wind(10 * 60_000);

    await expect(exports.read(exportId)).rejects.toMatchObject({ code: 'EXPORT_UNKNOWN' });
    expect(details()).toEqual(['csv, masked', 'not read on, 20 rows']);
  });

  it('end with the relay', async () => {
    await exports.open(request);
    exports.stop();
    expect(details()).toEqual(['csv, masked', 'relay ended, 0 rows']);
    clock.wind(3_600_000);
    expect(audit).toHaveLength(2);
  });
});
