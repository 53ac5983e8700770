import { useId, useState } from 'react';
import type { Exchange } from '#shared/domain/message-view.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import styles from './ExchangeView.module.css';
import { LongText } from './LongText.tsx';
import { laidOut, shortUrl } from './story-exchanges.ts';

/** One body of a call, laid out for reading. */
function Body({ label, none, text }: { readonly label: string; readonly none: string; readonly text: string | null }) {
  const shown = text === null ? null : laidOut(text);
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <h4>{label}</h4>
        {shown !== null && shown !== '' && <CopyButton text={shown} label={label} />}
      </div>
      {shown === null || shown === '' ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <LongText text={shown} mono label={label} />
      )}
    </div>
  );
}

/** One call to the other side: a line, and beneath it on demand what was asked and what was answered. */
export function ExchangeView({ exchange }: { readonly exchange: Exchange }) {
  const { t, format } = useTexts();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { method, url, status, durationMs, part, platform, request, answer, failure, isCut } = exchange;
  const outcome = status === null ? t('storyWire.noAnswer') : t('storyWire.status', { status: String(status) });
  const isBad = status === null || status >= 400;
  return (
    <div className={styles.exchange} data-bad={isBad || undefined}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles.mark} data-open={isOpen || undefined}>
          <Icon name="chevron" size={12} />
        </span>
        <span className={styles.call}>
          {part !== null && (
            <span className={styles.piece}>{t('storyWire.part', { number: format.number(part) })}</span>
          )}
          <b>{method}</b> <SafeText text={shortUrl(url)} maxLength={160} />
        </span>
        <span className={styles.outcome}>
          {outcome} · {format.duration(durationMs)}
        </span>
      </button>
      {isOpen && (
        <div id={id} className={styles.body}>
          <p className={styles.url}>
            <SafeText text={`${method} ${url}`} maxLength={500} />
          </p>
          <Body
            label={platform === 'wechat' ? t('storyWire.requestWechat') : t('storyWire.requestCxone')}
            none={t('storyWire.noBody')}
            text={request}
          />
          <Body
            label={t('storyWire.answer')}
            none={status === null ? t('storyWire.notRead') : t('storyWire.emptyAnswer')}
            text={answer}
          />
          {failure !== null && (
            <p className={styles.failure}>
              {t('storyWire.failure')} <SafeText text={failure} maxLength={300} />
            </p>
          )}
          {isCut && <p className={styles.none}>{t('storyWire.cut')}</p>}
        </div>
      )}
    </div>
  );
}
