import type { Language } from '#shared/contract/console-contract.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { Receipt } from '#shared/domain/reconnect.ts';
import { receiptWords, type ReceiptWords } from './receipt-words.ts';

/** A receipt as plain text, to be read, mailed or kept. `timeZone`: the computer's own when left out. */
export function receiptText(receipt: Receipt, language: Language, timeZone?: string): string {
  const words = receiptWords[language];
  const moment = momentIn(words.locale, timeZone);
  const reason = (code: ErrorCode | null, value: string | null = null): string =>
    code === null ? '' : sentenceFor(language, code, value).title;
  const blocks = [
    [words.title, '='.repeat(24), ...head(receipt, words, moment, reason(receipt.code))],
    [
      words.steps,
      ...receipt.rungs.map(({ name, state, code }) => line(words.rungs[name], words.rungStates[state], reason(code))),
    ],
    [
      words.checks,
      ...receipt.probes.map(({ name, outcome, code, value }) =>
        line(words.probes[name], words.probeOutcomes[outcome], reason(code, value)),
      ),
    ],
    [words.proofs, ...proofs(receipt, words, moment)],
    [words.catchUp, ...catchUp(receipt, words)],
    [words.gaps, ...gaps(receipt, words, moment)],
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

type Moment = (at: number) => string;

function head(receipt: Receipt, words: ReceiptWords, moment: Moment, cause: string): string[] {
  const { channelName, channelId, by, startedAt, endedAt, outcome, failingSince, incidentId } = receipt;
  return [
    `${words.channel}: ${channelName} (${channelId})`,
    `${words.by}: ${by}`,
    `${words.begun}: ${moment(startedAt)}`,
    `${words.ended}: ${moment(endedAt)}`,
    `${words.outcome}: ${words.outcomes[outcome]}`,
    ...(cause === '' ? [] : [`${words.cause}: ${cause}`]),
    ...(failingSince === null ? [] : [`${words.failingSince}: ${moment(failingSince)}`]),
    ...(incidentId === null ? [] : [`${words.incident}: ${incidentId}`]),
  ];
}

function proofs({ proofs: seen, endToEnd }: Receipt, words: ReceiptWords, moment: Moment): string[] {
  const legs = seen.map(({ leg, strength, at }) =>
    line(words.legs[leg], strength === null ? words.noProof : words.strengths[strength], at === null ? '' : moment(at)),
  );
  if (endToEnd === null) return legs;
  const { label, answeredAt } = endToEnd;
  return [...legs, line(words.endToEnd, (answeredAt === null ? words.endToEndNot : words.endToEndDone)(label), '')];
}

function catchUp({ catchUp: counts }: Receipt, words: ReceiptWords): string[] {
  const keys = ['total', 'delivered', 'expired', 'failed', 'unconfirmed', 'waiting'] as const;
  const number = new Intl.NumberFormat(words.locale);
  return keys.map((key) => line(words.counts[key], number.format(counts[key]), ''));
}

function gaps({ gaps: known }: Receipt, words: ReceiptWords, moment: Moment): string[] {
  if (known.length === 0) return [`- ${words.noGaps}`];
  const lines = known.map(({ from, until, cause }) => {
    return `- ${words.gap(moment(from), moment(until), words.gapCauses[cause])}`;
  });
  return [...lines, words.mayBeLost];
}

function line(name: string, what: string, more: string): string {
  return `- ${name}: ${what}${more === '' ? '' : ` (${more})`}`;
}

function momentIn(locale: string, timeZone: string | undefined): Moment {
  const format = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return (at) => format.format(at);
}
