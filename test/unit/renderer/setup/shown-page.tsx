import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { TextsProvider } from '#renderer/lib/texts-context.tsx';
import { startBridgeSync } from '#renderer/store/bridge-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { KitProvider } from '#renderer/ui/KitProvider.tsx';
import type { Language } from '#shared/contract/console-contract.ts';
import type { FakeBridge } from '../fake-bridge.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const initial = useConsole.getInitialState();
let end: (() => Promise<void>) | null = null;

/** One page with the store behind it, without the frame of the whole console: a test file of its own loads in half the time. */
export async function showPage(page: ReactNode, bridge: FakeBridge, language: Language = 'en'): Promise<void> {
  useConsole.setState(initial, true);
  document.body.innerHTML = '<div id="root"></div>';
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
          <ClientProvider value={client}>{page}</ClientProvider>
        </KitProvider>
      </TextsProvider>,
    ),
  );
  await settled();
}

/** To be called after each test. */
export async function closePage(): Promise<void> {
  await end?.();
  end = null;
  window.localStorage.clear();
}

/** Lets answers of the simulated main process arrive. */
export const settled = (): Promise<void> =>
  act(async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  });

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();

export const shownText = (): string => plain(document.body.textContent);

/** An element's name as a screen reader says it, as far as these pages need it. */
const nameOf = (element: HTMLElement): string =>
  plain(
    element.getAttribute('aria-label') ??
      (element as HTMLInputElement).labels?.[0]?.textContent ??
      element.querySelector('legend')?.textContent ??
      element.textContent,
  );

export function named<E extends HTMLElement = HTMLElement>(selector: string, name: string): E {
  const found = allNamed<E>(selector, name)[0];
  if (found === undefined) throw new Error(`No ${selector} named ${name}`);
  return found;
}

export const allNamed = <E extends HTMLElement = HTMLElement>(selector: string, name: string): E[] =>
  [...document.querySelectorAll<E>(selector)].filter((element) => nameOf(element) === name);

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
  await settled();
}

export async function type(field: HTMLElement, value: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export const focus = (element: HTMLElement): Promise<void> => act(async () => element.focus());

/** Chooses in a list of the system's own. */
export async function choose(list: HTMLElement, value: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(list, value);
    list.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settled();
}

/** Leaves a field: what is wrong with it is said from now on, and what was typed is saved. */
export async function leave(field: HTMLElement): Promise<void> {
  await act(async () => field.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  await settled();
}

export const press = (element: HTMLElement, key: string, ctrlKey = false): Promise<void> =>
  act(async () => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
  });

export const askedFor = (bridge: FakeBridge, name: string): readonly unknown[] =>
  bridge.asked.filter((one) => one.name === name).map(({ input }) => input);
