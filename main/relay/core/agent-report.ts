import type { MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { StatusReportDraft } from '../ports/relay-store.ts';

export type AgentLanguage = 'en' | 'nl' | 'zh';

interface AgentWords {
  readonly mayHaveArrived: string;
  readonly givenUp: string;
  readonly discarded: string;
  /** Some WeChat messages of the reply arrived; `rest` says what became of the others. */
  readonly partly: (arrived: number, of: number, rest: string) => string;
  readonly restGivenUp: string;
  readonly restDiscarded: string;
  readonly notDelivered: string;
  /** In place of `notDelivered` when an earlier try was not answered. */
  readonly lastTryFailed: string;
}

const words: Readonly<Record<AgentLanguage, AgentWords>> = {
  en: {
    mayHaveArrived: 'WeChat did not answer: the message may have arrived. Do not resend before asking the customer.',
    givenUp: 'Not delivered: an operator gave this message up.',
    discarded: 'Not sent: an operator discarded this message.',
    partly: (arrived, of, rest) => `Delivered in part (${arrived} of ${of}). ${rest}`,
    restGivenUp: 'An operator gave the rest up.',
    restDiscarded: 'An operator discarded the rest.',
    notDelivered: 'Not delivered:',
    lastTryFailed:
      'WeChat did not answer an earlier try: the message may have arrived. Do not resend before asking the customer. The last try failed:',
  },
  nl: {
    mayHaveArrived:
      'WeChat antwoordde niet: het bericht is misschien aangekomen. Vraag het de klant vóór u het opnieuw stuurt.',
    givenUp: 'Niet afgeleverd: een operator heeft dit bericht opgegeven.',
    discarded: 'Niet verstuurd: een operator heeft dit bericht verworpen.',
    partly: (arrived, of, rest) => `Deels afgeleverd (${arrived} van ${of}). ${rest}`,
    restGivenUp: 'Een operator heeft de rest opgegeven.',
    restDiscarded: 'Een operator heeft de rest verworpen.',
    notDelivered: 'Niet afgeleverd:',
    lastTryFailed:
      'WeChat antwoordde niet op een eerdere poging: het bericht is misschien aangekomen. Vraag het de klant vóór u het opnieuw stuurt. De laatste poging mislukte:',
  },
  zh: {
    mayHaveArrived: '微信没有应答：消息可能已经送达。请先询问客户，不要直接重发。',
    givenUp: '未送达：操作员已放弃这条消息。',
    discarded: '未发送：操作员已丢弃这条消息。',
    partly: (arrived, of, rest) => `部分送达（${arrived}/${of}）。${rest}`,
    restGivenUp: '操作员已放弃其余部分。',
    restDiscarded: '操作员已丢弃其余部分。',
    notDelivered: '未送达：',
    lastTryFailed: '微信没有应答之前的一次发送：消息可能已经送达。请先询问客户，不要直接重发。最后一次发送失败：',
  },
};

export const deliveredReport: StatusReportDraft = { status: 'delivered', reason: null };

/** A reply whose outcome is not known, or one that was given up without knowing. */
export function mayHaveArrivedReport(language: AgentLanguage): StatusReportDraft {
  return { status: 'failed', reason: words[language].mayHaveArrived };
}

/** Said by an operator: it, or what is not accepted of its parts, did not arrive and is not sent. */
export function givenUpReport(language: AgentLanguage, parts: readonly MessagePart[]): StatusReportDraft {
  const { givenUp, restGivenUp } = words[language];
  return { status: 'failed', reason: afterParts(language, parts, restGivenUp) ?? givenUp };
}

/** Said by an operator: it, or what is not accepted of its parts, shall not be sent (any more). */
export function discardedReport(language: AgentLanguage, parts: readonly MessagePart[]): StatusReportDraft {
  const { discarded, restDiscarded } = words[language];
  return { status: 'failed', reason: afterParts(language, parts, restDiscarded) ?? discarded };
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
    /** An earlier attempt was not answered, so that it may have arrived all the same. */
    readonly mayHaveArrived?: boolean;
  },
): StatusReportDraft {
  const { notDelivered, lastTryFailed } = words[language];
  const rest = failure.mayHaveArrived === true ? lastTryFailed : notDelivered;
  const start = afterParts(language, failure.parts ?? [], rest) ?? rest;
  const named = failure.value === undefined || failure.value === null ? '' : ` ${failure.value}:`;
  const coded = failure.platformCode === null ? '' : ` (${failure.platformCode})`;
  const { title } = sentenceFor(language, failure.code, null);
  return { status: 'failed', reason: `${start}${named} ${title}${coded}` };
}

/** That some parts arrived, and then what became of the rest. Null when none of them did. */
function afterParts(language: AgentLanguage, parts: readonly MessagePart[], rest: string): string | null {
  // A part of kind 'note' tells the end user that something could not be delivered: it is not what the agent sent.
  const arrived = parts.filter((part) => part.state === 'accepted' && part.kind !== 'note').length;
  const of = Math.max(parts.length, ...parts.map((part) => part.of));
  return arrived === 0 ? null : words[language].partly(arrived, of, rest);
}
