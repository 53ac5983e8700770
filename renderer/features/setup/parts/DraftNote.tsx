import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import type { SetupDraft } from '../use-draft.ts';
import styles from './Form.module.css';

/** Whether what is on screen is kept; when it is not, why, and the way to try again. */
export function DraftNote({ draft }: { readonly draft: Pick<SetupDraft<unknown>, 'state' | 'error' | 'flush'> }) {
  const { t } = useTexts();
  return (
    <div className={styles.draft}>
      <p role="status" data-state={draft.state}>
        {draft.state === 'saved' && <Sign name="check" />}
        {t(`setup.draft.${draft.state}`)}
      </p>
      {draft.state === 'failed' && draft.error !== null && (
        <>
          <ErrorNote error={draft.error} />
          <Button size="small" onClick={() => void draft.flush()}>
            {t('setup.draft.again')}
          </Button>
        </>
      )}
    </div>
  );
}
