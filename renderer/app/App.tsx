import { useState, type ReactNode } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { AlertSettingsSection } from '#renderer/features/alerts/AlertSettingsSection.tsx';
import { CertificatesPage } from '#renderer/features/certificates/CertificatesPage.tsx';
import { ChannelPage } from '#renderer/features/channel/ChannelPage.tsx';
import { CredentialsPanel } from '#renderer/features/credentials/CredentialsPanel.tsx';
import { CustomerPage } from '#renderer/features/customers/CustomerPage.tsx';
import { FirstRunPage } from '#renderer/features/first-run/FirstRunPage.tsx';
import { HandOverPage } from '#renderer/features/hand-over/HandOverPage.tsx';
import { IncidentsPage } from '#renderer/features/incidents/IncidentsPage.tsx';
import { OverviewPage } from '#renderer/features/overview/OverviewPage.tsx';
import { SandboxPage } from '#renderer/features/sandbox/SandboxPage.tsx';
import { ReadinessSummary } from '#renderer/features/setup/readiness/ReadinessSummary.tsx';
import { OutsidePage } from '#renderer/features/setup-outside/OutsidePage.tsx';
import { SetupPage } from '#renderer/features/setup/SetupPage.tsx';
import { SettingsPage } from '#renderer/features/settings/SettingsPage.tsx';
import { SlaPage } from '#renderer/features/sla/SlaPage.tsx';
import { MessageDrawer } from '#renderer/features/story/MessageDrawer.tsx';
import { TrafficPage } from '#renderer/features/traffic/TrafficPage.tsx';
import { UnlockPage } from '#renderer/features/unlock/UnlockPage.tsx';
import { useRoute, type Route } from '#renderer/lib/router.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useVaultWaits } from '#renderer/store/selectors.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { MessagesPlace } from './MessagesPlace.tsx';
import './print.css';
import { RaisedNotices } from './RaisedNotices.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { useAppearance } from './use-appearance.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTopOfPage } from './use-top-of-page.ts';
import { WaitingForMain } from './WaitingForMain.tsx';

const story = (id: MessageId, onClose: () => void): ReactNode => <MessageDrawer key={id} id={id} onClose={onClose} />;

function Page({ route }: { readonly route: Route }) {
  const relay = useConsole((state) => state.relay);
  const vaultWaits = useVaultWaits();
  if (route.page === 'settings') {
    return <SettingsPage section={route.section ?? 'general'} alerts={<AlertSettingsSection />} />;
  }
  if (relay === null) return <WaitingForMain />;
  if (vaultWaits) return <UnlockPage />;
  if (relay.kind === 'not_configured' && route.page !== 'setup') return <FirstRunPage />;
  switch (route.page) {
    case 'traffic':
      return <TrafficPage query={route.query} messageId={route.messageId} story={story} />;
    case 'messages':
      return <MessagesPlace route={route} story={story} />;
    case 'customer':
      return <CustomerPage key={route.contactNo} contactNo={route.contactNo} />;
    case 'channel':
      return (
        <ChannelPage
          key={route.channelId}
          channelId={route.channelId}
          setup={<ReadinessSummary channelId={route.channelId} />}
        />
      );
    case 'incidents':
      return <IncidentsPage incidentId={route.incidentId} />;
    case 'sla':
      return <SlaPage route={route} />;
    case 'certificates':
      return <CertificatesPage route={route} credentials={<CredentialsPanel />} />;
    case 'setup':
      return <SetupPage route={route} outside={<OutsidePage />} />;
    case 'handOver':
      return <HandOverPage />;
    case 'sandbox':
      return <SandboxPage />;
    case 'overview':
      return <OverviewPage />;
  }
}

/** Lists that scroll in themselves; the page around them stands still. */
const fillsWindow = (route: Route): boolean =>
  route.page === 'traffic' || route.page === 'messages' || (route.page === 'sla' && route.tab === 'board');

export function App() {
  const route = useRoute();
  const [helpOpen, setHelpOpen] = useState(false);
  useAppearance();
  useTopOfPage(route);
  useShortcuts(() => setHelpOpen(true));
  return (
    <>
      <Frame page={route.page} fills={fillsWindow(route)} onHelp={() => setHelpOpen(true)}>
        <ErrorBoundary key={route.page}>
          <Page route={route} />
        </ErrorBoundary>
      </Frame>
      <RaisedNotices />
      <ShortcutHelp open={helpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}
