import { useState } from 'react';
import type { Credential, CredentialProof } from '#shared/domain/credential.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CredentialRow.module.css';
import { keyOf } from './credential-key.ts';
import { credentialId } from './group-desk.ts';
import { MarkWords, shortMark } from './MarkWords.tsx';
import { Standing } from './Standing.tsx';

/** Where the value comes from, and who put it there. */
function SourceLine({ credential }: { readonly credential: Credential }) {
  const { t, format } = useTexts();
  const now = useNow();
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running');
  const { source, changedAt, changedBy } = credential;
  const time = changedAt === null ? '' : format.moment(changedAt, now);
  const words =
    source === 'config'
      ? t(isSandbox ? 'credentials.source.sandbox' : 'credentials.source.config')
      : changedAt === null
        ? t('credentials.source.desk')
        : changedBy === null
          ? t('credentials.source.deskTime', { time })
          : t('credentials.source.deskWhen', { time, name: changedBy });
  return (
    <p className={styles.source} title={changedAt === null ? undefined : format.full(changedAt)}>
      {words}
    </p>
  );
}

function PreviousLine({ previous }: { readonly previous: NonNullable<Credential['previous']> }) {
  const { t, format } = useTexts();
  const now = useNow();
  if (previous.until <= now) return null;
  return (
    <p className={styles.previous}>
      {t('credentials.previous', {
        mark: shortMark(previous.mark),
        time: format.soon(previous.until, now),
      })}{' '}
      {previous.lastUsedAt === null
        ? t('credentials.previousUnused')
        : t('credentials.previousUsed', { age: format.age(previous.lastUsedAt, now) })}
    </p>
  );
}

interface CredentialRowProps {
  readonly credential: Credential;
  readonly onChange: () => void;
  readonly onUseFile: () => void;
}

/** One credential: what it is for, what is known of it, how it stands, and what can be done. */
export function CredentialRow({ credential, onChange, onUseFile }: CredentialRowProps) {
  const { t } = useTexts();
  const client = useClient();
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running');
  const [tested, setTested] = useState<CredentialProof | null>(null);
  const test = useAction(async () => {
    setTested(await client.invoke('credentials.test', { key: keyOf(credential), value: null }));
  });
  const { name, mark, identifier, source, previous } = credential;
  const title = t(`credentials.name.${name}`);
  const useFile = t(isSandbox ? 'credentials.useSandbox' : 'credentials.useFile');
  return (
    <li className={styles.row} id={credentialId(credential)} tabIndex={-1}>
      <div>
        <h3 className={styles.name}>{title}</h3>
        <p className={styles.purpose}>{t(`credentials.purpose.${name}`)}</p>
        <p className={styles.where}>{t('credentials.found', { where: t(`credentials.where.${name}`) })}</p>
      </div>
      <div>
        {identifier !== null && (
          <code className={styles.identifier}>
            <SafeText text={identifier} maxLength={200} />
          </code>
        )}
        {mark !== null && <MarkWords mark={mark} />}
        <SourceLine credential={credential} />
        {previous !== null && <PreviousLine previous={previous} />}
      </div>
      <div aria-live="polite">
        <Standing credential={credential} tested={tested} />
        {test.state.kind === 'failed' && <ErrorNote error={test.state.error} />}
      </div>
      <div className={styles.acts}>
        <Button
          size="small"
          aria-label={t(mark === null ? 'credentials.setOf' : 'credentials.changeOf', { credential: title })}
          onClick={onChange}
        >
          {t(mark === null ? 'credentials.set' : 'credentials.change')}
        </Button>
        {mark !== null && (
          <Button
            size="small"
            busy={test.state.kind === 'running'}
            aria-label={t('credentials.testOf', { credential: title })}
            onClick={() => test.start()}
          >
            {t('credentials.test')}
          </Button>
        )}
        {source === 'desk' && (
          <Button
            size="small"
            look="quiet"
            aria-label={t('app.labelled', { label: useFile, value: title })}
            onClick={onUseFile}
          >
            {useFile}
          </Button>
        )}
      </div>
    </li>
  );
}
