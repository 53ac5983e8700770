import type { ConsoleSettings } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import styles from './AppearanceSwitch.module.css';

/** Language and theme, at hand on every page. */
export function AppearanceSwitch({ onHelp }: { readonly onHelp: () => void }) {
  const { t, language } = useTexts();
  const client = useClient();
  const settings = useConsole((state) => state.settings);
  const settingsChanged = useConsole((state) => state.settingsChanged);
  const change = useAction(async (part: Partial<ConsoleSettings>) => {
    settingsChanged(await client.invoke('settings.change', part));
  });
  return (
    <section aria-label={t('app.appearance')} className={styles.switches}>
      <Segmented
        size="small"
        wide
        label={t('language.label')}
        value={settings?.language ?? language}
        options={[
          { value: 'en', label: t('language.en'), icon: <span aria-hidden="true">EN</span> },
          { value: 'nl', label: t('language.nl'), icon: <span aria-hidden="true">NL</span> },
          { value: 'zh', label: t('language.zh'), icon: <span aria-hidden="true">中文</span>, lang: 'zh-CN' },
        ]}
        onChange={(value) => change.start({ language: value })}
      />
      <div className={styles.row}>
        <Segmented
          size="small"
          label={t('theme.label')}
          value={settings?.theme ?? 'system'}
          options={[
            { value: 'light', label: t('theme.light'), icon: <Icon name="sun" size={14} /> },
            { value: 'dark', label: t('theme.dark'), icon: <Icon name="moon" size={14} /> },
            { value: 'system', label: t('theme.system'), icon: <Icon name="screen" size={14} /> },
          ]}
          onChange={(value) => change.start({ theme: value })}
        />
        <button type="button" className={styles.help} onClick={onHelp} title={t('shortcuts.title')}>
          <Icon name="keyboard" size={17} />
          <span className="visually-hidden">{t('shortcuts.title')}</span>
        </button>
      </div>
      {change.state.kind === 'failed' && <p role="alert">{t('settings.saveFailed')}</p>}
    </section>
  );
}
