import { useId, type ReactNode } from 'react';
import type { SecretOwner, SetupSecret, SetupSecretName } from '#shared/domain/setup/book.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './SecretBox.module.css';

/** What may be known of a secret; null: it is not set. */
export function useKeptSecret({ owner, ownerId }: SecretOwner, name: SetupSecretName): SetupSecret | null {
  return useConsole(
    (state) =>
      state.setup?.secrets.find((one) => one.owner === owner && one.ownerId === ownerId && one.name === name) ?? null,
  );
}

interface SecretMarkProps {
  readonly owner: SecretOwner;
  readonly name: SetupSecretName;
  readonly label: string;
  readonly help: string;
  readonly problem: string | null;
  /** What may be done with it. */
  readonly children: (isKept: boolean) => ReactNode;
}

/** A secret that is made here, by its mark: since when, and its end. */
export function SecretMark({ owner, name, label, help, problem, children }: SecretMarkProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const noteId = useId();
  const kept = useKeptSecret(owner, name);
  const age = kept === null ? '' : format.age(kept.setAt, now);
  return (
    <div className={styles.secret} role="group" aria-label={label} aria-describedby={noteId}>
      <p className={styles.mark}>
        {kept !== null && <Sign name="check" className={styles.sign} />}
        <strong>{label}</strong>
        <span>
          {kept === null
            ? t('setup.secret.none')
            : kept.lastFour === null
              ? t('setup.secret.kept', { age })
              : t('setup.secret.keptEnds', { age, end: kept.lastFour })}
        </span>
        {children(kept !== null)}
      </p>
      <p id={noteId} className={styles.help} data-wrong={problem !== null || undefined}>
        {problem ?? help}
      </p>
    </div>
  );
}
