import type { ReactNode } from 'react';
import type { SlaCaseStory } from '#shared/domain/sla.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './CaseActions.module.css';

interface CaseActionsProps {
  readonly story: SlaCaseStory;
  readonly onChanged: () => void;
  readonly children: ReactNode;
}

/** To the case in CXone, and the idle timer set back. */
export function CaseActions({ story, onChanged, children }: CaseActionsProps) {
  const { t } = useTexts();
  const client = useClient();
  const { row, link } = story;
  const { id, mayExtendIdle } = row;
  const open = useAction(() => client.invoke('sla.openCase', { id }));
  const extend = useAction(async () => {
    await client.invoke('sla.extendIdle', { id });
    onChanged();
  });
  const failed = [open.state, extend.state].find((state) => state.kind === 'failed');
  return (
    <div className={styles.actions}>
      <div className={styles.row}>
        {link !== null && (
          <Button look="primary" busy={open.state.kind === 'running'} onClick={() => open.start()}>
            {t('slaCase.openInCxone')}
          </Button>
        )}
        {mayExtendIdle && (
          <Button busy={extend.state.kind === 'running'} title={t('slaCase.extendHelp')} onClick={() => extend.start()}>
            {t('slaCase.extend')}
          </Button>
        )}
        {children}
        <span role="status" className={styles.note}>
          {extend.state.kind === 'done' ? t('slaCase.extended') : ''}
        </span>
      </div>
      {link === null && row.caseId !== null && <p className={styles.note}>{t('slaCase.noLink')}</p>}
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
    </div>
  );
}
