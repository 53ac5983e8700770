import { act } from 'react';
import { SetupPage } from '#renderer/features/setup/SetupPage.tsx';
import { FirstRunPage } from '#renderer/features/first-run/FirstRunPage.tsx';
import { useRoute } from '#renderer/lib/router.ts';
import type { Language } from '#shared/contract/console-contract.ts';
import type { FakeBridge } from '../fake-bridge.ts';
import { allNamed, click as press, named, settled, showPage } from './shown-page.tsx';

/** The set-up alone; any other address leads to the page before anything is configured. */
function Routed() {
  const route = useRoute();
  return (
    <main>
      {route.page === 'setup' ? <SetupPage route={route} outside={<h2>Public address</h2>} /> : <FirstRunPage />}
    </main>
  );
}

/** Opens the set-up on a simulated main process, at an address such as "#/set-up/channel/tulip". */
export async function showSetup(hash: string, bridge: FakeBridge, language: Language = 'en'): Promise<void> {
  window.location.hash = hash;
  await showPage(<Routed />, bridge, language);
}

const headed = (title: string): HTMLElement | null =>
  [...document.querySelectorAll('section h2')]
    .find((one) => one.textContent.trim() === title)
    ?.closest<HTMLElement>('section') ?? null;

/** The region with this title. */
export function panel(title: string): HTMLElement {
  const found = headed(title);
  if (found === null) throw new Error(`No panel ${title}`);
  return found;
}

/** What has this name inside a region. */
export function inside<E extends HTMLElement = HTMLElement>(region: Element, selector: string, name: string): E {
  const found = allNamed<E>(selector, name).find((one) => region.contains(one));
  if (found === undefined) throw new Error(`No ${selector} named ${name} there`);
  return found;
}

export const dialog = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[role=dialog]');
  if (found === null) throw new Error('No dialog is open');
  return found;
};

/** What is said at a field: what is wrong with it, or how it is filled in. */
export const noteOf = (field: HTMLElement): string =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent ?? '';

/** A field by its label, and whether it is marked as wrong. */
export const isWrong = (selector: string, name: string): boolean =>
  named(selector, name).getAttribute('aria-invalid') === 'true';

/** Presses, and goes where it leads: happy-dom tells of a new address on a timer of its own. */
export async function click(element: HTMLElement): Promise<void> {
  const before = window.location.hash;
  await press(element);
  if (window.location.hash === before) return;
  await act(async () => window.dispatchEvent(new Event('hashchange')));
  await settled();
}

export async function type(field: HTMLElement, value: string): Promise<void> {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
