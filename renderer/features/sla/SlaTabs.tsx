import { hrefOfSla, breachedLately, wholeBoard, type SlaRoute } from '#renderer/lib/sla-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './SlaTabs.module.css';

const tabs = [
  { name: 'board', route: { page: 'sla', tab: 'board', filter: wholeBoard } },
  { name: 'breached', route: { page: 'sla', tab: 'breached', filter: breachedLately } },
  { name: 'report', route: { page: 'sla', tab: 'report' } },
  { name: 'settings', route: { page: 'sla', tab: 'settings' } },
] as const satisfies readonly { readonly name: string; readonly route: SlaRoute }[];

/** The four pages about SLA. Links, so that each can be opened, remembered and gone back to. */
export function SlaTabs({ tab }: { readonly tab: SlaRoute['tab'] }) {
  const { t } = useTexts();
  return (
    <nav className={styles.tabs} aria-label={t('sla.tabs')} data-print="off">
      {tabs.map(({ name, route }) => (
        <a key={name} href={hrefOfSla(route)} aria-current={tab === name ? 'page' : undefined}>
          {t(`sla.${name}`)}
        </a>
      ))}
    </nav>
  );
}
