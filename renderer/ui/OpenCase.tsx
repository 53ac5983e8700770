import { useClient } from '../lib/client-context.tsx';
import { useAction } from '../lib/use-action.ts';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import styles from './OpenCase.module.css';

interface OpenCaseProps {
  /** Our own id of the case. */
  readonly slaCaseId: string;
  /** CXone's number of it, to tell one button from another. */
  readonly caseId: string;
}

/** To a case in CXone, in the browser. For where CXone named its page. */
export function OpenCase({ slaCaseId, caseId }: OpenCaseProps) {
  const { t } = useTexts();
  const client = useClient();
  const open = useAction(() => client.invoke('sla.openCase', { id: slaCaseId }));
  return (
    <span className={styles.open}>
      <Button
        size="small"
        busy={open.state.kind === 'running'}
        aria-label={t('customerPage.openCase', { id: caseId })}
        onClick={() => open.start()}
      >
        {t('slaCase.openInCxone')}
      </Button>
      {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
    </span>
  );
}
