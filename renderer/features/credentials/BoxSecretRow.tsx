import type { BoxSecret } from '#shared/domain/credential.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './BoxSecrets.module.css';
import { MarkWords, shortMark } from './MarkWords.tsx';

function MadeWords({ secret }: { readonly secret: BoxSecret }) {
  const { t, format } = useTexts();
  const now = useNow();
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running');
  const { source, createdAt, createdBy } = secret;
  if (source === 'config') return t(isSandbox ? 'credentials.box.fromSandbox' : 'credentials.box.fromConfig');
  if (createdAt === null) return t('credentials.source.desk');
  const time = format.moment(createdAt, now);
  return createdBy === null
    ? t('credentials.box.madeTime', { time })
    : t('credentials.box.made', { time, name: createdBy });
}

interface BoxSecretRowProps {
  readonly secret: BoxSecret;
  /** Of two that count. */
  readonly isNewest: boolean;
  readonly isOnly: boolean;
  /** It can be ended without harm. */
  readonly isToEnd: boolean;
  readonly onEnd: () => void;
}

/** One secret of CXone's sign-in: whether it counts, where it comes from, when it was last used. */
export function BoxSecretRow({ secret, isNewest, isOnly, isToEnd, onEnd }: BoxSecretRowProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const { mark, lastUsedAt, endedAt } = secret;
  return (
    <li className={styles.row} data-ended={endedAt !== null || undefined}>
      <div className={styles.state}>
        {endedAt === null ? (
          <StateBadge
            tone={lastUsedAt === null ? 'info' : 'ok'}
            sign={lastUsedAt === null ? 'cycle' : 'check'}
            size="small"
          >
            {t('credentials.box.counts')}
          </StateBadge>
        ) : (
          <StateBadge tone="idle" sign="ring" size="small">
            {t('credentials.box.endedWord')}
          </StateBadge>
        )}
        {isNewest && <span className={styles.tag}>{t('credentials.box.newest')}</span>}
      </div>
      <div>
        <MarkWords mark={mark} />
        <p className={styles.dim}>
          <MadeWords secret={secret} />
        </p>
      </div>
      <p className={styles.dim} title={lastUsedAt === null ? undefined : format.full(lastUsedAt)}>
        {endedAt !== null
          ? t('credentials.box.ended', { time: format.moment(endedAt, now) })
          : lastUsedAt === null
            ? t('credentials.box.unused')
            : t('credentials.box.used', { age: format.age(lastUsedAt, now) })}
      </p>
      <div className={styles.end}>
        {isOnly ? (
          <span className={styles.only}>{t('credentials.box.only')}</span>
        ) : (
          endedAt === null && (
            <Button
              size="small"
              look={isToEnd ? 'primary' : 'plain'}
              aria-label={t('credentials.box.endOf', { mark: shortMark(mark) })}
              onClick={onEnd}
            >
              {t('credentials.box.end')}
            </Button>
          )
        )}
      </div>
    </li>
  );
}
