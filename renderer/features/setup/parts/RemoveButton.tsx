import { useState } from 'react';
import type { SetupKind } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './parts.module.css';

interface RemoveButtonProps {
  readonly kind: Extract<SetupKind, 'role' | 'user' | 'queue' | 'skill'>;
  readonly id: string;
  /** Name of what is taken out; part of the button's accessible name. */
  readonly name: string;
  /** What that means, asked before it is done. */
  readonly question: string;
  readonly onRemoved?: () => void;
}

/** Takes an entry out of the plan, asked once more in its place. Nothing is changed in CXone by it. */
export function RemoveButton({ kind, id, name, question, onRemoved }: RemoveButtonProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const [asks, setAsks] = useState(false);
  const remove = useAction(async () => {
    const view = await client.invoke('setup.forget', { kind, id });
    draftKeeperOf(client).drop(`${kind}/${id}`);
    told(view);
    onRemoved?.();
  });
  const labelled = (label: string): string => t('app.labelled', { label, value: name });
  if (!asks) {
    return (
      <Button size="small" look="quiet" aria-label={labelled(t('setupCheck.remove'))} onClick={() => setAsks(true)}>
        {t('setupCheck.remove')}
      </Button>
    );
  }
  return (
    <span className={styles.ask} role="group" aria-label={question}>
      <span>{question}</span>
      <Button
        size="small"
        autoFocus
        busy={remove.state.kind === 'running'}
        aria-label={labelled(t('setupCheck.removeConfirm'))}
        onClick={() => remove.start()}
      >
        {t('setupCheck.removeConfirm')}
      </Button>
      <Button size="small" look="quiet" onClick={() => setAsks(false)}>
        {t('setupCheck.removeCancel')}
      </Button>
      {remove.state.kind === 'failed' && <ErrorNote error={remove.state.error} />}
    </span>
  );
}
