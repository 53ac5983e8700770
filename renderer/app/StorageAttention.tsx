import type { ReactNode } from 'react';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Attention } from './Attention.tsx';

/** Nothing can be stored, so nothing is accepted: the one fault that stops every channel. */
export function StorageAttention({ code, more }: { readonly code: ErrorCode; readonly more: ReactNode }) {
  const { t, language } = useTexts();
  const client = useClient();
  const open = useAction(() => client.invoke('settings.openFolder', null));
  const sentence = sentenceFor(language, code, null);
  return (
    <Attention
      tone="bad"
      title={t('attention.nothingStored')}
      facts={[sentence.title]}
      action={
        <Button busy={open.state.kind === 'running'} onClick={() => open.start()}>
          {t('action.openDataFolder')}
        </Button>
      }
    >
      <p>{sentence.help}</p>
      {more !== null && <p>{more}</p>}
      {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
    </Attention>
  );
}
