import { useState } from 'react';
import type { SecretOwner, SetupSecretName } from '#shared/domain/setup/book.ts';
import { secretField } from '#shared/setup/context.ts';
import { checkSecret, cleanSecret } from '#shared/setup/secret-rules.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useProblemWords } from '../parts/problem-words.ts';
import styles from './SecretBox.module.css';
import type { FieldProblems } from './use-field-problems.ts';

interface SecretBoxProps {
  readonly owner: SecretOwner;
  readonly name: SetupSecretName;
  readonly label: string;
  readonly help?: string;
  /** What the form's rules say of it: that it is missing, or does not fit. */
  readonly problems: FieldProblems;
  /** Of several lines, as a key in PEM form. */
  readonly block?: boolean;
  /** A good one can be made here instead of typed. */
  readonly onMake?: (() => void) | undefined;
  readonly making?: boolean;
  readonly makeLabel?: string;
}

/**
 * A secret of the set-up: typed or pasted once, handed to the vault when the field is left, and from then on known by its
 * mark alone. What is typed lives in this component until it is kept.
 */
export function SecretBox(props: SecretBoxProps) {
  const { owner, name, label, help, problems, block = false, onMake, making = false, makeLabel } = props;
  const { t, format } = useTexts();
  const words = useProblemWords();
  const client = useClient();
  const now = useNow();
  const told = useConsole((state) => state.setupTold);
  const kept = useConsole((state) =>
    state.setup?.secrets.find((one) => one.owner === owner.owner && one.ownerId === owner.ownerId && one.name === name),
  );
  const [value, setValue] = useState('');
  const [changing, setChanging] = useState(false);
  const [left, setLeft] = useState(false);
  const secret = cleanSecret(value);
  const [fault] = secret === '' ? [] : checkSecret(name, secret);
  const missing = secret === '' && kept === undefined ? problems.error(secretField(name)) : null;
  // Judged once the field was left: not while it is typed in for the first time.
  const problem = left && fault !== undefined ? words(fault) : missing;
  const store = useAction(async (typed: string) => {
    told(await client.invoke('setup.setSecret', { ...owner, name, value: typed }));
    // What was typed on meanwhile is not thrown away.
    setValue((present) => (cleanSecret(present) === typed ? '' : present));
    setChanging(false);
    setLeft(false);
  });
  const keep = (): void => {
    setLeft(true);
    problems.touch(secretField(name));
    if (secret !== '' && fault === undefined) store.start(secret);
  };
  const open = kept === undefined || changing;
  const fieldLabel = kept === undefined ? label : t('setup.secret.new', { label });
  return (
    <div className={styles.secret} role="group" aria-label={label}>
      {kept !== undefined && (
        <p className={styles.mark}>
          <Sign name="check" className={styles.sign} />
          <strong>{label}</strong>
          <span>
            {kept.lastFour === null
              ? t('setup.secret.kept', { age: format.age(kept.setAt, now) })
              : t('setup.secret.keptEnds', { age: format.age(kept.setAt, now), end: kept.lastFour })}
          </span>
          {!changing && (
            <Button size="small" onClick={() => setChanging(true)} aria-label={`${t('setup.secret.change')}: ${label}`}>
              {t('setup.secret.change')}
            </Button>
          )}
        </p>
      )}
      {open && (
        <div
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) keep();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !block) keep();
          }}
        >
          {block ? (
            <TextField
              kind="block"
              label={fieldLabel}
              value={value}
              onChange={setValue}
              help={help}
              problem={problem}
              maxLength={20_000}
            />
          ) : (
            <SecretField
              label={fieldLabel}
              value={value}
              onChange={setValue}
              showLabel={t('setup.secret.show')}
              hideLabel={t('setup.secret.hide')}
              autoComplete="new-password"
              autoFocus={changing}
              problem={problem}
              {...(help === undefined ? {} : { help })}
            />
          )}
        </div>
      )}
      {open && (
        <div className={styles.buttons}>
          {secret !== '' && (
            <Button size="small" busy={store.state.kind === 'running'} disabled={fault !== undefined} onClick={keep}>
              {t('setup.secret.keep')}
            </Button>
          )}
          {changing && (
            <Button
              size="small"
              look="quiet"
              onClick={() => {
                setChanging(false);
                setValue('');
              }}
            >
              {t('setup.cancel')}
            </Button>
          )}
          {onMake !== undefined && (
            <Button size="small" busy={making} onClick={onMake}>
              {makeLabel ?? t('setup.secret.make')}
            </Button>
          )}
        </div>
      )}
      {store.state.kind === 'failed' && <ErrorNote error={store.state.error} />}
    </div>
  );
}
