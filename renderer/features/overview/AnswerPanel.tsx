import type { Overview } from '#shared/domain/overview.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './AnswerPanel.module.css';

interface AnswerPanelProps {
  readonly overview: Overview;
  readonly className: string | undefined;
}

/** How fast pushes are answered, and what was recognised or refused on the way in. */
export function AnswerPanel({ overview, className }: AnswerPanelProps) {
  const { t, format } = useTexts();
  const { acknowledgement, duplicatesDropped, refusedRequests } = overview;
  return (
    <Panel title={t('overview.answer')} className={className}>
      <dl className={styles.figures}>
        <div>
          <dt>{t('overview.answerMedian')}</dt>
          <dd>{acknowledgement === null ? '–' : format.duration(acknowledgement.p50Ms)}</dd>
        </div>
        <div>
          <dt>{t('overview.answerP99')}</dt>
          <dd>{acknowledgement === null ? '–' : format.duration(acknowledgement.p99Ms)}</dd>
        </div>
        <div>
          <dt>{t('overview.duplicates')}</dt>
          <dd>{format.number(duplicatesDropped)}</dd>
        </div>
        <div>
          <dt>{t('overview.refused')}</dt>
          <dd>{format.number(refusedRequests)}</dd>
        </div>
      </dl>
      <p className={styles.note}>{acknowledgement === null ? t('overview.answerNone') : t('overview.answerLimit')}</p>
    </Panel>
  );
}
