import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useAppearance } from '#renderer/store/use-appearance.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import styles from './AppearanceSwitch.module.css';

/** Language and theme, at hand on every page. */
export function AppearanceSwitch({ onHelp }: { readonly onHelp: () => void }) {
  const { t, language } = useTexts();
  const { chosen, choose, error } = useAppearance();
  return (
    <section aria-label={t('app.appearance')} className={styles.switches}>
      <Segmented
        size="small"
        wide
        label={t('language.label')}
        value={chosen?.language ?? language}
        options={[
          { value: 'en', label: t('language.en'), icon: <span aria-hidden="true">EN</span> },
          { value: 'nl', label: t('language.nl'), icon: <span aria-hidden="true">NL</span> },
          { value: 'zh', label: t('language.zh'), icon: <span aria-hidden="true">中文</span>, lang: 'zh-CN' },
        ]}
        onChange={(value) => choose({ language: value })}
      />
      <div className={styles.row}>
        <Segmented
          size="small"
          label={t('theme.label')}
          value={chosen?.theme ?? 'system'}
          options={[
            { value: 'light', label: t('theme.light'), icon: <Icon name="sun" size={14} /> },
            { value: 'dark', label: t('theme.dark'), icon: <Icon name="moon" size={14} /> },
            { value: 'system', label: t('theme.system'), icon: <Icon name="screen" size={14} /> },
          ]}
          onChange={(value) => choose({ theme: value })}
        />
        <button type="button" className={styles.help} onClick={onHelp} title={t('shortcuts.title')}>
          <Icon name="keyboard" size={17} />
          <span className="visually-hidden">{t('shortcuts.title')}</span>
        </button>
      </div>
      {error !== null && <p role="alert">{t('settings.saveFailed')}</p>}
    </section>
  );
}
