import { hrefOf, wholeTraffic, type Route } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { FerryMark, Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { AppearanceSwitch } from './AppearanceSwitch.tsx';
import styles from './Navigation.module.css';
import { RelayFoot } from './RelayFoot.tsx';

interface NavigationProps {
  readonly page: Route['page'];
  readonly onHelp: () => void;
}

const entries: readonly { readonly page: Route['page']; readonly icon: IconName; readonly href: string }[] = [
  { page: 'overview', icon: 'overview', href: hrefOf({ page: 'overview' }) },
  { page: 'traffic', icon: 'traffic', href: hrefOf({ page: 'traffic', query: wholeTraffic, messageId: null }) },
  { page: 'settings', icon: 'settings', href: hrefOf({ page: 'settings' }) },
];

export function Navigation({ page, onHelp }: NavigationProps) {
  const { t } = useTexts();
  return (
    <div className={styles.side}>
      <nav aria-label={t('app.navigation')}>
        <div className={styles.brand}>
          <FerryMark />
          {t('app.name')}
        </div>
        <ul>
          {entries.map((entry) => (
            <li key={entry.page}>
              <a href={entry.href} className={styles.link} aria-current={entry.page === page ? 'page' : undefined}>
                <Icon name={entry.icon} />
                {t(`pages.${entry.page}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.foot}>
        <RelayFoot />
        <AppearanceSwitch onHelp={onHelp} />
      </div>
    </div>
  );
}
