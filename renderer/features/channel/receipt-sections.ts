import type { Receipt } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { repeatsReason, rungStateText } from '#renderer/lib/describe/describe-reconnect.ts';
import { strengthText } from '#renderer/lib/describe/describe-proof.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import { periodWords } from '#renderer/lib/period-words.ts';

export interface ReceiptSection {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  /** A sentence under the lines. */
  readonly note: string | null;
}

type Words = Pick<Texts, 't' | 'format' | 'language'>;

function general({ t, format, language }: Words, receipt: Receipt): ReceiptSection {
  const reason = receipt.code === null ? null : sentenceFor(language, receipt.code, null).title;
  return {
    title: t('receipt.general'),
    note: receipt.outcome === 'paused' ? t('receipt.pausedNote') : null,
    lines: [
      { label: t('receipt.channel'), value: receipt.channelName },
      { label: t('receipt.by'), value: receipt.by },
      { label: t('receipt.began'), value: format.full(receipt.startedAt) },
      { label: t('receipt.ended'), value: format.full(receipt.endedAt) },
      { label: t('receipt.took'), value: format.duration(receipt.endedAt - receipt.startedAt) },
      {
        label: t('receipt.reason'),
        value: reason === null ? t('receipt.nothingWrong') : `${reason} (${receipt.code ?? ''})`,
      },
      ...(receipt.failingSince === null
        ? []
        : [{ label: t('receipt.failingSince'), value: format.full(receipt.failingSince) }]),
      { label: t('receipt.number'), value: receipt.id },
    ],
  };
}

function testWords(t: Texts['t'], test: NonNullable<Receipt['endToEnd']>): string {
  if (test.answeredAt !== null) return t('receipt.testProven');
  return test.seenAt === null ? t('receipt.testNot') : t('receipt.testSeen');
}

/** What a receipt says, part by part: the same for the screen, for print and for the copied text. */
export function receiptSections(words: Words, receipt: Receipt): readonly ReceiptSection[] {
  const { t, format, language } = words;
  const { catchUp, endToEnd, gaps, outcome } = receipt;
  const rungsEnd = outcome === 'connected' || outcome === 'paused' ? 'helped' : 'given_up';
  return [
    general(words, receipt),
    {
      title: t('receipt.messages'),
      note: null,
      lines: [
        { label: t('receipt.total'), value: format.number(catchUp.total) },
        { label: t('receipt.recovered'), value: format.number(catchUp.delivered) },
        { label: t('reconnect.catchUp.expired'), value: format.number(catchUp.expired) },
        { label: t('reconnect.catchUp.failed'), value: format.number(catchUp.failed) },
        { label: t('reconnect.catchUp.unconfirmed'), value: format.number(catchUp.unconfirmed) },
        { label: t('reconnect.catchUp.waiting'), value: format.number(catchUp.waiting) },
      ],
    },
    {
      title: t('receipt.gaps'),
      note: gaps.length === 0 ? t('receipt.noGaps') : t('receipt.gapsNote'),
      lines: gaps.map((gap) => {
        const period = periodWords(format, gap.from, gap.until, receipt.endedAt);
        return { label: t(`gap.${gap.cause}`), value: `${period.from} – ${period.until}` };
      }),
    },
    {
      title: t('receipt.proofs'),
      note: null,
      lines: [
        ...receipt.proofs.map(({ leg, strength, at }) => ({
          label: t(`leg.${leg}`),
          value: `${t(strengthText(leg, strength))}${at === null ? '' : `, ${format.timeOfDay(at)}`}`,
        })),
        ...(endToEnd === null
          ? []
          : [
              {
                label: t('receipt.testWord', { word: endToEnd.word, name: endToEnd.label }),
                value: testWords(t, endToEnd),
              },
            ]),
      ],
    },
    {
      title: t('receipt.rungs'),
      note: null,
      lines: receipt.rungs.map((rung) => ({
        label: t(`reconnect.rung.${rung.name}`),
        value: `${t(`reconnect.rungState.${rungStateText(rung, rungsEnd)}`)}${rung.code === null || repeatsReason(rung, receipt.rungs) ? '' : `: ${sentenceFor(language, rung.code, null).title}`}`,
      })),
    },
    {
      title: t('receipt.checks'),
      note: null,
      lines: receipt.probes.map((probe) => ({
        label: t(`probe.name.${probe.name}`),
        value: `${t(`probe.outcome.${probe.outcome}`)}${probe.code === null ? '' : `: ${sentenceFor(language, probe.code, null).title}`}`,
      })),
    },
  ];
}

/** The receipt as plain text, for an e-mail or a ticket. */
export function receiptText(words: Words, receipt: Receipt): string {
  const { t } = words;
  const head = `${t('receipt.title')}: ${t(`receipt.outcome.${receipt.outcome}`)}`;
  const parts = receiptSections(words, receipt).map(({ title, lines, note }) =>
    [title, ...lines.map(({ label, value }) => `  ${label}: ${value}`), ...(note === null ? [] : [`  ${note}`])].join(
      '\n',
    ),
  );
  return [head, ...parts].join('\n\n');
}
