// @vitest-environment happy-dom
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { TextsProvider } from '#renderer/lib/texts-context.tsx';
import { KitProvider } from '#renderer/ui/KitProvider.tsx';
import { ShownOnce } from '#renderer/ui/ShownOnce.tsx';
import type { ShownText } from '#renderer/ui/ShownOnceField.tsx';
import { RelayError } from '#shared/errors/relay-error.ts';
import { askedFor, click, inAct, named, shownText } from '../features/shown-app.tsx';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';

const certificate = '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n';
const key = 'canary-7f3e';
const pair = [
  { label: 'Client certificate', text: certificate, fileName: 'client.pem' },
  { label: 'Private key', text: key },
] as const;

let root: Root | null = null;
let fields: readonly ShownText[] | null = null;

function Opener({ start }: { readonly start: readonly ShownText[] }) {
  const [open, setOpen] = useState<readonly ShownText[] | null>(start);
  fields = open;
  return (
    <main>
      {open !== null && (
        <ShownOnce title="CXone’s pair" fields={open} onClose={() => setOpen(null)}>
          <p>Paste them.</p>
        </ShownOnce>
      )}
    </main>
  );
}

async function show(bridge: FakeBridge, start: readonly ShownText[] = pair): Promise<void> {
  document.body.innerHTML = '<div id="root"></div>';
  root = createRoot(document.getElementById('root') as HTMLElement);
  await act(async () =>
    root?.render(
      <TextsProvider i18n={createI18n('en')}>
        <KitProvider nonce="n">
          <ClientProvider value={createConsoleClient(bridge)}>
            <Opener start={start} />
          </ClientProvider>
        </KitProvider>
      </TextsProvider>,
    ),
  );
}

const page = (): string =>
  document.body.innerHTML + [...document.querySelectorAll('textarea')].map((one) => one.value).join('');
const copy = (label: string): Promise<void> => click(named('button', `Copy: ${label}`));
const closeButtons = (): HTMLElement => named('button', 'Close');

afterEach(async () => {
  await act(async () => root?.unmount());
  root = null;
});

describe('what is shown once', () => {
  it('stands in fields that can be read but not changed, with a sentence that says so', async () => {
    await show(createFakeBridge({}));
    const field = named<HTMLTextAreaElement>('textarea', 'Client certificate');
    expect([field.value, field.readOnly, field.getAttribute('rows')]).toEqual([certificate, true, '3']);
    expect(shownText()).toContain('These are shown only now');
    expect(shownText()).toContain('client.pem');
    expect(shownText()).toContain('Paste them.');
  });

  it('copies exactly, and closes at once when everything was copied', async () => {
    const bridge = createFakeBridge({});
    await show(bridge);
    await copy('Client certificate');
    await copy('Private key');
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: certificate }, { text: key }]);
    await click(closeButtons());
    expect(fields).toBeNull();
    expect(page()).not.toContain(key);
  });

  it('asks once more while something was not copied, naming it', async () => {
    await show(createFakeBridge({}));
    await copy('Client certificate');
    await click(closeButtons());
    expect(shownText()).toContain('Not copied yet: Private key.');
    expect(page()).toContain(key);
    expect(document.activeElement).toBe(named('button', 'Back'));
    await click(named('button', 'Back'));
    expect(document.activeElement).toBe(named('button', 'Copy: Private key'));
    expect(shownText()).not.toContain('Not copied yet');
    await click(closeButtons());
    await click(named('button', 'Close all the same'));
    expect(fields).toBeNull();
    expect(page()).not.toContain(key);
  });

  it('takes escape for a question, and escape again for staying', async () => {
    await show(createFakeBridge({}));
    const escape = (): Promise<void> =>
      inAct(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
    await escape();
    expect(shownText()).toContain('Not copied yet');
    await escape();
    expect(shownText()).not.toContain('Not copied yet');
    expect(page()).toContain(key);
  });

  it('keeps the console’s own keys from leaving the page', async () => {
    await show(createFakeBridge({}));
    const seen: string[] = [];
    const note = (event: KeyboardEvent): number => seen.push(event.key);
    window.addEventListener('keydown', note);
    for (const pressed of ['g', 'o', '?', 'Tab', ' ']) {
      await inAct(
        () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true })),
      );
    }
    window.removeEventListener('keydown', note);
    expect(seen).toEqual(['Tab', ' ']);
  });

  it('does not count a copy that failed', async () => {
    const bridge = createFakeBridge(
      {},
      {
        'app.copyText': () => {
          throw new RelayError('INTERNAL', 'no clipboard');
        },
      },
    );
    await show(bridge, [{ label: 'Client secret', text: key }]);
    await copy('Client secret');
    expect(named('button', 'Copy: Client secret').textContent).toBe('Not copied');
    await click(closeButtons());
    expect(shownText()).toContain('Not copied yet: Client secret');
  });
});
