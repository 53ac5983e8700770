import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app/App.tsx';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { TextsProvider } from '#renderer/lib/texts-context.tsx';
import { startBridgeSync } from '#renderer/store/bridge-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { KitProvider } from '#renderer/ui/KitProvider.tsx';
import type { Language } from '#shared/contract/console-contract.ts';
import { anOverview } from '../fake-data.ts';
import type { FakeBridge } from '../fake-bridge.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const initial = useConsole.getInitialState();
let end: (() => Promise<void>) | null = null;

/** happy-dom draws no canvas, so the hour is quiet and the chart says so in words. */
export const quietOverview = anOverview({
  minutes: anOverview().minutes.map((one) => ({ ...one, inbound: 0, outbound: 0, failed: 0 })),
});

/** Opens the whole console on a simulated main process, at an address such as "#/incidents". */
export async function showAt(hash: string, bridge: FakeBridge, language: Language = 'en'): Promise<void> {
  useConsole.setState(initial, true);
  window.location.hash = hash;
  document.body.innerHTML = '<div id="root"></div>';
  bridge.state.settings = { ...bridge.state.settings, language };
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
            <App />
          </ClientProvider>
        </KitProvider>
      </TextsProvider>,
    ),
  );
}

/** To be called after each test. */
export async function closeApp(): Promise<void> {
  await end?.();
  end = null;
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();

/** Everything on screen. */
export const shownText = (): string => plain(document.body.textContent);

/** The elements' names as a screen reader says them, as far as these pages need it. */
const nameOf = (element: HTMLElement): string => {
  const labels = (element as HTMLInputElement).labels;
  return plain(element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent);
};

export function named<E extends HTMLElement = HTMLElement>(selector: string, name: string): E {
  const found = [...document.querySelectorAll<E>(selector)].find((element) => nameOf(element) === name);
  if (found === undefined) throw new Error(`No ${selector} named ${name}`);
  return found;
}

/** The region (a panel, a form's section) with this title. */
export function panel(title: string): HTMLElement {
  const head = [...document.querySelectorAll('section h2')].find((one) => plain(one.textContent) === title);
  const found = head?.closest('section');
  if (!found) throw new Error(`No panel ${title}`);
  return found;
}

export function inside<E extends HTMLElement = HTMLElement>(region: Element, selector: string, name: string): E {
  const found = [...region.querySelectorAll<E>(selector)].find((element) => nameOf(element) === name);
  if (found === undefined) throw new Error(`No ${selector} named ${name} there`);
  return found;
}

/**
 * A new address is told of at once: happy-dom does so on a timer of its own, which may be before or after what a test looks
 * at next.
 */
export const inAct = (run: () => void): Promise<void> =>
  act(async () => {
    const before = window.location.hash;
    run();
    if (window.location.hash !== before) window.dispatchEvent(new Event('hashchange'));
  });

export const click = (element: HTMLElement): Promise<void> =>
  inAct(() => {
    element.click();
  });

export function type(field: HTMLElement, value: string): Promise<void> {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  return act(async () => {
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Every question of one name that was asked, oldest first. */
export const askedFor = (bridge: FakeBridge, name: string): readonly unknown[] =>
  bridge.asked.filter((one) => one.name === name).map(({ input }) => input);
