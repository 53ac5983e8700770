import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './HistorySection.module.css';

/** Who changed the settings, when, from when it counted, and why. */
export function HistorySection({ view }: { readonly view: SlaSettingsView }) {
  const { t, format } = useTexts();
  return (
    <Panel title={t('slaSettings.history.title')} flush>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('slaSettings.history.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('slaSettings.history.savedAt')}</th>
            <th scope="col">{t('slaSettings.history.by')}</th>
            <th scope="col">{t('slaSettings.history.from')}</th>
            <th scope="col">{t('slaSettings.history.note')}</th>
          </tr>
        </thead>
        <tbody>
          {view.history.map((version) => (
            <tr key={version.id}>
              <td>{version.by === null ? t('slaSettings.history.noNote') : format.full(version.savedAt)}</td>
              <td>
                {version.by === null ? t('slaSettings.history.first') : <SafeText text={version.by} maxLength={80} />}
              </td>
              <td>
                {version.by === null && version.appliesFrom <= 0
                  ? t('slaSettings.history.noNote')
                  : format.full(version.appliesFrom)}
                {version.id === view.current.id && (
                  <span className={styles.mark}>{t('slaSettings.history.inForce')}</span>
                )}
                {version.id === view.planned?.id && (
                  <span className={styles.mark}>{t('slaSettings.history.planned')}</span>
                )}
              </td>
              <td className={styles.note}>
                {version.note === '' ? (
                  t('slaSettings.history.noNote')
                ) : (
                  <SafeText text={version.note} maxLength={500} className={styles.whole} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
