import { memo } from 'react';
import type { SlaMove, SlaPreview } from '#shared/domain/sla.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './PreviewResult.module.css';

const counts = [
  ['sooner', 'sooner'],
  ['later', 'later_count'],
  ['wouldBreach', 'wouldBreach'],
  ['appearOrEnd', 'appearOrEnd'],
] as const;

interface PreviewResultProps {
  readonly preview: SlaPreview;
  /** When it was opened, epoch ms: times of today are written without their day. */
  readonly now: number;
}

/** Which open clocks a change would move: in numbers, then one by one. */
export const PreviewResult = memo(function PreviewResult({ preview, now }: PreviewResultProps) {
  const { t, format } = useTexts();
  // What would be missed at once is among the others. A clock whose state alone changes is in the list only.
  const total = Math.max(preview.moves.length, preview.sooner + preview.later + preview.appearOrEnd);
  const side = (one: SlaMove['before'], metric: SlaMove['metric']): string => {
    if (one === null) return t('slaSettings.save.notTimed');
    if (one.state === 'breached' && metric !== 'customer_idle') return t('slaSettings.save.missed');
    return one.deadlineAt === null ? t('slaSettings.save.stands') : format.moment(one.deadlineAt, now);
  };
  return (
    <div className={styles.result}>
      <dl className={styles.counts}>
        <div>
          <dt>{t('slaSettings.save.open', { count: preview.openClocks })}</dt>
        </div>
        {counts.map(([key, word]) => (
          <div key={key} data-tone={key === 'wouldBreach' && preview.wouldBreach > 0 ? 'bad' : undefined}>
            <dt>{t(`slaSettings.save.${word}`)}</dt>
            <dd>{format.number(preview[key])}</dd>
          </div>
        ))}
      </dl>
      {total === 0 ? (
        <p>{t('slaSettings.save.none')}</p>
      ) : (
        <>
          <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('slaSettings.save.movesTitle')}>
            <table className={styles.moves}>
              <caption className="visually-hidden">{t('slaSettings.save.movesTitle')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('slaSettings.save.customer')}</th>
                  <th scope="col">{t('slaSettings.save.channel')}</th>
                  <th scope="col">{t('slaSettings.save.clock')}</th>
                  <th scope="col">{t('slaSettings.save.before')}</th>
                  <th scope="col">{t('slaSettings.save.after')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.moves.map((move) => (
                  <tr key={`${move.id} ${move.metric}`}>
                    <th scope="row">
                      <SafeText text={move.endUser ?? move.caseId ?? t('sla.unknownCustomer')} maxLength={60} />
                    </th>
                    <td className={styles.channel}>
                      <SafeText text={move.channelName} maxLength={80} />
                    </td>
                    <td>{t(`sla.metric.${move.metric}`)}</td>
                    <td>{side(move.before, move.metric)}</td>
                    <td
                      data-tone={
                        move.after?.state === 'breached' && move.metric !== 'customer_idle' ? 'bad' : undefined
                      }
                    >
                      {side(move.after, move.metric)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {preview.moves.length < total && (
            <p className={styles.note}>
              {t('slaSettings.save.cut', {
                shown: format.number(preview.moves.length),
                total: format.number(total),
              })}
            </p>
          )}
        </>
      )}
      <p className={styles.note}>{t('slaSettings.save.withdrawn')}</p>
    </div>
  );
});
