import { useState } from 'react';
import { OpenId, type ChannelId } from '#shared/domain/ids.ts';
import type { ChannelSettings, TestFollower } from '#shared/domain/operations.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './SidePanels.module.css';

const mostFollowers = 20;

/** Personal data: only its end is shown, as in the message log. */
const masked = (openId: string): string => `…${openId.slice(-4)}`;

interface AddProps {
  readonly settings: ChannelSettings;
  readonly busy: boolean;
  readonly onAdd: (follower: TestFollower) => void;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function AddDialog({ settings, busy, onAdd, onClose, children }: AddProps) {
  const { t } = useTexts();
  const [label, setLabel] = useState('');
  const [openId, setOpenId] = useState('');
  const [pressed, setPressed] = useState(false);
  const parsed = OpenId.safeParse(openId.trim());
  const taken = parsed.success && settings.testFollowers.some((one) => one.openId === parsed.data);
  const labelProblem = label.trim() === '' ? t('followers.noLabel') : null;
  const openIdProblem = !parsed.success ? t('followers.openIdWrong') : taken ? t('followers.taken') : null;
  const add = (): void => {
    setPressed(true);
    if (labelProblem === null && openIdProblem === null && parsed.success) {
      onAdd({ label: label.trim(), openId: parsed.data });
    }
  };
  return (
    <Dialog open title={t('followers.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <TextField
          label={t('followers.label')}
          value={label}
          onChange={setLabel}
          maxLength={100}
          problem={pressed ? labelProblem : null}
        />
        <TextField
          label={t('followers.openId')}
          value={openId}
          onChange={setOpenId}
          maxLength={80}
          help={t('followers.openIdHelp')}
          problem={pressed ? openIdProblem : null}
        />
        {children}
        <DialogAnswers>
          <Button onClick={onClose}>{t('control.cancel')}</Button>
          <Button look="primary" busy={busy} onClick={add}>
            {t('followers.save')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}

interface FollowersPanelProps {
  readonly channelId: ChannelId;
  readonly settings: ChannelSettings;
  readonly onChanged: () => void;
}

/** Colleagues who can be asked for a code word. */
export function FollowersPanel({ channelId, settings, onChanged }: FollowersPanelProps) {
  const { t } = useTexts();
  const client = useClient();
  const [adding, setAdding] = useState(false);
  const { testFollowers } = settings;
  const save = useAction(async (followers: readonly TestFollower[]) => {
    await client.invoke('channel.setSettings', {
      channelId,
      settings: { ...settings, testFollowers: [...followers] },
    });
    setAdding(false);
    onChanged();
  });
  const failed = save.state.kind === 'failed' ? <ErrorNote error={save.state.error} /> : null;
  const full = testFollowers.length >= mostFollowers;
  return (
    <Panel
      title={t('followers.heading')}
      note={
        full ? undefined : (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('followers.add')}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        <p className={styles.small}>{t('followers.why')}</p>
        {testFollowers.length === 0 ? (
          <p className={styles.dim}>{t('followers.none')}</p>
        ) : (
          <ul className={styles.list}>
            {testFollowers.map((follower) => (
              <li key={follower.openId} className={styles.between}>
                <div className={styles.names}>
                  <SafeText text={follower.label} />
                  <span className={styles.mono}>{masked(follower.openId)}</span>
                </div>
                <Button
                  size="small"
                  busy={save.state.kind === 'running'}
                  aria-label={t('followers.remove', { name: follower.label })}
                  onClick={() => save.start(testFollowers.filter((one) => one !== follower))}
                >
                  {t('followers.removeShort')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {full && <p className={styles.small}>{t('followers.full')}</p>}
        {!adding && failed}
      </div>
      {adding && (
        <AddDialog
          settings={settings}
          busy={save.state.kind === 'running'}
          onAdd={(follower) => save.start([...testFollowers, follower])}
          onClose={() => setAdding(false)}
        >
          {failed}
        </AddDialog>
      )}
    </Panel>
  );
}
