import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useAppearance } from '#renderer/store/use-appearance.ts';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SettingLine } from './SettingLine.tsx';

/** Theme, language and density; each takes effect at once and is kept. */
export function AppearancePanel() {
  const { t } = useTexts();
  const { chosen, choose, error } = useAppearance();
  return (
    <Panel title={t('settings.appearance')}>
      <SettingLine label={t('theme.label')}>
        <Segmented
          label={t('theme.label')}
          value={chosen?.theme ?? null}
          options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(theme) => choose({ theme })}
        />
      </SettingLine>
      <SettingLine label={t('language.label')} help={t('settings.languageHelp')}>
        <Segmented
          label={t('language.label')}
          value={chosen?.language ?? null}
          options={(['en', 'nl', 'zh'] as const).map((value) => ({
            value,
            label: t(`language.${value}`),
            lang: value,
          }))}
          onChange={(language) => choose({ language })}
        />
      </SettingLine>
      <SettingLine label={t('settings.density')}>
        <Segmented
          label={t('settings.density')}
          value={chosen?.density ?? null}
          options={(['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
          onChange={(density) => choose({ density })}
        />
      </SettingLine>
      {error !== null && <ErrorNote error={error} />}
    </Panel>
  );
}
