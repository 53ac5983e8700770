// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { aRelayProcess } from '../fake-data.ts';
import { aSetupView } from '../fake-setup-bridge.ts';
import { askedFor, closePage, named, shownText } from './shown-page.tsx';
import { click, inside, panel, showSetup, type } from './shown-setup.tsx';
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

afterEach(closePage);

const practice = {
  wechatApiBase: 'http://127.0.0.1:4001',
  cxone: 'http://127.0.0.1:4002',
  tenantPage: 'http://127.0.0.1:4002/tenant',
  wechatPage: 'http://127.0.0.1:4001/administration',
};

describe('nothing is set up yet', () => {
  it('offers to begin here on the first page, beside the other two ways', async () => {
    const bridge = createFakeBridge({ relay: aRelayProcess({ kind: 'not_configured', pid: null, urls: null }) });
    await showSetup('#/', bridge);
    await click(named('main button', 'Begin to set up'));
    expect(askedFor(bridge, 'setup.begin')).toEqual([null]);
    expect(window.location.hash).toBe('#/set-up');
    expect(shownText()).toContain('Begin here: an integration holds');
  });

  it('says why when it cannot begin', async () => {
    const refuses = {
      'setup.begin': () => {
        throw new RelayError('SETUP_BOOK_NOT_SAVED', 'no');
      },
    };
    const relay = aRelayProcess({ kind: 'not_configured', pid: null, urls: null });
    await showSetup('#/', createFakeBridge({ relay }, refuses));
    await click(named('main button', 'Begin to set up'));
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('SETUP_BOOK_NOT_SAVED');
  });

  it('begins with an integration: its id is made of the name, its client id is made', async () => {
    const bridge = createFakeBridge({ setup: aSetupView() });
    await showSetup('#/set-up', bridge);
    await click(named('main button', 'Begin'));
    expect(named<HTMLButtonElement>('main button', 'Add channel…').disabled).toBe(true);
    await click(named('main button', 'Add integration…'));
    await type(named('input', 'Name'), 'Hotel Zeezicht');
    expect(shownText()).toContain('Its id will be hotel-zeezicht');
    await click(named('button', 'Add'));
    expect(window.location.hash).toBe('#/set-up/integration/hotel-zeezicht');
    const made = bridge.state.setup.book.integrations[0]?.draft;
    expect(made).toMatchObject({ id: 'hotel-zeezicht', name: 'Hotel Zeezicht', cxone: { issuer: '' } });
    expect(made?.clientId).toMatch(/^veerpont-[a-z2-9]{16}$/u);
  });

  it('gives a Chinese name an id of its own', async () => {
    const bridge = createFakeBridge({
      setup: begunView({ integrations: [{ ...unapplied, draft: anIntegration() }] }),
    });
    await showSetup('#/set-up', bridge);
    await click(named('main button', 'Add channel…'));
    await type(named('input', 'Name'), '郁金香');
    await click(named('button', 'Add'));
    expect(window.location.hash).toBe('#/set-up/channel/channel-1');
    const made = bridge.state.setup.book.channels[0]?.draft;
    expect(made).toMatchObject({ name: '郁金香', integration: 'support' });
    // Chosen beforehand, so that the relay can run before CXone has it.
    expect(made?.cxone.channelId).toMatch(/^[0-9a-f-]{36}$/u);
  });
});

describe('the list of what is set up', () => {
  const next = (name: string): string | null => {
    const list = document.querySelector(`ul[aria-label="${name}"]`);
    return list?.querySelector('li > a')?.getAttribute('href') ?? null;
  };

  it.each([
    ['form', anIntegration({ clientId: '' }), [], '#/set-up/integration/support', 'Fill in the form'],
    [
      'hand over',
      anIntegration({ integrationId: '' }),
      integrationSecrets(),
      '#/set-up/integration/support/hand-over',
      'Hand over to CXone',
    ],
    ['access', anIntegration(), integrationSecrets().slice(0, 1), '#/set-up/integration/support', 'Fill in the access'],
    ['apply', anIntegration(), integrationSecrets(), '#/set-up/integration/support', 'Put in use'],
  ])('names the one next step of an integration: %s', async (_step, draft, secrets, href, words) => {
    const setup = begunView({ integrations: [{ ...unapplied, draft }] }, { secrets });
    await showSetup('#/set-up', createFakeBridge({ setup }));
    expect(next('Integrations')).toBe(href);
    expect(panel('Integrations').textContent).toContain(words);
  });

  it('says of an integration in use whether CXone has called, and since when', async () => {
    const setup = begunView({ integrations: [appliedNow(anIntegration())] }, { secrets: integrationSecrets() });
    const bridge = createFakeBridge({ setup });
    await showSetup('#/set-up', bridge);
    expect(panel('Integrations').textContent).toContain('CXone has never fetched a token.');
    await closePage();
    bridge.state.sightings = [aSighting('integration', 'support', 'token_fetched')];
    await showSetup('#/set-up', bridge);
    expect(panel('Integrations').textContent).toContain('CXone fetched a token at');
  });

  it('leads each channel to the step that is not done', async () => {
    const setup = begunView(
      {
        integrations: [appliedNow(anIntegration())],
        channels: [
          { ...unapplied, draft: aChannelForm({ script: { id: '', name: '' } }) },
          appliedNow(
            aChannelForm({
              id: 'daisy',
              name: 'Daisy',
              wechat: { appId: '', originalId: '', mode: 'security', apiBase: '' },
            }),
          ),
        ],
      },
      { secrets: [...integrationSecrets(), ...channelSecrets('tulip')] },
    );
    await showSetup('#/set-up', createFakeBridge({ setup }));
    const links = [...panel('Channels').querySelectorAll('li > a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#/set-up/channel/tulip/callback', '#/set-up/channel/daisy/account']);
  });

  it('shows what the configuration file brings, without offering to change it', async () => {
    const given = {
      from: 'file' as const,
      relay: null,
      integrations: [{ id: 'old', name: 'From the file', integrationId: 'x' }],
      channels: [{ id: 'rose', name: 'Rose', integration: 'old', cxoneChannelId: 'c1' }],
    };
    await showSetup('#/set-up', createFakeBridge({ setup: begunView({}, { given }) }));
    const box = panel('From the configuration file');
    expect(box.textContent).toContain('relay.json');
    expect(box.textContent).toContain('Rose');
    expect(box.textContent).toContain('integration From the file');
    expect(inside(box, 'a', 'All it needs').getAttribute('href')).toBe('#/set-up/readiness/rose');
    expect(box.querySelector('button')).toBeNull();
  });

  it('opens the simulated platforms in practice, and points new channels at them', async () => {
    const setup = begunView({ integrations: [{ ...unapplied, draft: anIntegration() }] }, { practice });
    const bridge = createFakeBridge({ setup });
    await showSetup('#/set-up', bridge);
    await click(named('main button', 'Open the CXone tenant'));
    await click(named('main button', 'Open WeChat'));
    await click(named('main button', 'Open the agent desk'));
    expect(askedFor(bridge, 'setup.openPractice')).toEqual([{ page: 'tenant' }, { page: 'wechat' }, { page: 'desk' }]);
    await click(named('main button', 'Add channel…'));
    await type(named('input', 'Name'), 'Practice');
    await click(named('button', 'Add'));
    expect(bridge.state.setup.book.channels[0]?.draft.wechat.apiBase).toBe(practice.wechatApiBase);
  });

  it('says when main does not answer, and asks again', async () => {
    let fails = true;
    const bridge = createFakeBridge(
      {},
      {
        'setup.view': () => {
          if (fails) throw new RelayError('INTERNAL', 'no');
          return begunView();
        },
      },
    );
    await showSetup('#/set-up', bridge);
    expect(document.querySelector('main [role=alert]')).not.toBeNull();
    fails = false;
    await click(named('main button', 'Try again'));
    expect(shownText()).toContain('Begin here: an integration holds');
  });

  it.each(['nl', 'zh'] as const)('speaks %s', async (language) => {
    const setup = begunView({ integrations: [{ ...unapplied, draft: anIntegration() }] }, { practice });
    await showSetup('#/set-up', createFakeBridge({ setup }), language);
    expect(shownText()).toContain(language === 'nl' ? 'Integratie toevoegen…' : '添加集成…');
    expect(shownText()).not.toMatch(/setup\.[a-z]/u);
  });
});
