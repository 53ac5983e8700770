import { describe, expect, it } from 'vitest';
import { discardedReport, failedReport, givenUpReport, mayHaveArrivedReport } from '#relay/core/agent-report.ts';
import type { MessagePart } from '#shared/domain/message.ts';

function part(no: number, kind: MessagePart['kind'], state: MessagePart['state']): MessagePart {
  return { no, of: 3, kind, state, at: 0, code: null, platformCode: null };
}

describe('what an agent is told', () => {
  it('says in a short sentence why, with the code of the platform', () => {
    expect(failedReport('en', { code: 'WECHAT_USER_BLOCKED', platformCode: '48002' })).toEqual({
      status: 'failed',
      reason: 'Not delivered: The account has blocked this customer (48002)',
    });
  });

  it.each([
    ['en', /^Delivered in part \(2 of 3\)\. Not delivered: scan\.webp: /u],
    ['nl', /^Deels afgeleverd \(2 van 3\)\. Niet afgeleverd: scan\.webp: /u],
    ['zh', /^部分送达（2\/3）。未送达： scan\.webp: /u],
  ] as const)('names in %s what is missing of a reply that arrived in part', (language, sentence) => {
    const parts = [part(1, 'text', 'accepted'), part(2, 'image', 'accepted'), part(3, 'image', 'refused')];
    const { reason } = failedReport(language, {
      code: 'MEDIA_TYPE_REFUSED',
      platformCode: null,
      value: 'scan.webp',
      parts,
    });
    expect(reason).toMatch(sentence);
  });

  it('does not count the line that stands in the place of a refused file as something that arrived', () => {
    const parts = [part(1, 'text', 'accepted'), part(2, 'note', 'accepted'), part(3, 'note', 'accepted')];
    const { reason } = failedReport('en', { code: 'MEDIA_TOO_LARGE', platformCode: null, value: 'film.mp4', parts });
    expect(reason).toContain('(1 of 3)');
  });

  it.each([
    ['en', /may have arrived\..*before asking the customer\. The last try failed: /u],
    ['nl', /misschien aangekomen\. Vraag het de klant.* De laatste poging mislukte: /u],
    ['zh', /可能已经送达。请先询问客户.*最后一次发送失败： /u],
  ] as const)('warns in %s of sending again what failed after a try that was not answered', (language, sentence) => {
    const failure = { code: 'WECHAT_REPLY_COUNT_USED', platformCode: '45047', mayHaveArrived: true } as const;
    const { reason } = failedReport(language, failure);
    expect(reason).toMatch(sentence);
    expect(reason).not.toContain(failedReport(language, { ...failure, mayHaveArrived: false }).reason?.slice(0, 8));
    expect(reason).toContain('(45047)');
    const parts = [part(1, 'text', 'accepted'), part(2, 'text', 'refused')];
    const inParts = failedReport(language, { ...failure, parts }).reason;
    expect(inParts).toMatch(sentence);
    expect(inParts).toContain(language === 'nl' ? '(1 van 3)' : language === 'en' ? '(1 of 3)' : '（1/3）');
  });

  it.each([
    ['en', 'Delivered in part (1 of 3). An operator gave the rest up.', 'An operator discarded the rest.'],
    [
      'nl',
      'Deels afgeleverd (1 van 3). Een operator heeft de rest opgegeven.',
      'Een operator heeft de rest verworpen.',
    ],
    ['zh', '部分送达（1/3）。操作员已放弃其余部分。', '操作员已丢弃其余部分。'],
  ] as const)('says in %s what arrived of a reply that an operator ended', (language, givenUp, discarded) => {
    const parts = [part(1, 'text', 'accepted'), part(2, 'note', 'accepted'), part(3, 'text', 'waiting')];
    expect(givenUpReport(language, parts).reason).toBe(givenUp);
    expect(discardedReport(language, parts).reason).toContain(discarded);
    const nothing = [part(1, 'text', 'waiting')];
    expect(discardedReport(language, nothing).reason).toBe(discardedReport(language, []).reason);
    expect(discardedReport(language, nothing).reason).not.toContain(discarded);
  });

  it('warns of sending again what may have arrived, in each language', () => {
    const reasons = (['en', 'nl', 'zh'] as const).map((language) => mayHaveArrivedReport(language).reason);
    expect(new Set(reasons).size).toBe(3);
    expect(reasons[0]).toMatch(/may have arrived.*before asking/u);
  });
});
