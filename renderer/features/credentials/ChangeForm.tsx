import { useEffect, useRef, useState } from 'react';
import type { Credential, CredentialProof, CredentialValue } from '#shared/domain/credential.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './ChangeDialog.module.css';
import { useCredentialDesk } from './credential-desk-store.ts';
import { keyOf } from './credential-key.ts';
import { credentialProblems, type CredentialFields, type CredentialProblems } from './credential-problems.ts';
import { isOfPushes } from './credential-proof.ts';
import { keepChoices, keepWords, type KeepChoice } from './keep-choices.ts';
import { problemWords } from './problem-words.ts';
import { TestedNote } from './TestedNote.tsx';

interface ChangeFormProps {
  readonly credential: Credential;
  /** It is stored; the earlier one is accepted for so many hours. */
  readonly onSaved: (keptHours: number) => void;
  readonly onCancel: () => void;
}

type Field = keyof CredentialFields;

/** The field the relay found wrong, or null. */
function refusedField(error: RelayError): Field | null {
  if (error.code !== 'CREDENTIAL_INVALID') return null;
  return error.value === 'identifier' ? 'identifier' : 'secret';
}

/** Write-only: the value is typed, tested and sent, and never comes back. */
export function ChangeForm({ credential, onSaved, onCancel }: ChangeFormProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useCredentialDesk((state) => state.told);
  const { name, identifier: present } = credential;
  const [fields, setFields] = useState<CredentialFields>({ identifier: present ?? '', secret: '' });
  const [problems, setProblems] = useState<CredentialProblems>({});
  const [refused, setRefused] = useState<Field | null>(null);
  const [tested, setTested] = useState<CredentialProof | null>(null);
  const [keep, setKeep] = useState<KeepChoice>('24');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Whoever cannot see the form is led to what is wrong in it.
    if (refused !== null || Object.keys(problems).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [problems, refused]);
  const keepHours = isOfPushes(name) ? Number(keep) : 0;

  const change = (part: Partial<CredentialFields>): void => {
    setFields((before) => ({ ...before, ...part }));
    setProblems({});
    setRefused(null);
    setTested(null);
  };
  const value = (): CredentialValue => ({
    identifier: present === fields.identifier || fields.identifier === '' ? null : fields.identifier,
    secret: fields.secret,
  });
  /** Refusals of one field stand at that field. */
  const atField = async (run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (thrown) {
      const field = thrown instanceof RelayError ? refusedField(thrown) : null;
      if (field === null) throw thrown;
      setRefused(field);
    }
  };
  const test = useAction(() =>
    atField(async () => setTested(await client.invoke('credentials.test', { key: keyOf(credential), value: value() }))),
  );
  const save = useAction(() =>
    atField(async () => {
      const desk = await client.invoke('credentials.set', {
        key: keyOf(credential),
        value: value(),
        keepPreviousHours: keepHours,
      });
      setFields({ identifier: '', secret: '' });
      told(desk);
      onSaved(keepHours);
    }),
  );
  const whenRight = (run: () => void): void => {
    const found = credentialProblems(name, fields);
    setProblems(found);
    setRefused(null);
    if (Object.keys(found).length === 0) run();
  };
  const problemAt = (field: Field): string | null =>
    refused === field ? t('credentials.problem.refused') : problemWords(t, problems[field]);
  const isTesting = test.state.kind === 'running';
  const isSaving = save.state.kind === 'running';
  const failed = [save.state, test.state].find((state) => state.kind === 'failed');
  return (
    <form
      ref={form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSaving && !isTesting) whenRight(save.start);
      }}
    >
      <DialogBody>
        <div className={styles.steps}>
          <h3>{t('credentials.entry.order')}</h3>
          <ol>
            <li>{t(`credentials.entry.steps.${name}.one`)}</li>
            <li>{t(`credentials.entry.steps.${name}.two`)}</li>
            <li>{t(`credentials.entry.steps.${name}.three`)}</li>
          </ol>
          <p>{t('credentials.found', { where: t(`credentials.where.${name}`) })}</p>
        </div>
        {(name === 'cxone_access_key' || name === 'cxone_client') && (
          <TextField
            label={t(`credentials.entry.identifier.${name}`)}
            help={t('credentials.entry.identifierHelp')}
            value={fields.identifier}
            onChange={(identifier) => change({ identifier })}
            problem={problemAt('identifier')}
          />
        )}
        <SecretField
          label={t(`credentials.entry.secret.${name}`)}
          help={t(`credentials.entry.secretHelp.${name}`)}
          value={fields.secret}
          onChange={(secret) => change({ secret })}
          showLabel={t('credentials.entry.show')}
          hideLabel={t('credentials.entry.hide')}
          problem={problemAt('secret')}
          autoComplete="new-password"
          autoFocus
        />
        {isOfPushes(name) && credential.mark !== null && (
          <Choice<KeepChoice>
            label={t('credentials.entry.keep')}
            help={t('credentials.entry.keepHelp')}
            value={keep}
            options={keepChoices.map((one) => ({ value: one, label: keepWords(t, one) }))}
            onChange={setKeep}
          />
        )}
        <div role="status">{tested !== null && <TestedNote name={name} proof={tested} />}</div>
        {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
        <DialogAnswers>
          <Button onClick={onCancel}>{t('credentials.entry.cancel')}</Button>
          <Button busy={isTesting} disabled={isSaving} onClick={() => whenRight(test.start)}>
            {t(isTesting ? 'credentials.entry.testing' : 'credentials.entry.testButton')}
          </Button>
          <Button submit look={tested?.result === 'failed' ? 'plain' : 'primary'} busy={isSaving} disabled={isTesting}>
            {t(tested?.result === 'failed' ? 'credentials.entry.saveAnyway' : 'credentials.entry.save')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </form>
  );
}
