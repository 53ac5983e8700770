import { useState } from 'react';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { TunnelVariable, type TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './Outside.module.css';
import type { Tunnel } from './use-tunnel.ts';

const sources = TunnelVariable.shape.from.options;
const mostVariables = 32;

interface SecretProps {
  readonly name: string;
  readonly isKept: boolean;
  readonly onKeep: (secret: string) => Promise<boolean>;
}

function VariableSecret({ name, isKept, onKeep }: SecretProps) {
  const { t } = useTexts();
  const [value, setValue] = useState('');
  const keep = async (): Promise<void> => {
    if (value !== '' && (await onKeep(value))) setValue('');
  };
  return (
    <div onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && void keep()}>
      <SecretField
        label={t('outside.tunnel.secretOf', { name })}
        value={value}
        onChange={setValue}
        showLabel={t('setup.secret.show')}
        hideLabel={t('setup.secret.hide')}
        autoComplete="new-password"
        help={isKept ? t('outside.tunnel.secretKept') : t('outside.tunnel.secretHelp')}
      />
    </div>
  );
}

interface TunnelFormProps {
  readonly settings: TunnelSettings;
  readonly problems: readonly FieldProblem[];
  readonly keptSecrets: readonly string[];
  readonly tunnel: Tunnel;
}

/** Program, arguments, variables and address, each with its problem at it once it was typed in. */
export function TunnelForm({ settings, problems, keptSecrets, tunnel }: TunnelFormProps) {
  const { t, language } = useTexts();
  const { change, save } = tunnel;
  const problemOf = (field: string, value: string): string | null => {
    const found = problems.find((one) => one.field === field);
    if (found === undefined || value === '') return null;
    const { title, help } = sentenceFor(language, found.code, found.value === null ? null : isolated(found.value));
    return `${title}${language === 'zh' ? '。' : '.'} ${help}`;
  };
  const changeVariable = (index: number, part: Partial<TunnelVariable>): void =>
    change({ variables: settings.variables.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <div className={styles.stack} onBlur={() => void save()}>
      <div className={styles.row}>
        <TextField
          label={t('outside.tunnel.program')}
          help={t('outside.tunnel.programHelp')}
          value={settings.program}
          onChange={(program) => change({ program })}
          problem={problemOf('program', settings.program)}
          maxLength={4_096}
        />
        <TextField
          label={t('outside.tunnel.pattern')}
          help={t('outside.tunnel.patternHelp')}
          value={settings.addressPattern}
          onChange={(addressPattern) => change({ addressPattern })}
          problem={problemOf('addressPattern', settings.addressPattern)}
          maxLength={300}
        />
      </div>
      <TextField
        kind="block"
        label={t('outside.tunnel.args')}
        help={t('outside.tunnel.argsHelp', { port: '{port}', url: '{url}' })}
        value={settings.args.join('\n')}
        onChange={(text) => change({ args: text === '' ? [] : text.split('\n').slice(0, 64) })}
        maxLength={8_000}
      />
      <div className={styles.variables} role="group" aria-label={t('outside.tunnel.variables')}>
        <strong>{t('outside.tunnel.variables')}</strong>
        {settings.variables.map(({ name, from, value }, index) => (
          // A variable has no other identity than its place.
          <div key={index} className={styles.variable}>
            <TextField
              label={t('outside.tunnel.variable')}
              value={name}
              onChange={(next) => changeVariable(index, { name: next.trim() })}
              problem={problemOf(`variables.${index}.name`, name)}
              maxLength={100}
            />
            <Choice
              label={t('outside.tunnel.from')}
              value={from}
              options={sources.map((one) => ({ value: one, label: t(`outside.tunnel.source.${one}`) }))}
              onChange={(next) => changeVariable(index, { from: next, value: '' })}
            />
            {from === 'vault' ? (
              <VariableSecret
                key={name}
                name={name}
                isKept={keptSecrets.includes(name)}
                onKeep={(secret) => (name === '' ? Promise.resolve(false) : save({ [name]: secret }))}
              />
            ) : (
              <TextField
                label={from === 'text' ? t('outside.tunnel.value') : t('outside.tunnel.ownVariable')}
                value={value}
                onChange={(next) => changeVariable(index, { value: next })}
                problem={problemOf(`variables.${index}.value`, value)}
                maxLength={2_000}
              />
            )}
            <Button
              size="small"
              look="quiet"
              aria-label={t('outside.tunnel.removeNamed', { name })}
              onClick={() => change({ variables: settings.variables.filter((_one, at) => at !== index) })}
            >
              {t('outside.tunnel.remove')}
            </Button>
          </div>
        ))}
        {settings.variables.length < mostVariables && (
          <div className={styles.buttons}>
            <Button
              size="small"
              onClick={() => change({ variables: [...settings.variables, { name: '', from: 'vault', value: '' }] })}
            >
              {t('outside.tunnel.add')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
