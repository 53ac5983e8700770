import { useId, useState } from 'react';
import type { BoxSecret } from '#shared/domain/credential.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { BoxMove } from './BoxMove.tsx';
import { BoxSecretRow } from './BoxSecretRow.tsx';
import { boxSecretState } from './box-secret-state.ts';
import styles from './BoxSecrets.module.css';
import { EndBoxSecretDialog } from './EndBoxSecretDialog.tsx';
import { MakeBoxSecret } from './MakeBoxSecret.tsx';

interface BoxSecretsProps {
  readonly integrationId: string;
  readonly name: string;
  /** Newest first. */
  readonly secrets: readonly BoxSecret[];
}

/** With what CXone signs in here: two secrets at most, so that CXone can be moved from one to the next. */
export function BoxSecrets({ integrationId, name, secrets }: BoxSecretsProps) {
  const { t } = useTexts();
  const now = useNow();
  const fullId = useId();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<BoxSecret | null>(null);
  const state = boxSecretState(secrets, now);
  const clientId = secrets[0]?.clientId ?? null;
  return (
    <div className={styles.box}>
      <div className={styles.head}>
        <div>
          <h3 className={styles.name}>{t('credentials.box.title')}</h3>
          <p className={styles.purpose}>{t('credentials.purpose.box')}</p>
          <p className={styles.where}>{t('credentials.found', { where: t('credentials.where.box') })}</p>
        </div>
        <div className={styles.side}>
          {clientId !== null && <CopyValue value={clientId} label={t('credentials.box.clientId')} showLabel />}
          <p className={styles.count}>
            {state.counting.length === 0
              ? t('credentials.box.none')
              : t('credentials.box.counting', { count: state.counting.length })}
          </p>
          {state.full && (
            <p id={fullId} className={styles.count}>
              {t('credentials.box.full')}
            </p>
          )}
        </div>
        <div className={styles.make}>
          <Button
            size="small"
            disabled={state.full}
            aria-describedby={state.full ? fullId : undefined}
            aria-label={t('credentials.box.makeOf', { name })}
            onClick={() => setMaking(true)}
          >
            {t('credentials.box.make')}
          </Button>
        </div>
      </div>
      {state.step !== null && <BoxMove step={state.step} />}
      <ul className={styles.list} aria-label={t('credentials.box.list', { name })}>
        {secrets.map((secret) => (
          <BoxSecretRow
            key={secret.id}
            secret={secret}
            isNewest={state.full && secret === state.counting[0]}
            isOnly={state.counting.length === 1 && secret === state.counting[0]}
            isToEnd={state.oldIsIdle && secret === state.counting[1]}
            onEnd={() => setEnding(secret)}
          />
        ))}
      </ul>
      {making && (
        <MakeBoxSecret integrationId={integrationId} name={name} clientId={clientId} onClose={() => setMaking(false)} />
      )}
      {ending !== null && (
        <EndBoxSecretDialog
          secret={ending}
          others={state.counting.filter((one) => one.id !== ending.id)}
          isIdle={state.oldIsIdle && ending.id === state.counting[1]?.id}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  );
}
