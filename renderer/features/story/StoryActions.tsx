import { useState } from 'react';
import type { MessageAction, MessageOutlook, MessageStory } from '#shared/domain/message.ts';
import { partsLeft } from '#shared/domain/message-parts.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { actionNeedsAnswer, offeredActions } from '#renderer/lib/describe/describe-actions.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { WindowNote } from './WindowNote.tsx';
import { useOutlook } from './use-outlook.ts';
import styles from './StoryActions.module.css';

interface QuestionProps {
  readonly action: MessageAction;
  readonly outlook: MessageOutlook;
  /** Parts that go out when it is noted that the others arrived. */
  readonly rest: number;
  readonly busy: boolean;
  readonly onAnswer: () => void;
  readonly onClose: () => void;
}

/** Names what will happen before it does. */
function Question({ action, outlook, rest, busy, onAnswer, onClose }: QuestionProps) {
  const { t, language } = useTexts();
  const sendsRest = action === 'confirm_arrived' && rest > 0;
  const twice = action === 'send_again' && outlook.mayArriveTwice;
  const hindrance = action === 'send_again' && outlook.code !== null ? sentenceFor(language, outlook.code, null) : null;
  return (
    <Dialog open title={t(`storyAction.${action}.title`)} closeLabel={t('action.close')} onClose={onClose}>
      <p>{sendsRest ? t('storyAction.confirm_arrived.rest', { count: rest }) : t(`storyAction.${action}.help`)}</p>
      {twice && <p className={styles.warning}>{t('storyAction.twice')}</p>}
      {hindrance !== null && (
        <p className={styles.warning}>
          {t('storyAction.hindered')} <strong>{hindrance.title}.</strong> {hindrance.help}
        </p>
      )}
      {action === 'send_again' && <WindowNote outlook={outlook} />}
      {sendsRest && <WindowNote outlook={needing(outlook, rest)} />}
      <div className={styles.answer}>
        <Button look="primary" onClick={onClose}>
          {t('storyAction.cancel')}
        </Button>
        <Button busy={busy} onClick={onAnswer}>
          {twice
            ? t('storyAction.sendTwice')
            : sendsRest
              ? t('storyAction.confirm_arrived.sendRest')
              : t(`storyAction.${action}.label`)}
        </Button>
      </div>
    </Dialog>
  );
}

function needing(outlook: MessageOutlook, needs: number): MessageOutlook {
  return { ...outlook, window: outlook.window === null ? null : { ...outlook.window, needs } };
}

/** What may be done with this message now, and what stands in the way. Nothing at all for a message that needs nothing. */
export function StoryActions({ story }: { readonly story: MessageStory }) {
  const { t, language } = useTexts();
  const client = useClient();
  const { outlook, error, ask } = useOutlook(story);
  const [asked, setAsked] = useState<MessageAction | null>(null);
  const act = useAction(async (action: MessageAction) => {
    await client.invoke('message.act', {
      id: story.row.id,
      action,
      acceptTwice: action === 'send_again' && outlook?.mayArriveTwice === true,
    });
    setAsked(null);
  });
  if (error !== null) {
    return (
      <div className={styles.actions}>
        <ErrorNote error={error} />
        <Button size="small" onClick={ask}>
          {t('action.retry')}
        </Button>
      </div>
    );
  }
  if (outlook === null || outlook.actions.length === 0) return null;
  const failed = act.state.kind === 'failed' ? act.state.error : null;
  const needsReply = outlook.actions.includes('send_again');
  return (
    <section className={styles.actions} aria-label={t('storyAction.region')}>
      {needsReply && <WindowNote outlook={outlook} />}
      {needsReply && outlook.code !== null && outlook.code !== 'WECHAT_REPLY_WINDOW_CLOSED' && (
        <p className={styles.hindrance}>{sentenceFor(language, outlook.code, null).title}</p>
      )}
      <div className={styles.buttons}>
        {offeredActions(outlook.actions).map((action) => (
          <Button
            key={action}
            size="small"
            busy={act.state.kind === 'running'}
            onClick={() => (actionNeedsAnswer(action, outlook) ? setAsked(action) : act.start(action))}
          >
            {t(`storyAction.${action}.label`)}
          </Button>
        ))}
      </div>
      {failed !== null && <ErrorNote error={failed} />}
      {asked !== null && (
        <Question
          action={asked}
          outlook={outlook}
          rest={partsLeft(story.parts)}
          busy={act.state.kind === 'running'}
          onAnswer={() => act.start(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
