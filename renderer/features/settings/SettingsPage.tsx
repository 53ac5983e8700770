import type { ReactNode } from 'react';
import { goTo } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { AboutPanel } from './AboutPanel.tsx';
import { AddressesPanel } from './AddressesPanel.tsx';
import { AppearancePanel } from './AppearancePanel.tsx';
import { DataPanel } from './DataPanel.tsx';
import { SecretsPanel } from './SecretsPanel.tsx';
import styles from './SettingsPage.module.css';

interface SettingsPageProps {
  readonly section: 'general' | 'alerts';
  /** How people are told; a feature of its own. */
  readonly alerts: ReactNode;
}

/** Settings in two parts: this console, and how people are told. */
export function SettingsPage({ section, alerts }: SettingsPageProps) {
  const { t } = useTexts();
  return (
    <div className={styles.page}>
      <div>
        <Segmented<'general' | 'alerts'>
          label={t('settingsSection.label')}
          value={section}
          options={[
            { value: 'general', label: t('settingsSection.general') },
            { value: 'alerts', label: t('settingsSection.alerts') },
          ]}
          onChange={(next) => goTo(next === 'alerts' ? { page: 'settings', section: 'alerts' } : { page: 'settings' })}
        />
      </div>
      {section === 'alerts' ? (
        alerts
      ) : (
        <>
          <AppearancePanel />
          <SecretsPanel />
          <DataPanel />
          <AddressesPanel />
          <AboutPanel />
        </>
      )}
    </div>
  );
}
