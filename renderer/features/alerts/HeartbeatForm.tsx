import type { AlertSettings, AlertSinkStatus } from '#shared/domain/alerts.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { heartbeatProblems, type HeartbeatFields } from './field-problems.ts';
import { FieldRow, SettingsForm } from './SettingsForm.tsx';
import { SinkStatusLine } from './SinkStatusLine.tsx';
import { SinkTest } from './SinkTest.tsx';
import { useSavedGroup } from './use-saved-group.ts';

interface HeartbeatFormProps {
  readonly settings: AlertSettings;
  readonly status: AlertSinkStatus | undefined;
  readonly onSaved: (settings: AlertSettings) => void;
  readonly onTested: () => void;
}

/** A sign of life for a watcher elsewhere, so that silence raises the alarm. */
export function HeartbeatForm({ settings, status, onSaved, onTested }: HeartbeatFormProps) {
  const { t } = useTexts();
  const { enabled, url, everySeconds } = settings.heartbeat;
  const group = useSavedGroup<HeartbeatFields, 'url' | 'everySeconds'>({
    stored: { enabled, url: url ?? '', everySeconds: String(everySeconds) },
    problemsOf: heartbeatProblems,
    changeOf: (fields) => ({
      heartbeat: {
        enabled: fields.enabled,
        url: fields.url === '' ? null : fields.url,
        everySeconds: Number(fields.everySeconds),
      },
    }),
    onSaved,
  });
  const { fields, change, problem } = group;
  return (
    <SettingsForm
      title={t('alerts.heartbeat.title')}
      help={t('alerts.heartbeat.help')}
      group={group}
      aside={<SinkTest sink="heartbeat" dirty={group.dirty} onTested={onTested} />}
    >
      <SinkStatusLine status={status} />
      <Toggle label={t('alerts.enabled')} checked={fields.enabled} onChange={(next) => change({ enabled: next })} />
      <FieldRow>
        <TextField
          kind="url"
          label={t('alerts.heartbeat.url')}
          value={fields.url}
          onChange={(next) => change({ url: next.trim() })}
          problem={problem('url')}
          maxLength={2_000}
        />
        <TextField
          kind="number"
          label={t('alerts.heartbeat.every')}
          help={t('alerts.heartbeat.everyHelp')}
          value={fields.everySeconds}
          onChange={(next) => change({ everySeconds: next })}
          problem={problem('everySeconds')}
        />
      </FieldRow>
    </SettingsForm>
  );
}
