import type { MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { StatusReportDraft } from '../ports/relay-store.ts';

export type AgentLanguage = 'en' | 'nl' | 'zh';

interface AgentWords {
  readonly mayHaveArrived: string;
  readonly givenUp: string;
  readonly discarded: string;
  /** Some WeChat messages of the reply arrived and some did not. */
  readonly partly: (arrived: number, of: number) => string;
  readonly notDelivered: string;
}

const words: Readonly<Record<AgentLanguage, AgentWords>> = {
  en: {
    mayHaveArrived: 'WeChat did not answer: the message may have arrived. Do not resend before asking the customer.',
    givenUp: 'Not delivered: an operator gave this message up.',
    discarded: 'Not sent: an operator discarded this message.',
    partly: (arrived, of) => `Delivered in part (${arrived} of ${of}). Not delivered:`,
    notDelivered: 'Not delivered:',
  },
  nl: {
    mayHaveArrived:
      'WeChat antwoordde niet: het bericht is misschien aangekomen. Vraag het de klant vóór u het opnieuw stuurt.',
    givenUp: 'Niet afgeleverd: een operator heeft dit bericht opgegeven.',
    discarded: 'Niet verstuurd: een operator heeft dit bericht verworpen.',
    partly: (arrived, of) => `Deels afgeleverd (${arrived} van ${of}). Niet afgeleverd:`,
    notDelivered: 'Niet afgeleverd:',
  },
  zh: {
    mayHaveArrived: '微信没有应答：消息可能已经送达。请先询问客户，不要直接重发。',
    givenUp: '未送达：操作员已放弃这条消息。',
    discarded: '未发送：操作员已丢弃这条消息。',
    partly: (arrived, of) => `部分送达（${arrived}/${of}）。未送达：`,
    notDelivered: '未送达：',
  },
};

export const deliveredReport: StatusReportDraft = { status: 'delivered', reason: null };

/** A reply whose outcome is not known, or one that was given up without knowing. */
export function mayHaveArrivedReport(language: AgentLanguage): StatusReportDraft {
  return { status: 'failed', reason: words[language].mayHaveArrived };
}

/** Said by an operator: it did not arrive and is not sent. */
export function givenUpReport(language: AgentLanguage): StatusReportDraft {
  return { status: 'failed', reason: words[language].givenUp };
}

/** Said by an operator: it shall not be sent (any more). */
export function discardedReport(language: AgentLanguage): StatusReportDraft {
  return { status: 'failed', reason: words[language].discarded };
}

/** A reply that did not arrive, or not whole: what happened, and the other side's own code. */
export function failedReport(
  language: AgentLanguage,
  failure: {
    readonly code: ErrorCode;
    readonly platformCode: string | null;
    /** What the failure names: a file, a template. */
    readonly value?: string | null;
    readonly parts?: readonly MessagePart[];
  },
): StatusReportDraft {
  const { partly, notDelivered } = words[language];
  const parts = failure.parts ?? [];
  // A part of kind 'note' tells the end user that something could not be delivered: it is not what the agent sent.
  const arrived = parts.filter((part) => part.state === 'accepted' && part.kind !== 'note').length;
  const of = Math.max(parts.length, ...parts.map((part) => part.of));
  const start = arrived === 0 ? notDelivered : partly(arrived, of);
  const named = failure.value === undefined || failure.value === null ? '' : ` ${failure.value}:`;
  const coded = failure.platformCode === null ? '' : ` (${failure.platformCode})`;
  const { title } = sentenceFor(language, failure.code, null);
  return { status: 'failed', reason: `${start}${named} ${title}${coded}` };
}
