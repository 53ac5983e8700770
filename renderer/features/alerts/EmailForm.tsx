import type { AlertSettings, AlertSinkStatus } from '#shared/domain/alerts.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { addressesIn, emailProblems, sameServer, type EmailField, type EmailFields } from './field-problems.ts';
import { SecretEntry } from './SecretEntry.tsx';
import { FieldRow, SettingsForm } from './SettingsForm.tsx';
import { SinkStatusLine } from './SinkStatusLine.tsx';
import { SinkTest } from './SinkTest.tsx';
import { useSavedGroup } from './use-saved-group.ts';

const securities = ['implicit', 'starttls', 'none'] as const;
const orNull = (text: string): string | null => (text === '' ? null : text);

function storedFields(email: AlertSettings['email']): EmailFields {
  return {
    enabled: email.enabled,
    host: email.host ?? '',
    port: String(email.port),
    security: email.security,
    user: email.user ?? '',
    password: '',
    removePassword: false,
    from: email.from ?? '',
    to: email.to.join('\n'),
  };
}

interface EmailFormProps {
  readonly settings: AlertSettings;
  readonly status: AlertSinkStatus | undefined;
  readonly onSaved: (settings: AlertSettings) => void;
  readonly onTested: () => void;
}

/** Notices by e-mail, through the team's own mail server. */
export function EmailForm({ settings, status, onSaved, onTested }: EmailFormProps) {
  const { t } = useTexts();
  const { email } = settings;
  const stored = storedFields(email);
  const keepsPassword = (fields: EmailFields): boolean =>
    email.hasPassword && !fields.removePassword && sameServer(fields, stored);
  const group = useSavedGroup<EmailFields, EmailField>({
    stored,
    problemsOf: (fields) => emailProblems(fields, keepsPassword(fields)),
    changeOf: (fields) => ({
      email: {
        enabled: fields.enabled,
        host: orNull(fields.host),
        port: Number(fields.port),
        security: fields.security,
        user: orNull(fields.user),
        from: orNull(fields.from),
        to: [...addressesIn(fields.to)],
        ...(fields.removePassword ? { password: null } : fields.password === '' ? {} : { password: fields.password }),
      },
    }),
    onSaved,
  });
  const { fields, change, problem } = group;
  return (
    <SettingsForm
      title={t('alerts.email.title')}
      group={group}
      aside={<SinkTest sink="email" dirty={group.dirty} onTested={onTested} />}
    >
      <SinkStatusLine status={status} />
      <Toggle label={t('alerts.enabled')} checked={fields.enabled} onChange={(enabled) => change({ enabled })} />
      <FieldRow>
        <TextField
          label={t('alerts.email.host')}
          value={fields.host}
          onChange={(host) => change({ host: host.trim() })}
          problem={problem('host')}
          maxLength={253}
        />
        <Choice
          label={t('alerts.email.security')}
          value={fields.security}
          options={securities.map((value) => ({ value, label: t(`alerts.email.${value}`) }))}
          onChange={(security) => change({ security })}
          problem={problem('security')}
        />
        <TextField
          kind="number"
          label={t('alerts.email.port')}
          value={fields.port}
          onChange={(port) => change({ port })}
          problem={problem('port')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={t('alerts.email.user')}
          value={fields.user}
          onChange={(user) => change({ user })}
          problem={problem('user')}
          maxLength={320}
        />
        <SecretEntry
          label={t('alerts.email.password')}
          stored={email.hasPassword}
          moved={!sameServer(fields, stored)}
          value={fields.password}
          removing={fields.removePassword}
          onChange={({ value, removing }) => change({ password: value, removePassword: removing })}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          kind="email"
          label={t('alerts.email.from')}
          value={fields.from}
          onChange={(from) => change({ from: from.trim() })}
          problem={problem('from')}
        />
        <TextField
          kind="block"
          label={t('alerts.email.to')}
          help={t('alerts.email.toHelp')}
          value={fields.to}
          onChange={(to) => change({ to })}
          problem={problem('to')}
        />
      </FieldRow>
    </SettingsForm>
  );
}
