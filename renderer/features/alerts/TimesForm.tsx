import type { AlertSettings } from '#shared/domain/alerts.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { timesProblems, type TimesFields } from './field-problems.ts';
import { FieldRow, SettingsForm } from './SettingsForm.tsx';
import { useSavedGroup } from './use-saved-group.ts';

/** Offered when quiet hours are switched on for the first time. */
const usualQuiet = { from: '22:00', until: '07:00', urgentToo: false } as const;

function fieldsOf(settings: AlertSettings): TimesFields {
  const quiet = settings.quietHours ?? usualQuiet;
  return {
    tellAfterMinutes: String(settings.tellAfterMinutes),
    reminderMinutes: String(settings.reminderMinutes),
    quiet: settings.quietHours !== null,
    quietFrom: quiet.from,
    quietUntil: quiet.until,
    urgentToo: quiet.urgentToo,
    daily: settings.daily.enabled,
    dailyAt: settings.daily.at,
    timeZone: settings.timeZone,
    language: settings.language,
  };
}

interface TimesFormProps {
  readonly settings: AlertSettings;
  readonly onSaved: (settings: AlertSettings) => void;
}

/** When people are told, how often, and when not. */
export function TimesForm({ settings, onSaved }: TimesFormProps) {
  const { t } = useTexts();
  const group = useSavedGroup({
    stored: fieldsOf(settings),
    problemsOf: timesProblems,
    changeOf: (fields) => ({
      tellAfterMinutes: Number(fields.tellAfterMinutes),
      reminderMinutes: Number(fields.reminderMinutes),
      quietHours: fields.quiet
        ? { from: fields.quietFrom, until: fields.quietUntil, urgentToo: fields.urgentToo }
        : null,
      daily: { enabled: fields.daily, at: fields.dailyAt },
      timeZone: fields.timeZone,
      language: fields.language,
    }),
    onSaved,
  });
  const { fields, change, problem } = group;
  return (
    <SettingsForm title={t('alerts.times.title')} group={group}>
      <FieldRow>
        <TextField
          kind="number"
          label={t('alerts.times.tellAfter')}
          help={t('alerts.times.tellAfterHelp')}
          value={fields.tellAfterMinutes}
          onChange={(tellAfterMinutes) => change({ tellAfterMinutes })}
          problem={problem('tellAfterMinutes')}
        />
        <TextField
          kind="number"
          label={t('alerts.times.reminder')}
          help={t('alerts.times.reminderHelp')}
          value={fields.reminderMinutes}
          onChange={(reminderMinutes) => change({ reminderMinutes })}
          problem={problem('reminderMinutes')}
        />
      </FieldRow>
      <Toggle
        label={t('alerts.times.quiet')}
        help={t('alerts.times.quietHelp')}
        checked={fields.quiet}
        onChange={(quiet) => change({ quiet })}
      />
      {fields.quiet && (
        <>
          <FieldRow>
            <TextField
              placeholder="22:00"
              maxLength={5}
              label={t('alerts.times.quietFrom')}
              value={fields.quietFrom}
              onChange={(quietFrom) => change({ quietFrom })}
              problem={problem('quietFrom')}
            />
            <TextField
              placeholder="22:00"
              maxLength={5}
              label={t('alerts.times.quietUntil')}
              value={fields.quietUntil}
              onChange={(quietUntil) => change({ quietUntil })}
              problem={problem('quietUntil')}
            />
          </FieldRow>
          <Toggle
            label={t('alerts.times.urgentToo')}
            help={t('alerts.times.urgentTooHelp')}
            checked={fields.urgentToo}
            onChange={(urgentToo) => change({ urgentToo })}
          />
        </>
      )}
      <Toggle
        label={t('alerts.times.daily')}
        help={t('alerts.times.dailyHelp')}
        checked={fields.daily}
        onChange={(daily) => change({ daily })}
      />
      <FieldRow>
        <TextField
          placeholder="22:00"
          maxLength={5}
          label={t('alerts.times.dailyAt')}
          value={fields.dailyAt}
          onChange={(dailyAt) => change({ dailyAt })}
          problem={problem('dailyAt')}
          disabled={!fields.daily}
        />
        <TextField
          label={t('alerts.times.zone')}
          help={t('alerts.times.zoneHelp')}
          value={fields.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          problem={problem('timeZone')}
        />
        <Choice
          label={t('alerts.times.language')}
          value={fields.language}
          options={(['en', 'nl', 'zh'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          onChange={(language) => change({ language })}
        />
      </FieldRow>
    </SettingsForm>
  );
}
