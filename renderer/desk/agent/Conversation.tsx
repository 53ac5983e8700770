import { useEffect, useRef, useState } from 'react';
import type { DeskCase, DeskInsideOnly, DeskMessage } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { useAct } from './use-act.ts';

/** What was said; an agent's words with what the relay answered. */
export function Conversation({ open }: { readonly open: DeskCase }) {
  const { t } = usePageTexts();
  const call = useDeskCall();
  const { problem, run } = useAct();
  const [inside, setInside] = useState<DeskInsideOnly['reasons'] | null>(null);
  const end = useRef<HTMLLIElement>(null);
  const count = open.messages.length;
  useEffect(() => {
    // What it gives back is left alone: newer browsers hand out a promise, which is no way to end an effect.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  const flag = (id: string, method: 'POST' | 'DELETE', what: 'delete' | 'hide'): void =>
    run(async () => {
      const path = `/dfo/3.0/messages/${encodeURIComponent(id)}/${what}`;
      const done = await call<DeskInsideOnly>(method, path, method === 'POST' ? {} : undefined);
      setInside(method === 'POST' ? done.reasons : null);
    });
  return (
    <>
      <ol className={styles.messages} aria-label={t('agent.conversation')}>
        {open.messages.map((message) => (
          <MessageLine key={message.id} message={message} open={open} onFlag={flag} />
        ))}
        <li ref={end} className={styles.end} aria-hidden="true" />
      </ol>
      <Problem text={problem} />
      {inside !== null && (
        <p role="status" className={parts.once}>
          {[t('agent.insideOnly'), ...inside.map((reason) => t(`agent.${reason}`))].join(' ')}
        </p>
      )}
    </>
  );
}

interface LineProps {
  readonly message: DeskMessage;
  readonly open: DeskCase;
  readonly onFlag: (id: string, method: 'POST' | 'DELETE', what: 'delete' | 'hide') => void;
}

function MessageLine({ message, open, onFlag }: LineProps) {
  const { t, time } = usePageTexts();
  const { id, from, author, at, text, files, state, reason, isDeletedHere, isHiddenHere } = message;
  const signs = [
    ...(state === null ? [] : [t(`messageStates.${state}`)]),
    ...(reason === null ? [] : [reason]),
    ...(isDeletedHere ? [t('agent.deletedHere')] : []),
    ...(isHiddenHere ? [t('agent.hiddenHere')] : []),
  ];
  const isBad = state === 'refused' || state === 'failed' || state === 'unanswered';
  return (
    <li className={styles.message} data-from={from} data-faint={isDeletedHere || isHiddenHere || undefined}>
      <small>
        {author ?? t('agent.customer')} · {time(at)}
      </small>
      <span className={styles.words}>{text}</span>
      {files.map((file) => (
        <a key={file.url} href={file.url} target="_blank" rel="noreferrer">
          {file.name}
        </a>
      ))}
      {signs.length > 0 && <small data-bad={isBad || undefined}>{signs.join(' · ')}</small>}
      <span className={styles.tools}>
        {open.rights.includes('delete_original') && !isDeletedHere && (
          <Button size="small" look="quiet" onClick={() => onFlag(id, 'POST', 'delete')}>
            {t('agent.deleteHere')}
          </Button>
        )}
        {open.rights.includes('hide_original') && (
          <Button size="small" look="quiet" onClick={() => onFlag(id, isHiddenHere ? 'DELETE' : 'POST', 'hide')}>
            {t(isHiddenHere ? 'agent.showHere' : 'agent.hideHere')}
          </Button>
        )}
      </span>
    </li>
  );
}
