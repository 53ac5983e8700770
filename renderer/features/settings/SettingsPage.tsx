import { AboutPanel } from './AboutPanel.tsx';
import { AddressesPanel } from './AddressesPanel.tsx';
import { AppearancePanel } from './AppearancePanel.tsx';
import { DataPanel } from './DataPanel.tsx';
import { SecretsPanel } from './SecretsPanel.tsx';
import styles from './SettingsPage.module.css';

export function SettingsPage() {
  return (
    <div className={styles.page}>
      <AppearancePanel />
      <SecretsPanel />
      <DataPanel />
      <AddressesPanel />
      <AboutPanel />
    </div>
  );
}
