// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { ConfigurationComparison } from '#shared/domain/setup/config-file.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { askedFor, closePage, named, shownText } from '../setup-2/shown-page.tsx';
import { begunView } from './setup-kit.ts';
import { click, showSetup } from './shown-setup.tsx';

afterEach(closePage);

const at = '#/set-up/configuration';
const comparison: ConfigurationComparison = {
  token: 'read-1',
  path: '/home/desk/other.json',
  savedAt: '2026-11-20T10:00:00.000Z',
  revision: 0,
  differences: [
    {
      id: 'integration/support',
      kind: 'integration',
      name: 'Support',
      change: 'changed',
      fields: [
        { path: 'boxUrl', here: '', file: 'https://b.example.com/integration/box' },
        { path: 'cxone.tenantId', here: '<b>here</b>', file: null },
      ],
      missingSecrets: [],
    },
    {
      id: 'channel/rose',
      kind: 'channel',
      name: 'Rose',
      change: 'added',
      fields: [],
      missingSecrets: ['wechat_token'],
    },
    { id: 'channel/tulip', kind: 'channel', name: 'Tulip', change: 'removed', fields: [], missingSecrets: [] },
  ],
};
const bridgeWith = (read: ConfigurationComparison | null) =>
  createFakeBridge({ setup: begunView() }, { 'setup.readConfiguration': () => read });

describe('the configuration as a file', () => {
  it('is saved, and says where', async () => {
    const bridge = bridgeWith(null);
    await showSetup(at, bridge);
    await click(named('button', 'Save to a file…'));
    expect(askedFor(bridge, 'setup.exportConfiguration')).toEqual([null]);
    expect(shownText()).toContain('/home/desk/veerpont.json');
  });

  it('is compared side by side, and nothing is taken out unless it is ticked', async () => {
    const bridge = bridgeWith(comparison);
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    const rows = [...document.querySelectorAll('table tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Integration box URL', 'empty', 'https://b.example.com/integration/box'],
      ['Tenant ID', '<b>here</b>', 'not there'],
    ]);
    expect(shownText()).toContain('To be typed here afterwards: token');
    const boxes = [...document.querySelectorAll<HTMLInputElement>('li input[type=checkbox]')];
    expect(boxes.map((one) => one.checked)).toEqual([true, true, false]);
    await click(boxes[0] as HTMLElement);
    await click(named('button', 'Take over 1'));
    expect(askedFor(bridge, 'setup.importConfiguration')).toEqual([{ token: 'read-1', take: ['channel/rose'] }]);
    expect(shownText()).toContain('1 difference is taken over.');
  });

  it('is compared anew once something here has changed', async () => {
    const bridge = bridgeWith({ ...comparison, revision: -1 });
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    expect(shownText()).toContain('Something here has changed since the file was compared.');
    await click(named('button', 'Choose the file again'));
    expect(askedFor(bridge, 'setup.readConfiguration')).toHaveLength(2);
  });

  it('says when the file says the same, and when the question was called off', async () => {
    const bridge = bridgeWith({ ...comparison, differences: [] });
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    expect(shownText()).toContain('There is nothing to take over.');
    await closePage();
    await showSetup(at, bridgeWith(null));
    await click(named('button', 'Choose a file…'));
    expect(named('button', 'Choose a file…')).toBeDefined();
  });

  it.each(['SETUP_FILE_UNREADABLE', 'SETUP_FILE_NEWER'] as const)(
    'says what is wrong with a file: %s',
    async (code) => {
      const refuses = {
        'setup.readConfiguration': () => {
          throw new RelayError(code, 'no');
        },
      };
      await showSetup(at, createFakeBridge({ setup: begunView() }, refuses));
      await click(named('button', 'Choose a file…'));
      expect(document.querySelector('[role=alert]')?.textContent).toContain(code);
    },
  );
});
