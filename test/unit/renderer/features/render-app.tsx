import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from '#renderer/app/App.tsx';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { TextsProvider } from '#renderer/lib/texts-context.tsx';
import { startBridgeSync } from '#renderer/store/bridge-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { KitProvider } from '#renderer/ui/KitProvider.tsx';
import type { FakeBridge } from '../fake-bridge.ts';

const initial = useConsole.getInitialState();

/** The whole window over a simulated main process; `end` takes it down again. */
export async function renderApp(
  bridge: FakeBridge,
  hash: string,
  language: 'en' | 'nl' | 'zh' = 'en',
): Promise<{ readonly end: () => Promise<void> }> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  useConsole.setState(initial, true);
  window.location.hash = hash;
  document.body.innerHTML = '<div id="root"></div>';
  bridge.state.settings = { ...bridge.state.settings, language };
  const client = createConsoleClient(bridge);
  const stop = startBridgeSync(client, useConsole, {
    frames: { next: () => () => undefined },
    now: () => 0,
    after: () => () => undefined,
  });
  const root: Root = createRoot(document.getElementById('root') as HTMLElement);
  await act(async () =>
    root.render(
      <TextsProvider i18n={createI18n(language)}>
        <KitProvider nonce="n">
          <ClientProvider value={client}>
            <App />
          </ClientProvider>
        </KitProvider>
      </TextsProvider>,
    ),
  );
  return {
    end: async () => {
      stop();
      await act(async () => root.unmount());
    },
  };
}

/** What stands on the page, with ordinary spaces. */
export const pageText = (): string => document.body.textContent.replaceAll('\u00a0', ' ');

/** The element of that kind with exactly this accessible name. Throws when there is none. */
export function named<E extends HTMLElement = HTMLElement>(selector: string, name: string): E {
  const found = [...document.querySelectorAll<E>(selector)].find(
    (element) => (element.getAttribute('aria-label') ?? element.textContent).replaceAll('\u00a0', ' ').trim() === name,
  );
  if (found === undefined) throw new Error(`No ${selector} named ${name}`);
  return found;
}

export const press = (element: HTMLElement): Promise<void> => act(async () => element.click());

/** Types into a field as a person would: React hears of it. */
export async function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** The field that belongs to the label with this text. */
export function fieldOf<E extends HTMLInputElement | HTMLTextAreaElement>(label: string): E {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  const field = found === undefined ? null : document.getElementById(found.htmlFor);
  if (field === null) throw new Error(`No field labelled ${label}`);
  return field as E;
}
