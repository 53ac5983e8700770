import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './AboutPanel.module.css';

/** Versions, for a report. */
export function AboutPanel() {
  const { t } = useTexts();
  const info = useConsole((state) => state.appInfo);
  if (info === null) return null;
  return (
    <Panel title={t('settings.about')}>
      <dl className={styles.versions}>
        {(['version', 'electron', 'chromium', 'node', 'platform'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`settings.${name}`)}</dt>
            <dd>{info[name]}</dd>
          </div>
        ))}
      </dl>
      {info.fallbackRuntime && <p className={styles.note}>{t('settings.fallback')}</p>}
      {info.demo && <p className={styles.note}>{t('settings.demo')}</p>}
    </Panel>
  );
}
