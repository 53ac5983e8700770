import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiptText } from '#main/app/receipt/receipt-text.ts';
import { createSaveReceipt } from '#main/app/save-receipt.ts';
import { Leg } from '#shared/domain/channel.ts';
import { ProbeName } from '#shared/domain/health.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { RungName, type Receipt } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';

const startedAt = Date.parse('2026-01-14T11:00:00Z');
const receipt: Receipt = {
  id: 'r-1',
  channelId: ChannelId.parse('shop-nl'),
  channelName: 'Shop NL',
  by: 'noor',
  incidentId: 'i-1',
  startedAt,
  endedAt: startedAt + 65_000,
  outcome: 'connected',
  code: 'WECHAT_SECRET_INVALID',
  failingSince: startedAt - 3_600_000,
  rungs: RungName.options.map((name) => ({
    name,
    state: 'passed',
    startedAt,
    endedAt: startedAt,
    code: null,
    platformCode: null,
  })),
  probes: ProbeName.options.map((name) => ({
    name,
    leg: 'wechatOut',
    outcome: name === 'callback_reach' ? 'cannot_tell' : 'passed',
    at: startedAt,
    durationMs: 12,
    code: name === 'callback_reach' ? 'CHECK_CANNOT_TELL' : null,
    platformCode: null,
    value: null,
    nextAt: null,
  })),
  proofs: Leg.options.map((leg) => ({ leg, strength: leg === 'cxoneIn' ? null : 'end_to_end', at: startedAt })),
  endToEnd: { label: 'Sanne', word: 'w', askedAt: 1, seenAt: 2, answeredAt: 3, code: null },
  catchUp: {
    total: 1_234,
    delivered: 1_230,
    expired: 2,
    failed: 1,
    unconfirmed: 1,
    waiting: 0,
    remainingMs: null,
  },
  gaps: [{ id: 'g', from: startedAt, until: startedAt + 1_000, cause: 'computer_asleep', channelId: null }],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-receipt-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a receipt as text', () => {
  it('says what was wrong, done, proven, recovered and perhaps lost', () => {
    const text = receiptText(receipt, 'en', 'Europe/Amsterdam');
    expect(text).toContain('Channel: Shop NL (shop-nl)');
    expect(text).toContain(`Cause: ${sentenceFor('en', 'WECHAT_SECRET_INVALID', null).title}`);
    expect(text).toContain('- New tokens: passed');
    expect(text).toContain('- CXone → Veerpont: no proof');
    expect(text).toContain('- Test message: sent by Sanne, seen and answered');
    expect(text).toContain('- Waited: 1,234');
    expect(text).toContain('14/01/2026, 12:00:00 CET to 14/01/2026, 12:00:01 CET: this computer was asleep');
    expect(text).toContain('may be lost');
  });

  it.each(['en', 'nl', 'zh'] as const)('is complete in %s', (language) => {
    const text = receiptText(receipt, language, 'UTC');
    expect(text).not.toMatch(/undefined|null|NaN|\{\{|\[/u);
    expect(text.split('\n').length).toBeGreaterThan(40);
  });
});

describe('saving a receipt', () => {
  const saving = (path: string | null, language: 'en' | 'nl' = 'nl') => {
    const asked: string[] = [];
    const save = createSaveReceipt({
      askPath: (options) => {
        asked.push(options.defaultPath, options.extension);
        return Promise.resolve(path);
      },
      folder: () => folder,
      language: () => language,
    });
    return { save, asked };
  };

  it('writes the text in the language of the console where the person wants it', async () => {
    const path = join(folder, 'mine.txt');
    const { save, asked } = saving(path);
    expect(await save(receipt, 'text')).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe(receiptText(receipt, 'nl'));
    expect(asked).toEqual([join(folder, 'veerpont-reconnect-shop-nl-2026-01-14-11-01.txt'), 'txt']);
  });

  it('writes all of it as data', async () => {
    const path = join(folder, 'mine.json');
    await saving(path).save(receipt, 'json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(receipt);
  });

  it('writes nothing when it was called off', async () => {
    expect(await saving(null).save(receipt, 'json')).toBeNull();
  });

  it('says where it could not be written', async () => {
    const path = join(folder, 'not-there', 'mine.txt');
    await expect(saving(path).save(receipt, 'text')).rejects.toMatchObject({ code: 'FILE_NOT_SAVED', value: path });
  });
});
