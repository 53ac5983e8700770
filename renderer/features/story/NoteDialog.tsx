import { useState } from 'react';
import type { Language } from '#shared/contract/console-contract.ts';
import type { CustomerName } from '#shared/domain/message-search.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { searchZone } from '#renderer/lib/message-search-time.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { LongText } from './LongText.tsx';
import { noteForAgent } from './note-agent.ts';
import { noteForSupport } from './note-support.ts';
import styles from './NoteDialog.module.css';

type Reader = 'agent' | 'support';

interface NoteDialogProps {
  readonly story: MessageStory;
  readonly name: CustomerName | null;
  /** Masked. */
  readonly exchanges: readonly Exchange[];
  readonly onClose: () => void;
}

/** What became of a message, in a language of choice, for one of two readers: to look at and to copy. */
export function NoteDialog({ story, name, exchanges, onClose }: NoteDialogProps) {
  const { t, language: own } = useTexts();
  const client = useClient();
  const app = useConsole((state) => state.appInfo);
  const channelName = useConsole((state) => state.channels[story.row.channelId]?.name ?? story.row.channelId);
  const [reader, setReader] = useState<Reader>('agent');
  const [language, setLanguage] = useState<Language>(own);
  const source = { story, name, channelName, exchanges, app, timeZone: searchZone() };
  const text = reader === 'agent' ? noteForAgent(source, language) : noteForSupport(source, language);
  const [copied, setCopied] = useState<string | null>(null);
  const copy = useAction(async () => {
    await client.invoke('app.copyText', { text });
    setCopied(text);
  });
  return (
    <Dialog open wide title={t('storyNote.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <div className={styles.choices}>
          <Segmented<Reader>
            label={t('storyNote.reader')}
            value={reader}
            options={[
              { value: 'agent', label: t('storyNote.forAgent') },
              { value: 'support', label: t('storyNote.forSupport') },
            ]}
            onChange={setReader}
          />
          <Segmented<Language>
            label={t('language.label')}
            value={language}
            options={(['en', 'nl', 'zh'] as const).map((value) => ({
              value,
              label: t(`language.${value}`),
              lang: value,
            }))}
            onChange={setLanguage}
          />
        </div>
        <p className={styles.help}>{reader === 'agent' ? t('storyNote.agentHelp') : t('storyNote.supportHelp')}</p>
        <div lang={language}>
          <LongText text={text} mono={reader === 'support'} label={t('storyNote.title')} />
        </div>
        {copy.state.kind === 'failed' && <ErrorNote error={copy.state.error} />}
        <DialogAnswers>
          <span role="status">{copied === text ? t('action.copied') : ''}</span>
          <Button look="primary" busy={copy.state.kind === 'running'} onClick={() => copy.start()}>
            {t('storyNote.copy')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
