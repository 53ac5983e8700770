import './lib/no-generated-code.ts';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { OutsideNotice } from './app/OutsideNotice.tsx';
import { createI18n, preferredLanguage } from './i18n/i18n.ts';
import { ClientProvider } from './lib/client-context.tsx';
import { createConsoleClient } from './lib/console-client.ts';
import { browserFrames } from './lib/frame-batch.ts';
import { createPacedFrames, windowClock } from './lib/paced-frames.ts';
import { TextsProvider } from './lib/texts-context.tsx';
import { startBridgeSync } from './store/bridge-sync.ts';
import { useConsole } from './store/console-store.ts';
import { KitProvider } from './ui/KitProvider.tsx';

const i18n = createI18n(preferredLanguage(navigator.languages));
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

function connect(): ReactNode {
  if (window.veerpont === undefined) return <OutsideNotice />;
  const client = createConsoleClient(window.veerpont);
  startBridgeSync(client, useConsole, {
    frames: createPacedFrames(windowClock(browserFrames)),
    now: Date.now,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });
  return (
    <ClientProvider value={client}>
      <App />
    </ClientProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <TextsProvider i18n={i18n}>
      <KitProvider nonce={nonce}>
        <ErrorBoundary>{connect()}</ErrorBoundary>
      </KitProvider>
    </TextsProvider>
  </StrictMode>,
);
