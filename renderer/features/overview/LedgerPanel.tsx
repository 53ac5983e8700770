import type { Overview } from '#shared/domain/overview.ts';
import type { MessageState } from '#shared/domain/message.ts';
import { trafficHref } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import { ledgerDifference } from './ledger.ts';
import { LedgerCheck } from './LedgerCheck.tsx';
import styles from './LedgerPanel.module.css';

const lines: readonly { readonly state: MessageState; readonly tone: 'plain' | 'warn' | 'bad' }[] = [
  { state: 'delivered', tone: 'plain' },
  { state: 'pending', tone: 'plain' },
  { state: 'unconfirmed', tone: 'warn' },
  { state: 'dead_letter', tone: 'bad' },
  { state: 'expired', tone: 'bad' },
  { state: 'quarantined', tone: 'bad' },
  { state: 'discarded', tone: 'plain' },
];

interface LedgerPanelProps {
  readonly overview: Overview;
  readonly className: string | undefined;
}

/** Every message ever received is in exactly one line, and the lines visibly add up. */
export function LedgerPanel({ overview, className }: LedgerPanelProps) {
  const { t, format } = useTexts();
  const { counts } = overview;
  const difference = ledgerDifference(counts);
  return (
    <Panel title={t('overview.ledger')} className={className}>
      <table className={styles.ledger}>
        <tbody>
          {lines.map(({ state, tone }) => (
            <tr key={state}>
              <th scope="row">{t(`messageState.${state}`)}</th>
              <td>
                <NumberLink
                  value={counts[state]}
                  tone={tone}
                  href={trafficHref({ states: [state] })}
                  name={t('app.labelled', { label: t(`messageState.${state}`), value: format.number(counts[state]) })}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('overview.ledgerTotal')}</th>
            <td>
              <NumberLink
                value={counts.accepted}
                href={trafficHref({})}
                name={t('app.labelled', { label: t('overview.ledgerTotal'), value: format.number(counts.accepted) })}
              />
            </td>
          </tr>
        </tfoot>
      </table>
      {overview.missingRecords > 0 && (
        <p className={styles.missing}>
          <span>{t('overview.ledgerMissing')}</span>
          <span>{format.number(overview.missingRecords)}</span>
        </p>
      )}
      <p className={styles.verdict} data-tone={difference === 0 ? 'ok' : 'bad'}>
        <Sign name={difference === 0 ? 'check' : 'cross'} />
        {difference === 0
          ? t('overview.ledgerAgrees')
          : t('overview.ledgerDiffers', { number: format.number(Math.abs(difference)) })}
      </p>
      <LedgerCheck />
    </Panel>
  );
}
