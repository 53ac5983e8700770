import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { certificateQuestions, type BringTarget } from '#shared/contract/certificates-contract.ts';
import { CertificateReading } from '#shared/domain/certificate.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { readBrought } from '#relay/certificates/desk/reading-files.ts';
import type { CertificatePlaceFacts } from '#relay/ports/certificate-places.ts';
import { makeCases } from '#test/unit/relay/certificates/certificate-cases.ts';
import { Openssl } from '#test/unit/relay/certificates/certificate-kit.ts';
import { containerRows } from './container-rows.ts';
import { encodingRows } from './encoding-rows.ts';
import { junkRows } from './junk-rows.ts';
import { keyRows } from './key-rows.ts';
import { now, type Row, type RowTarget } from './row.ts';
import { structureRows } from './structure-rows.ts';
import { targetRows } from './target-rows.ts';

/** Of the processor's time. The heaviest files cost about a second of key derivation. */
const longestMs = 3_000;
/** So long the relay may be held up at a time. */
const longestTurnMs = 200;

const openssl = new Openssl();
afterAll(() => {
  openssl.remove();
});

const earlier = (await makeCases(openssl)).map((one): Row => {
  const target = ({ server: 'listener', client: 'destination', ca: 'authority' } as const)[one.purpose];
  return { ...one, target };
});
const rows: readonly (readonly [string, readonly Row[]])[] = [
  ['usual files, and what is usually wrong with them', earlier],
  ['containers', containerRows(openssl)],
  ['encodings', encodingRows()],
  ['junk', junkRows()],
  ['keys and chains', keyRows()],
  ['what a certificate says of itself', structureRows()],
  ['places', targetRows()],
];

const targets: Readonly<Record<RowTarget, BringTarget>> = {
  listener: { kind: 'place', placeId: 'open' },
  destination: { kind: 'place', placeId: 'destination:wechat.example.test' },
  client: { kind: 'client', integrationId: IntegrationId.parse('north') },
  authority: { kind: 'authority' },
};

function placeOf({ target, hostNames }: Row): CertificatePlaceFacts | null {
  if (target !== 'listener' && target !== 'destination') return null;
  return {
    id: target === 'listener' ? 'open' : 'destination:wechat.example.test',
    purpose: target === 'listener' ? 'server' : 'client',
    address: '127.0.0.1:0',
    hostNames,
    serves: { legs: ['wechatIn'], channelIds: [] },
    takesCertificates: true,
    file: null,
  };
}

/** As the window's question reaches the desk. */
function read(row: Row) {
  const files = row.files.map(({ name, bytes }) => ({ name, content: Buffer.from(bytes).toString('base64') }));
  const question = { target: targets[row.target], files, passphrase: row.passphrase };
  return readBrought(question, placeOf(row), [], now);
}

/**
 * The longest time in which nothing else got its turn, milliseconds. Of the processor's time, as far as it is less: others may
 * be at work on this computer. What runs beside the event loop counts to it too, and then the clock decides.
 */
async function inMeasuredTurns<T>(
  work: () => Promise<T>,
): Promise<{ readonly found: T; readonly longestTurn: number }> {
  const outcome: { found?: { readonly value: T } } = {};
  let longestTurn = 0;
  const takeTurn = async (turn: () => Promise<void> | void): Promise<void> => {
    const [at, cpu] = [performance.now(), process.cpuUsage()];
    void turn();
    await nextTurn();
    const { user, system } = process.cpuUsage(cpu);
    longestTurn = Math.max(longestTurn, Math.min(performance.now() - at, (user + system) / 1_000));
  };
  const done = new Promise<void>((resolve, reject) => {
    const begin = async (): Promise<void> => {
      outcome.found = { value: await work() };
      resolve();
    };
    void takeTurn(() => void begin().catch(reject));
  });
  let isOver = false;
  const ended = done.finally(() => (isOver = true));
  while (!isOver) await takeTurn(() => undefined);
  await ended;
  if (outcome.found === undefined) throw new Error('it ended without an outcome');
  return { found: outcome.found.value, longestTurn };
}

describe.each(rows)('%s', (_title, some) => {
  it.each(some)('$title', async (row) => {
    const begun = process.cpuUsage();
    const { found, longestTurn } = await inMeasuredTurns(() => read(row));
    const { reading, material } = found;
    const { user, system } = process.cpuUsage(begun);
    expect(longestTurn).toBeLessThan(longestTurnMs);

    const codes = (severity: string) => [
      ...new Set(reading.findings.filter((finding) => finding.severity === severity).map(({ code }) => code)),
    ];
    expect({ faults: codes('fault').sort(), warnings: codes('warning').sort() }).toEqual({
      faults: [...row.faults].sort(),
      warnings: [...row.warnings].sort(),
    });
    expect(reading.isUsable).toBe(row.faults.length === 0);
    expect(material === null).toBe(row.faults.length > 0);
    expect((user + system) / 1_000).toBeLessThan(longestMs);
    expect(CertificateReading.parse(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
    expect(JSON.stringify(reading).length).toBeLessThan(100_000);
    // Nothing that steers a terminal or turns the reading direction reaches a screen or log.
    expect(JSON.stringify(reading)).not.toMatch(/[\p{Cc}\p{Cf}]|\\u00/u);
    for (const { code, value } of reading.findings) {
      const sentences = (['en', 'nl', 'zh'] as const).map((language) => sentenceFor(language, code, value));
      expect(new Set(sentences.map(({ title }) => title)).size).toBe(3);
      expect(new Set(sentences.map(({ help }) => help)).size).toBe(3);
      for (const { title, help } of sentences) expect(`${title} ${help}`).not.toMatch(/\{\{value|\p{Cc}|undefined/u);
    }
  });
});

describe('the table', () => {
  const all = rows.flatMap(([, some]) => some);

  it('has every row once, and a row for each thing that can be said of a file', () => {
    const titles = all.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    const said = new Set(all.flatMap(({ faults, warnings }) => [...faults, ...warnings]));
    expect(said.size).toBeGreaterThanOrEqual(45);
    expect(all.filter(({ faults }) => faults.length > 0).length).toBeGreaterThan(150);
  });

  it('what does not fit the question never reaches the reading', () => {
    const question = certificateQuestions['certificates.examine'].input;
    const file = { name: 'a.pem', content: '' };
    const ask = (files: readonly { readonly name: string; readonly content: string }[]) =>
      question.safeParse({ target: { kind: 'authority' }, files, passphrase: null }).success;
    expect(ask([file])).toBe(true);
    expect(ask([])).toBe(false);
    expect(ask(Array.from({ length: 21 }, () => file))).toBe(false);
    expect(ask([{ ...file, content: 'A'.repeat(1_500_001) }])).toBe(false);
    expect(ask([{ ...file, name: 'n'.repeat(301) }])).toBe(false);
  });

  it('what is no Base64 is read as what is left of it, without harm', async () => {
    const question = {
      target: targets.authority,
      files: [{ name: 'x', content: '%%%\u0000\ud800' }],
      passphrase: null,
    };
    const { reading } = await readBrought(question, null, [], now);
    expect(reading.findings[0]?.code).toBe('CERT_FILE_EMPTY');
  });
});
