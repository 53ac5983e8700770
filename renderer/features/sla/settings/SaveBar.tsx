import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './SaveBar.module.css';

interface SaveBarProps {
  readonly dirty: boolean;
  readonly problems: number;
  /** Somebody else saved meanwhile, and it is not decided whose settings to keep. */
  readonly conflict: boolean;
  /** Saved, and nothing typed since. */
  readonly saved: boolean;
  readonly onShowProblem: () => void;
  readonly onUndo: () => void;
  readonly onPreview: () => void;
}

/** Whether what was typed is saved, what is in the way, and the way on. Stays in sight while something is typed. */
export function SaveBar({ dirty, problems, conflict, saved, onShowProblem, onUndo, onPreview }: SaveBarProps) {
  const { t } = useTexts();
  if (!dirty) {
    return (
      <p role="status" className={styles.saved}>
        {saved ? t('slaSettings.saved') : ''}
      </p>
    );
  }
  return (
    <div className={styles.bar} role="group" aria-label={t('slaSettings.unsaved')} data-print="off">
      <strong>{t('slaSettings.unsaved')}</strong>
      <span role="status" className={styles.wrong}>
        {problems > 0 ? t('slaSettings.problems', { count: problems }) : ''}
      </span>
      {problems > 0 && (
        <Button size="small" onClick={onShowProblem}>
          {t('slaSettings.showProblem')}
        </Button>
      )}
      {conflict && <span className={styles.wrong}>{t('slaSettings.conflictFirst')}</span>}
      <span className={styles.acts}>
        <Button look="quiet" onClick={onUndo}>
          {t('slaSettings.undo')}
        </Button>
        <Button look="primary" disabled={problems > 0 || conflict} onClick={onPreview}>
          {t('slaSettings.preview')}
        </Button>
      </span>
    </div>
  );
}
