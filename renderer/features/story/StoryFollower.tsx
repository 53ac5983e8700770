import { useState } from 'react';
import type { MessageStory } from '#shared/domain/message.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './StoryFollower.module.css';

/** A colleague who wrote to the account is registered from that message: nobody has to copy an openid. */
export function StoryFollower({ story }: { readonly story: MessageStory }) {
  const { t } = useTexts();
  const client = useClient();
  const { row } = story;
  const [asking, setAsking] = useState(false);
  const [label, setLabel] = useState('');
  const [pressed, setPressed] = useState(false);
  const [registered, setRegistered] = useState<string | null>(null);
  const add = useAction(async () => {
    const name = label.trim();
    await client.invoke('channel.addFollower', { messageId: row.id, label: name });
    setRegistered(name);
    setAsking(false);
  });
  if (row.direction !== 'inbound' || row.endUser === null) return null;
  if (registered !== null) {
    return (
      <p role="status" className={styles.line}>
        {t('follower.registered', { name: isolated(registered) })}{' '}
        <a href={hrefOf({ page: 'channel', channelId: row.channelId })}>{t('follower.channel')}</a>
      </p>
    );
  }
  const missing = label.trim() === '';
  return (
    <div className={styles.line}>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('follower.register')}
      </Button>
      {asking && (
        <Dialog open title={t('follower.title')} closeLabel={t('action.close')} onClose={() => setAsking(false)}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setPressed(true);
              if (!missing) add.start();
            }}
          >
            <DialogBody>
              <p>{t('follower.help', { customer: row.endUser })}</p>
              <TextField
                label={t('followers.label')}
                value={label}
                onChange={setLabel}
                maxLength={100}
                problem={pressed && missing ? t('followers.noLabel') : null}
                autoFocus
              />
              {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
              <DialogAnswers>
                <Button onClick={() => setAsking(false)}>{t('control.cancel')}</Button>
                <Button look="primary" submit busy={add.state.kind === 'running'}>
                  {t('follower.save')}
                </Button>
              </DialogAnswers>
            </DialogBody>
          </form>
        </Dialog>
      )}
    </div>
  );
}
