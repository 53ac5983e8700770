import type { AlertSettings } from '#shared/domain/alerts.ts';
import { playSound } from '#renderer/lib/sound/play-sound.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { useState } from 'react';
import styles from './DesktopForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useSavedGroup } from './use-saved-group.ts';

interface GroupFormProps {
  readonly settings: AlertSettings;
  readonly onSaved: (settings: AlertSettings) => void;
}

type Sound = AlertSettings['desktop']['sound'];
const sounds: readonly Sound[] = ['none', 'soft', 'clear', 'insistent'];

/** Notices and sounds on this computer. */
export function DesktopForm({ settings, onSaved }: GroupFormProps) {
  const { t, format } = useTexts();
  const [silent, setSilent] = useState(false);
  const group = useSavedGroup<AlertSettings['desktop'], never>({
    stored: settings.desktop,
    problemsOf: () => ({}),
    changeOf: (desktop) => ({ desktop }),
    onSaved,
  });
  const { enabled, sound, volume, repeatUntilSeen } = group.fields;
  const tryOut = useAction(async () => {
    if (sound !== 'none') setSilent(!(await playSound(sound, volume)));
  });
  const percent = Math.round(volume * 100);
  return (
    <SettingsForm title={t('alerts.desktop.title')} group={group}>
      <Toggle
        label={t('alerts.desktop.enabled')}
        help={t('alerts.desktop.enabledHelp')}
        checked={enabled}
        onChange={(next) => group.change({ enabled: next })}
      />
      <div className={styles.sound}>
        <span className={styles.label} aria-hidden="true">
          {t('alerts.desktop.sound')}
        </span>
        <Segmented<Sound>
          label={t('alerts.desktop.sound')}
          value={sound}
          options={sounds.map((value) => ({ value, label: t(`alerts.desktop.${value}`) }))}
          onChange={(next) => group.change({ sound: next })}
        />
        <label className={styles.volume}>
          <span>{t('alerts.desktop.volume')}</span>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={percent}
            aria-valuetext={t('alerts.desktop.volumeValue', { value: format.number(percent) })}
            disabled={sound === 'none'}
            onChange={(event) => group.change({ volume: Number(event.currentTarget.value) / 100 })}
          />
          <output>{t('alerts.desktop.volumeValue', { value: format.number(percent) })}</output>
        </label>
        <Button disabled={sound === 'none'} busy={tryOut.state.kind === 'running'} onClick={() => tryOut.start()}>
          {t('alerts.desktop.tryOut')}
        </Button>
      </div>
      {silent && (
        <p role="alert" className={styles.silent}>
          {t('alerts.desktop.noSound')}
        </p>
      )}
      <Toggle
        label={t('alerts.desktop.repeat')}
        help={t('alerts.desktop.repeatHelp')}
        checked={repeatUntilSeen}
        onChange={(next) => group.change({ repeatUntilSeen: next })}
      />
    </SettingsForm>
  );
}
