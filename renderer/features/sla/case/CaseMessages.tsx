import { useState } from 'react';
import type { SlaCaseFacts, SlaMessage } from '#shared/domain/sla.ts';
import { hrefOf, wholeTraffic } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CaseLists.module.css';

/** Shown before somebody asks for all of them. */
const shownAtFirst = 12;

function Message({ message }: { readonly message: SlaMessage }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { kind, at, acceptedAt, author, messageId } = message;
  return (
    <li>
      <time dateTime={new Date(at).toISOString()} title={format.full(at)}>
        {format.moment(at, now)}
      </time>
      <div>
        <a href={hrefOf({ page: 'traffic', query: wholeTraffic, messageId })}>{t(`slaCase.${kind}`)}</a>
        {author !== null && ` ${t(`slaCase.author.${author}`)}`}
        <small data-tone={acceptedAt === null ? 'warn' : undefined}>
          {acceptedAt === null
            ? t('slaCase.notAccepted')
            : t(kind === 'request' ? 'slaCase.acceptedByCxone' : 'slaCase.acceptedByWechat', {
                time: format.moment(acceptedAt, now),
              })}
        </small>
      </div>
    </li>
  );
}

/** Messages that begin or end clocks, the newest first, each with its story. */
export function CaseMessages({ facts }: { readonly facts: Pick<SlaCaseFacts, 'messages'> }) {
  const { t } = useTexts();
  const [all, setAll] = useState(false);
  const messages = facts.messages.toReversed();
  return (
    <Panel title={t('slaCase.messages')}>
      {messages.length === 0 && <p className={styles.none}>{t('slaCase.noMessages')}</p>}
      <ol className={styles.list}>
        {(all ? messages : messages.slice(0, shownAtFirst)).map((message) => (
          <Message key={message.messageId} message={message} />
        ))}
      </ol>
      {!all && messages.length > shownAtFirst && (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            {t('slaCase.allMessages', { count: messages.length })}
          </Button>
        </div>
      )}
    </Panel>
  );
}
