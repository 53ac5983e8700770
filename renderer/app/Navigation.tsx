import { hrefOf, wholeTraffic, type Route } from '#renderer/lib/router.ts';
import { certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { wholeBoard } from '#renderer/lib/sla-routes.ts';
import { careCount } from '#renderer/lib/certificates/care.ts';
import { openIncidents } from '#renderer/lib/incidents/order-incidents.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { FerryMark, Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { AppearanceSwitch } from './AppearanceSwitch.tsx';
import styles from './Navigation.module.css';
import { RelayFoot } from './RelayFoot.tsx';

interface NavigationProps {
  readonly page: Route['page'];
  readonly onHelp: () => void;
}

/** Without a text: what was searched for last, else the default search. */
const messagesHref = hrefOf({ page: 'messages', text: null, contactNo: null, messageId: null });

const entries: readonly { readonly page: Route['page']; readonly icon: IconName; readonly href: string }[] = [
  { page: 'overview', icon: 'overview', href: hrefOf({ page: 'overview' }) },
  { page: 'traffic', icon: 'traffic', href: hrefOf({ page: 'traffic', query: wholeTraffic, messageId: null }) },
  { page: 'messages', icon: 'search', href: messagesHref },
  { page: 'sla', icon: 'sla', href: hrefOf({ page: 'sla', tab: 'board', filter: wholeBoard }) },
  { page: 'certificates', icon: 'certificates', href: certificatesHref() },
  { page: 'incidents', icon: 'incidents', href: hrefOf({ page: 'incidents', incidentId: null }) },
  { page: 'handOver', icon: 'handOver', href: hrefOf({ page: 'handOver' }) },
  { page: 'setup', icon: 'setup', href: setupHref() },
  { page: 'settings', icon: 'settings', href: hrefOf({ page: 'settings' }) },
];

/** How many incidents are open; red while one of them has nobody looking after it. */
function OpenCount() {
  const { t, format } = useTexts();
  const incidents = useConsole((state) => state.incidents);
  const open = openIncidents(Object.values(incidents));
  if (open.length === 0) return null;
  const unseen = open.some(({ acknowledgedBy }) => acknowledgedBy === null);
  return (
    <span className={styles.count} data-tone={unseen ? 'bad' : 'idle'}>
      <span aria-hidden="true">{format.number(open.length)}</span>
      <span className="visually-hidden">{t('navigation.openIncidents', { count: open.length })}</span>
    </span>
  );
}

/** How many conversations are at risk or over their target; red once one is over it. */
function SlaCount() {
  const { t, format } = useTexts();
  const atRisk = useConsole((state) => state.slaSummary?.atRisk ?? 0);
  const missed = useConsole((state) => state.slaSummary?.breached ?? 0);
  if (atRisk + missed === 0) return null;
  return (
    <span className={styles.count} data-tone={missed > 0 ? 'bad' : 'warn'}>
      <span aria-hidden="true">{format.number(atRisk + missed)}</span>
      <span className="visually-hidden">
        {t('sla.navigation', { atRisk: format.number(atRisk), missed: format.number(missed) })}
      </span>
    </span>
  );
}

/** How many certificates end within 14 days, have ended, or came back by themselves. */
function CertificateCount() {
  const { t, format } = useTexts();
  const now = useNow();
  const desk = useConsole((state) => state.certificateDesk);
  const { count, urgent } = careCount(desk, now);
  if (count === 0) return null;
  return (
    <span className={styles.count} data-tone={urgent ? 'bad' : 'warn'}>
      <span aria-hidden="true">{format.number(count)}</span>
      <span className="visually-hidden">{t('certificates.navigation', { count })}</span>
    </span>
  );
}

export function Navigation({ page, onHelp }: NavigationProps) {
  const { t } = useTexts();
  // A customer's page is reached from their messages and leads back to them.
  const section = page === 'customer' ? 'messages' : page;
  return (
    <div className={styles.side} data-print="off">
      <nav aria-label={t('app.navigation')}>
        <div className={styles.brand}>
          <FerryMark />
          {t('app.name')}
        </div>
        <ul>
          {entries.map((entry) => (
            <li key={entry.page}>
              <a href={entry.href} className={styles.link} aria-current={entry.page === section ? 'page' : undefined}>
                <Icon name={entry.icon} />
                {t(`pages.${entry.page}`)}
                {entry.page === 'incidents' && <OpenCount />}
                {entry.page === 'sla' && <SlaCount />}
                {entry.page === 'certificates' && <CertificateCount />}
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
