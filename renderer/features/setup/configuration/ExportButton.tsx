import { useState } from 'react';
import type { ConfigurationSaved } from '#shared/domain/setup/config-file.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import form from '../parts/Form.module.css';
import { LeftOutList } from './LeftOutList.tsx';

interface ExportButtonProps {
  readonly label: string;
  readonly size?: 'normal' | 'small';
}

/** Saves everything but secrets to a file, and says where it is. */
export function ExportButton({ label, size = 'normal' }: ExportButtonProps) {
  const { t } = useTexts();
  const client = useClient();
  const [saved, setSaved] = useState<ConfigurationSaved | null>(null);
  const save = useAction(async () => {
    setSaved(null);
    // What was typed a moment ago belongs into the file.
    if (!(await draftKeeperOf(client).flush())) return;
    setSaved(await client.invoke('setup.exportConfiguration', null));
  });
  const path = saved?.path ?? null;
  return (
    <>
      <Button size={size} busy={save.state.kind === 'running'} onClick={() => save.start()}>
        {label}
      </Button>
      <span role="status" className={form.note}>
        {path !== null && (
          <>
            {t('setup.configuration.savedTo')} <SafeText text={path} />
          </>
        )}
      </span>
      {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
      {saved !== null && path !== null && <LeftOutList title={t('setup.configuration.leftTitle')} left={saved.left} />}
    </>
  );
}
