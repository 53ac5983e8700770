import type { ReactNode } from 'react';
import type { SetupRoute } from '#renderer/lib/setup-routes.ts';
import { ChannelWizardPage } from './channel/ChannelWizardPage.tsx';
import { ConfigurationPage } from './configuration/ConfigurationPage.tsx';
import { HandOverSheetPage } from './hand-over/HandOverSheetPage.tsx';
import { IntegrationPage } from './integration/IntegrationPage.tsx';
import { SetupOverview } from './overview/SetupOverview.tsx';
import { PermissionsPage } from './permissions/PermissionsPage.tsx';
import { ReadinessPage } from './readiness/ReadinessPage.tsx';
import { RelayPage } from './relay/RelayPage.tsx';
import { RoutingPage } from './routing/RoutingPage.tsx';
import { SkillsPage } from './skills/SkillsPage.tsx';

interface SetupPageProps {
  readonly route: SetupRoute;
  /** The page about the public address, of a feature of its own. */
  readonly outside: ReactNode;
}

/** Everything of the set-up. Forms are shown anew for each entry. */
export function SetupPage({ route, outside }: SetupPageProps) {
  switch (route.tab) {
    case 'overview':
      return <SetupOverview />;
    case 'integration':
      return <IntegrationPage key={route.id} id={route.id} />;
    case 'handOver':
      return <HandOverSheetPage key={route.id} id={route.id} />;
    case 'channel':
      return <ChannelWizardPage key={route.id} id={route.id} step={route.step} />;
    case 'permissions':
      return <PermissionsPage />;
    case 'routing':
      return <RoutingPage />;
    case 'skills':
      return <SkillsPage id={route.id} step={route.step} />;
    case 'readiness':
      return <ReadinessPage key={route.channelId} channelId={route.channelId} />;
    case 'relay':
      return <RelayPage />;
    case 'configuration':
      return <ConfigurationPage />;
    case 'outside':
      return outside;
  }
}
