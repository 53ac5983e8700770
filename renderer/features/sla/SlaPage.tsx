import type { SlaRoute } from '#renderer/lib/sla-routes.ts';
import { SlaBoardPage } from './board/SlaBoardPage.tsx';
import { SlaBreachesPage } from './breaches/SlaBreachesPage.tsx';
import { SlaCasePage } from './case/SlaCasePage.tsx';
import { SlaReportPage } from './report/SlaReportPage.tsx';
import { SlaSettingsPage } from './settings/SlaSettingsPage.tsx';
import styles from './SlaPage.module.css';
import { SlaTabs } from './SlaTabs.tsx';

function Tab({ route }: { readonly route: SlaRoute }) {
  switch (route.tab) {
    case 'board':
      return <SlaBoardPage filter={route.filter} />;
    case 'breached':
      return <SlaBreachesPage filter={route.filter} />;
    case 'report':
      return <SlaReportPage />;
    case 'settings':
      return <SlaSettingsPage />;
    case 'case':
      return <SlaCasePage key={route.caseId} id={route.caseId} />;
  }
}

/** Everything about SLA clocks: those that run, those missed, figures over time, the rules, or one conversation. */
export function SlaPage({ route }: { readonly route: SlaRoute }) {
  return (
    <div className={styles.page}>
      {route.tab !== 'case' && <SlaTabs tab={route.tab} />}
      <Tab route={route} />
    </div>
  );
}
