// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReadinessPage } from '#renderer/features/setup/readiness/ReadinessPage.tsx';
import { ReadinessSummary } from '#renderer/features/setup/readiness/ReadinessSummary.tsx';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SetupBook, SetupView } from '#shared/domain/setup/book.ts';
import { emptyRole } from '#shared/setup/new-entry.ts';
import { scriptTick } from '#shared/setup/ticks.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { present } from '../fake-data.ts';
import {
  aChannelForm,
  anIntegration,
  appliedNow,
  aSighting,
  begunView,
  channelSecrets,
  integrationSecrets,
  unapplied,
} from './setup-kit.ts';
import { askedFor, click, closePage, showPage, shownText } from './shown-page.tsx';

const tulip = ChannelId.parse('tulip');

beforeEach(() => {
  vi.useFakeTimers({ now: present, toFake: ['Date'] });
});
afterEach(async () => {
  await closePage();
  vi.useRealTimers();
});

const view = (book: Partial<SetupBook> = {}): SetupView =>
  begunView(
    { integrations: [appliedNow(anIntegration())], channels: [appliedNow(aChannelForm())], ...book },
    { secrets: [...integrationSecrets(), ...channelSecrets()] },
  );
const bridgeWith = (setup: SetupView, part: Parameters<typeof createFakeBridge>[0] = {}): FakeBridge =>
  createFakeBridge({ setup, ...part });

const row = (topic: string): HTMLTableRowElement => {
  const found = [...document.querySelectorAll('tr')].find((one) =>
    one.querySelector('th')?.textContent.startsWith(topic),
  );
  if (found === undefined) throw new Error(`No line ${topic}`);
  return found;
};
const state = (topic: string): string | null => row(topic).getAttribute('data-state');
const fix = (topic: string): string | null | undefined => row(topic).querySelector('td a')?.getAttribute('href');

describe('the page', () => {
  it('shows every topic in order, with word and sign, and nothing green without proof', async () => {
    await showPage(<ReadinessPage channelId={tulip} />, bridgeWith(view()));
    const rows = [...document.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(18);
    for (const one of rows) expect(one.querySelector('td svg'), one.textContent).not.toBeNull();
    const green = rows
      .filter((one) => one.getAttribute('data-state') === 'done')
      .map((one) => one.querySelector('th')?.firstChild?.textContent);
    expect(green).toEqual(['Integration in CXone']);
    expect(row('Integration in CXone').textContent).toContain('applied by desk-2');
    expect(document.querySelectorAll('tr[aria-current="step"]')).toHaveLength(1);
  });

  it('turns green by what the relay saw, with its age', async () => {
    const bridge = bridgeWith(view(), {
      sightings: [
        aSighting('channel', 'tulip', 'webhook_verified'),
        aSighting('integration', 'support', 'token_fetched'),
      ],
    });
    await showPage(<ReadinessPage channelId={tulip} />, bridge);
    expect(state('Callback address at WeChat')).toBe('done');
    expect(row('First call from CXone').textContent).toMatch(/CXone called, \d+\s(min|s|h)/u);
    expect(state('Public address')).toBe('done');
  });

  it('leads from each line to the page that mends it', async () => {
    const setup = view({ integrations: [{ ...unapplied, draft: anIntegration({ integrationId: '' }) }] });
    await showPage(<ReadinessPage channelId={tulip} />, bridgeWith(setup));
    expect(
      [
        'Public address',
        'Integration ID',
        'WeChat account',
        'Permissions',
        'Routing',
        'Outbound',
        'SLA',
        'First reply',
      ].map(fix),
    ).toEqual([
      '#/set-up/outside',
      '#/set-up/integration/support',
      '#/set-up/channel/tulip/account',
      '#/set-up/permissions',
      '#/set-up/routing',
      '#/set-up/skills',
      '#/sla/settings',
      '#/channel/tulip',
    ]);
    expect(state('Integration ID')).toBe('missing');
  });

  it('takes ticks where a look at CXone is all that is left, and names who ticked', async () => {
    const bridge = bridgeWith(view());
    await showPage(<ReadinessPage channelId={tulip} />, bridge);
    expect(state('Default script')).toBe('waiting');
    await click(row('Default script').querySelector('input') as HTMLElement);
    expect(askedFor(bridge, 'setup.tick')).toEqual([{ id: scriptTick(view().book, 'tulip'), done: true }]);
    expect(state('Default script')).toBe('done');
    expect(row('Default script').textContent).toContain('ticked by desk-2');
  });

  it('says what is wrong in every language', async () => {
    const setup = view({ roles: [{ ...emptyRole('agents'), name: 'Agents', channels: { tulip: ['reply'] } }] });
    for (const [language, word] of [
      ['en', 'wrong'],
      ['nl', 'fout'],
      ['zh', '有误'],
    ] as const) {
      await showPage(<ReadinessPage channelId={tulip} />, bridgeWith(setup), language);
      const wrong = document.querySelectorAll('tr[data-state="wrong"]');
      expect(wrong, language).toHaveLength(1);
      expect(wrong[0]?.textContent).toContain(word);
      await closePage();
    }
  });

  it('is honest about a channel that is not set up here', async () => {
    const setup = begunView(
      {},
      {
        given: {
          from: 'file',
          relay: null,
          integrations: [{ id: 'support', name: 'Support', integrationId: 'x' }],
          channels: [{ id: 'tulip', name: 'Tulip', integration: 'support', cxoneChannelId: 'c' }],
        },
      },
    );
    await showPage(<ReadinessPage channelId={tulip} />, bridgeWith(setup));
    expect(shownText()).toContain('do not come from here (from relay.json)');
    expect(document.querySelectorAll('tr[data-state="done"]')).toHaveLength(0);
    expect(row('WeChat account').textContent).toContain('set elsewhere');
  });

  it('knows a channel that is gone', async () => {
    await showPage(<ReadinessPage channelId={ChannelId.parse('gone')} />, bridgeWith(view()));
    expect(shownText()).toContain('There is no such channel.');
  });
});

describe('the line on other pages', () => {
  it('counts what is done and names the first thing that is not', async () => {
    await showPage(<ReadinessSummary channelId={tulip} />, bridgeWith(view()));
    const link = document.querySelector('a');
    expect(link?.getAttribute('href')).toBe('#/set-up/readiness/tulip');
    expect(link?.textContent).toMatch(/^\d+ of 18 donefirst: Public address$/u);
  });

  it('is silent about a channel nobody set up', async () => {
    await showPage(<ReadinessSummary channelId={ChannelId.parse('gone')} />, bridgeWith(view()));
    expect(document.querySelector('a')).toBeNull();
  });
});
