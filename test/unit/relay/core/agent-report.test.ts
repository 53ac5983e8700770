import { describe, expect, it } from 'vitest';
import { failedReport, mayHaveArrivedReport } from '#relay/core/agent-report.ts';
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

  it('warns of sending again what may have arrived, in each language', () => {
    const reasons = (['en', 'nl', 'zh'] as const).map((language) => mayHaveArrivedReport(language).reason);
    expect(new Set(reasons).size).toBe(3);
    expect(reasons[0]).toMatch(/may have arrived.*before asking/u);
  });
});
