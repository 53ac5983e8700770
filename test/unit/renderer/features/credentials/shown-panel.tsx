import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { CredentialsPanel } from '#renderer/features/credentials/CredentialsPanel.tsx';
import { useCredentialDesk } from '#renderer/features/credentials/credential-desk-store.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { TextsProvider } from '#renderer/lib/texts-context.tsx';
import { startBridgeSync } from '#renderer/store/bridge-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { KitProvider } from '#renderer/ui/KitProvider.tsx';
import type { Language } from '#shared/contract/console-contract.ts';
import type { FakeBridge } from '../../fake-bridge.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const initial = useConsole.getInitialState();
let end: (() => Promise<void>) | null = null;

/** Shows the panel alone, with the console's state behind it. */
export async function showPanel(bridge: FakeBridge, language: Language = 'en'): Promise<void> {
  useConsole.setState(initial, true);
  useCredentialDesk.getState().forget();
  document.body.innerHTML = '<main id="root"></main>';
  const client = createConsoleClient(bridge);
  const stopSync = startBridgeSync(client, useConsole, {
    frames: { next: () => () => undefined },
    now: () => 0,
    after: () => () => undefined,
  });
  const root = createRoot(document.getElementById('root') as HTMLElement);
  end = async () => {
    stopSync();
    await act(async () => root.unmount());
  };
  await act(async () =>
    root.render(
      <TextsProvider i18n={createI18n(language)}>
        <KitProvider nonce="n">
          <ClientProvider value={client}>
            <CredentialsPanel />
          </ClientProvider>
        </KitProvider>
      </TextsProvider>,
    ),
  );
}

/** To be called after each test. */
export async function closePanel(): Promise<void> {
  await end?.();
  end = null;
}

/** Everything the page holds: markup, and what stands in its fields. */
export const pageHolds = (text: string): boolean =>
  document.documentElement.outerHTML.includes(text) ||
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some((field) =>
    field.value.includes(text),
  );

/** The row of a credential. */
export function row(id: string): HTMLElement {
  const found = document.getElementById(`credential-${id}`);
  if (found === null) throw new Error(`No row ${id}`);
  return found;
}

export const rowText = (id: string): string => row(id).textContent.replaceAll('\u00a0', ' ');
