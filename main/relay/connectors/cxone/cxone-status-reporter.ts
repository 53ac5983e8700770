import type { MessageId } from '#shared/domain/ids.ts';
import type { CxoneClient } from './cxone-client.ts';
import type { CxoneFailure } from './cxone-result.ts';

export interface CxoneStatusReport {
  readonly cxoneChannelId: string;
  /** The id CXone got from us when it handed the message over. */
  readonly messageId: MessageId;
  readonly status: 'delivered' | 'failed';
  /** When it came to that, epoch milliseconds. */
  readonly at: number;
  /** For 'failed': why, in words an agent understands. */
  readonly reason: string | null;
}

export type StatusReportResult =
  | { readonly ok: true }
  /** `final`: CXone will never take this report, so it is not worth another try. */
  | { readonly ok: false; readonly final: boolean; readonly failure: CxoneFailure };

/** CXone cuts nothing itself and publishes no limit; agents read one line. Characters. */
const longestReason = 500;

/** Tells CXone what became of an outbound message. Never rejects; a repeat says the same once more and does no harm. */
export async function reportStatus(
  client: Pick<CxoneClient, 'setMessageStatus'>,
  report: CxoneStatusReport,
  signal: AbortSignal,
): Promise<StatusReportResult> {
  const { cxoneChannelId, messageId, status, at } = report;
  const reason = report.reason === null ? null : Array.from(report.reason).slice(0, longestReason).join('');
  const result = await client.setMessageStatus(cxoneChannelId, messageId, { status, at, reason }, signal);
  if (result.ok) return { ok: true };
  const { failure } = result;
  return { ok: false, final: failure.code === 'CXONE_REQUEST_REFUSED', failure };
}
