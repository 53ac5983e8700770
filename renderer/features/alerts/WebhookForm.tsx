import type { AlertSettings, AlertSinkStatus } from '#shared/domain/alerts.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { sameHost, webhookProblems, type WebhookFields } from './field-problems.ts';
import { SecretEntry } from './SecretEntry.tsx';
import { FieldRow, SettingsForm } from './SettingsForm.tsx';
import { SinkStatusLine } from './SinkStatusLine.tsx';
import { SinkTest } from './SinkTest.tsx';
import { useSavedGroup } from './use-saved-group.ts';

const forms = [
  { value: 'json', label: 'formJson' },
  { value: 'slack', label: 'formSlack' },
  { value: 'teams', label: 'formTeams' },
  { value: 'wecom', label: 'formWecom' },
  { value: 'dingtalk', label: 'formDingtalk' },
] as const;

interface WebhookFormProps {
  readonly settings: AlertSettings;
  readonly status: AlertSinkStatus | undefined;
  readonly onSaved: (settings: AlertSettings) => void;
  readonly onTested: () => void;
}

/** Notices to a team's chat or another program. */
export function WebhookForm({ settings, status, onSaved, onTested }: WebhookFormProps) {
  const { t } = useTexts();
  const { enabled, url, form, hasSecret } = settings.webhook;
  const group = useSavedGroup<WebhookFields, 'url'>({
    stored: { enabled, url: url ?? '', form, secret: '', removeSecret: false },
    problemsOf: webhookProblems,
    changeOf: (fields) => ({
      webhook: {
        enabled: fields.enabled,
        url: fields.url === '' ? null : fields.url,
        form: fields.form,
        ...(fields.removeSecret ? { secret: null } : fields.secret === '' ? {} : { secret: fields.secret }),
      },
    }),
    onSaved,
  });
  const { fields, change, problem } = group;
  return (
    <SettingsForm
      title={t('alerts.webhook.title')}
      help={t('alerts.webhook.help')}
      group={group}
      aside={<SinkTest sink="webhook" dirty={group.dirty} onTested={onTested} />}
    >
      <SinkStatusLine status={status} />
      <Toggle label={t('alerts.enabled')} checked={fields.enabled} onChange={(next) => change({ enabled: next })} />
      <FieldRow>
        <TextField
          kind="url"
          label={t('alerts.webhook.url')}
          help={t('alerts.webhook.urlHelp')}
          value={fields.url}
          onChange={(next) => change({ url: next.trim() })}
          problem={problem('url')}
          maxLength={2_000}
        />
        <Choice
          label={t('alerts.webhook.form')}
          value={fields.form}
          options={forms.map(({ value, label }) => ({ value, label: t(`alerts.webhook.${label}`) }))}
          onChange={(next) => change({ form: next })}
        />
      </FieldRow>
      <SecretEntry
        label={t('alerts.webhook.secret')}
        help={t(fields.form === 'dingtalk' ? 'alerts.webhook.secretHelpDingtalk' : 'alerts.webhook.secretHelp')}
        stored={hasSecret}
        moved={!sameHost(fields.url, url ?? '')}
        value={fields.secret}
        removing={fields.removeSecret}
        onChange={({ value, removing }) => change({ secret: value, removeSecret: removing })}
      />
    </SettingsForm>
  );
}
