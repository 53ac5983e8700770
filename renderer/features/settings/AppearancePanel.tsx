import type { ConsoleSettings } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SettingLine } from './SettingLine.tsx';

/** Theme, language and density; each takes effect at once and is kept. */
export function AppearancePanel() {
  const { t } = useTexts();
  const client = useClient();
  const settings = useConsole((state) => state.settings);
  const settingsChanged = useConsole((state) => state.settingsChanged);
  const change = useAction(async (part: Partial<ConsoleSettings>) => {
    settingsChanged(await client.invoke('settings.change', part));
  });
  return (
    <Panel title={t('settings.appearance')}>
      <SettingLine label={t('theme.label')}>
        <Segmented
          label={t('theme.label')}
          value={settings?.theme ?? null}
          options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(theme) => change.start({ theme })}
        />
      </SettingLine>
      <SettingLine label={t('language.label')} help={t('settings.languageHelp')}>
        <Segmented
          label={t('language.label')}
          value={settings?.language ?? null}
          options={(['en', 'nl', 'zh'] as const).map((value) => ({
            value,
            label: t(`language.${value}`),
            lang: value,
          }))}
          onChange={(language) => change.start({ language })}
        />
      </SettingLine>
      <SettingLine label={t('settings.density')}>
        <Segmented
          label={t('settings.density')}
          value={settings?.density ?? null}
          options={(['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
          onChange={(density) => change.start({ density })}
        />
      </SettingLine>
      {change.state.kind === 'failed' && <ErrorNote error={change.state.error} />}
    </Panel>
  );
}
