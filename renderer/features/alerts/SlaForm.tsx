import type { AlertSettings } from '#shared/domain/alerts.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { useSavedGroup } from './use-saved-group.ts';

interface SlaFormProps {
  readonly settings: AlertSettings;
  readonly onSaved: (settings: AlertSettings) => void;
}

/** Whether people are told before, and when, a target is missed. */
export function SlaForm({ settings, onSaved }: SlaFormProps) {
  const { t } = useTexts();
  const group = useSavedGroup<AlertSettings['sla'], never>({
    stored: settings.sla,
    problemsOf: () => ({}),
    changeOf: (sla) => ({ sla }),
    onSaved,
  });
  const { warnings, breaches } = group.fields;
  return (
    <SettingsForm title={t('alerts.sla.title')} help={t('alerts.sla.help')} group={group}>
      <Toggle
        label={t('alerts.sla.warnings')}
        help={t('alerts.sla.warningsHelp')}
        checked={warnings}
        onChange={(next) => group.change({ warnings: next })}
      />
      <Toggle
        label={t('alerts.sla.breaches')}
        help={t('alerts.sla.breachesHelp')}
        checked={breaches}
        onChange={(next) => group.change({ breaches: next })}
      />
    </SettingsForm>
  );
}
