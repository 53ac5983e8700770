// @vitest-environment happy-dom
import { act } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchPage, SearchRequest } from '#shared/domain/message-search.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aRow, hour, manyRows, minute, mixedChannels, present } from '../../fake-data.ts';
import { aCustomer } from '../../fake-search-bridge.ts';
import { askedFor, click, closeApp, inAct, named, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

/** happy-dom lays nothing out; the list needs to know how much of it can be seen. */
beforeAll(() => {
  for (const [side, size] of [
    ['clientHeight', 600],
    ['offsetHeight', 600],
    ['offsetWidth', 1_000],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => size });
  }
});
afterAll(() => {
  for (const side of ['clientHeight', 'offsetHeight', 'offsetWidth'])
    Reflect.deleteProperty(HTMLElement.prototype, side);
});
beforeEach(() => {
  const toFake = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
  vi.useFakeTimers({ now: present, toFake: [...toFake] });
  // The focus trap misses what happy-dom does not lay out, and prints whole trees about it.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(async () => {
  await closeApp();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const wind = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
const goTo = (hash: string): Promise<void> =>
  act(async () => {
    window.location.hash = hash;
    window.dispatchEvent(new Event('hashchange'));
  });
/** The page changes its own address; happy-dom tells nobody. */
const settle = async (ms = 300): Promise<void> => {
  await wind(ms);
  await act(async () => window.dispatchEvent(new Event('hashchange')));
  await wind(0);
};

const q = (text: string): string => `#/messages?q=${encodeURIComponent(text)}`;
const box = (): HTMLInputElement => named('input', 'Search messages');
const press = (element: Element, key: string): Promise<void> =>
  act(async () => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await vi.advanceTimersByTimeAsync(50);
  });
const lines = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=row][data-kind=row]')];
const texts = (): readonly string[] =>
  lines().map((line) => line.querySelector('[data-column=message] bdi')?.textContent ?? '');
const questions = (bridge: FakeBridge): readonly SearchRequest[] =>
  askedFor(bridge, 'search.page') as readonly SearchRequest[];

const rows = [
  aRow({ seq: 5, preview: 'Where is my refund?', endUser: '…k4Qz', receivedAt: present - minute }),
  aRow({ seq: 4, preview: '您的退款已处理', endUser: '…Zp81', direction: 'outbound', receivedAt: present - hour }),
  aRow({ seq: 3, preview: 'The refund was sent', direction: 'outbound', state: 'dead_letter', channelId: 'tulip' }),
  aRow({ seq: 2, preview: '', kind: 'image' }),
  aRow({ seq: 1, preview: '<b>refund</b> https://example.com \u202Egnp', endUser: null }),
];
const world = {
  channels: mixedChannels(),
  overview: quietOverview,
  rows,
  customers: { 1: aCustomer({ label: 'M. Jansen', name: { text: 'M. Jansen', source: 'label' as const } }) },
};

describe('the search box', () => {
  it('searches for nothing by itself, and says what can be searched', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/messages', bridge);
    expect(shownText()).toContain('Find any message');
    expect(questions(bridge)).toEqual([]);
    expect(document.activeElement).toBe(box());
    await click(named('main button', 'stateis:failed'));
    await wind(0);
    expect(box().value).toBe('is:');
  });

  it('searches while typing after a short pause, and only for the newest text', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/messages', bridge);
    await type(box(), 'ref');
    await wind(100);
    await type(box(), 'refund');
    await wind(200);
    expect(questions(bridge)).toEqual([]);
    await settle(100);
    expect(questions(bridge).map(({ text }) => text)).toEqual(['refund']);
    expect(texts()).toEqual([
      'Where is my refund?',
      'The refund was sent',
      '<b>refund</b> https://example.com ‹U+202E›gnp',
    ]);
    expect(window.location.hash).toBe(q('refund'));
    expect(document.querySelector('main mark')?.textContent).toBe('refund');
    expect(document.querySelector('[role=row] b, [role=row] a[href^=http]')).toBeNull();
    expect(shownText()).toContain('3 messages');
    expect(shownText()).toContain('All time, times in ');
  });

  it('does not search while an input method puts a character together', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/messages', bridge);
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box(), 'tuikuan');
      box().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    });
    await wind(1_000);
    expect(questions(bridge)).toEqual([]);
    await type(box(), '退款');
    await settle();
    expect(texts()).toEqual(['您的退款已处理']);
  });

  it('takes an answer to an earlier text for nothing', async () => {
    const held: ((page: SearchPage) => void)[] = [];
    const bridge = createFakeBridge(world, {
      'search.page': () => new Promise<SearchPage>((resolve) => held.push(resolve)),
    });
    await showAt(q('first'), bridge);
    await type(box(), 'second');
    await settle();
    expect(held).toHaveLength(2);
    const page = (text: string): SearchPage => ({
      rows: [{ ...aRow({ preview: text }), contactNo: null, customer: null, caseId: null, snippet: text, hits: [] }],
      next: null,
      problems: [],
      matches: { count: 1, isMore: false },
      notIndexed: 0,
    });
    await inAct(() => held[1]?.(page('second answer')));
    await inAct(() => held[0]?.(page('first answer')));
    expect(texts()).toEqual(['second answer']);
  });

  it('marks what cannot be searched for at the word, once it is typed', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/messages', bridge);
    await type(box(), 'refund is:');
    await wind(5_000);
    expect(questions(bridge)).toEqual([]);
    await type(box(), 'refund is:lost');
    await wind(1_000);
    expect(document.querySelector('[data-look=wrong]')).toBeNull();
    await settle(600);
    expect(document.querySelector('[data-look=wrong]')?.textContent).toBe('lost');
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(box().getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Nothing can be searched by this value',
    );
    await click(named('main button', 'lost'));
    expect([box().selectionStart, box().selectionEnd]).toEqual([10, 14]);
  });

  it('proposes operators and values in plain words, and takes one by keyboard', async () => {
    await showAt('#/messages', createFakeBridge(world));
    await inAct(() => box().focus());
    await type(box(), 'unde');
    const list = named('[role=listbox]', 'Suggestions');
    expect(list.textContent).toBe('Undeliverableis:failed');
    expect(box().getAttribute('aria-expanded')).toBe('true');
    await press(box(), 'ArrowDown');
    expect(box().getAttribute('aria-activedescendant')).toBe(list.querySelector('[aria-selected=true]')?.id);
    await press(box(), 'Enter');
    expect(box().value).toBe('is:failed ');
    await settle();
    expect(texts()).toEqual(['The refund was sent']);
  });

  it('is reached by "/" from any page', async () => {
    await showAt('#/', createFakeBridge(world));
    await press(document.body, '/');
    await settle(0);
    expect(window.location.hash).toBe('#/messages');
    await inAct(() => box().blur());
    await press(document.body, '/');
    expect(document.activeElement).toBe(box());
  });
});

describe('the choices beside the box', () => {
  it('write into it, and show what is typed', async () => {
    await showAt(q('refund'), createFakeBridge(world));
    await click(named('main input[type=radio]', 'To customers'));
    await settle();
    expect(box().value).toBe('refund dir:out');
    await click(named('main button', 'State: Any state'));
    await click(named('input[type=checkbox]', 'Undeliverable'));
    await settle();
    expect(box().value).toBe('refund dir:out is:failed');
    expect(texts()).toEqual(['The refund was sent']);
  });

  it('say the time looked at, and give it back where nothing is found', async () => {
    await showAt(q('refund dir:out is:failed'), createFakeBridge(world));
    await click(named('main button', 'Time: All time'));
    await click(named('[role=dialog] button', 'Yesterday'));
    await settle();
    expect(box().value).toBe('refund dir:out is:failed on:yesterday');
    expect(named('main button', 'Time: Yesterday')).toBeTruthy();
    expect(shownText()).toContain('On 21 Nov 2026, times in ');
    expect(shownText()).toContain('No message matches');
    await click(named('main button', 'Search all time'));
    await settle();
    expect(box().value).toBe('refund dir:out is:failed');
    expect(texts()).toHaveLength(1);
  });
});

describe('the messages found', () => {
  const many = { ...world, rows: manyRows(250, ['delta'], 1_000) };

  it('come page by page, none twice, and are counted', async () => {
    const bridge = createFakeBridge({ ...many, countedTo: 200 });
    await showAt(q('after:2026-01-01'), bridge);
    expect(shownText()).toContain('more than 200 messages');
    expect(questions(bridge).map(({ cursor }) => cursor)).toEqual([null]);
    await inAct(() => useConsole.getState().searchScrolled(0));
    const list = named('[role=table]', 'Messages found, newest first');
    await act(async () => {
      list.scrollTop = 4_000;
      list.dispatchEvent(new Event('scroll'));
      await vi.advanceTimersByTimeAsync(200);
    });
    expect(questions(bridge).map(({ cursor }) => cursor)).toEqual([null, '901']);
    const { searchResults } = useConsole.getState();
    expect(searchResults?.rows).toHaveLength(200);
    expect(new Set(searchResults?.rows.map(({ seq }) => seq)).size).toBe(200);
  });

  it('stay when another page was looked at', async () => {
    const bridge = createFakeBridge(world);
    await showAt(q('refund'), bridge);
    await goTo('#/settings');
    await goTo('#/messages');
    await settle(0);
    expect(window.location.hash).toBe(q('refund'));
    expect(box().value).toBe('refund');
    expect(texts()).toHaveLength(3);
    expect(questions(bridge)).toHaveLength(1);
  });

  it('are renewed in place, and newer ones wait above until they are asked for', async () => {
    const bridge = createFakeBridge(world);
    await showAt(q('refund'), bridge);
    const newer = aRow({ seq: 9, preview: 'No refund yet' });
    const changed = aRow({ ...rows[2], seq: 3, channelId: 'tulip', state: 'discarded', changedAt: present + 1 });
    bridge.state.rows = [newer, ...rows.map((row) => (row.seq === 3 ? changed : row))];
    await inAct(() => useConsole.getState().searchTrafficChanged([newer, changed]));
    expect(lines()[1]?.textContent).toContain('Discarded');
    await wind(3_500);
    expect(texts()).toHaveLength(3);
    await click(named('main button', '1 newer messageShow them'));
    await wind(0);
    expect(texts()[0]).toBe('No refund yet');
    expect(shownText()).not.toContain('newer message');
  });

  it('open their story with Enter or a press, turn its pages by arrow keys, and close it with Escape', async () => {
    await showAt(q('refund'), createFakeBridge(world));
    const [first, second] = document.querySelectorAll<HTMLAnchorElement>('a[data-seq]');
    await inAct(() => first?.focus());
    await goTo(first?.getAttribute('href') ?? '');
    expect(named('aside', 'Message').textContent).toContain('Message from …k4Qz');
    await act(async () => {
      first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    await settle(0);
    expect(document.activeElement).toBe(second);
    expect(window.location.hash).toBe(`${q('refund')}&message=${rows[2]?.id}`);
    await press(document.body, 'Escape');
    await settle(0);
    expect(document.querySelector('aside')).toBeNull();
  });

  it('name the customer, and who says so', async () => {
    await showAt(q('refund'), createFakeBridge(world));
    const [labelled, , unknown] = lines().map((line) => line.querySelector<HTMLElement>('[data-column=customer]'));
    expect(labelled?.textContent).toBe('M. Jansen');
    expect(labelled?.querySelector('[title]')?.getAttribute('title')).toBe('Label given by staff; openid …k4Qz');
    expect(labelled?.querySelector('a')?.getAttribute('href')).toBe('#/customer/1');
    expect(unknown?.textContent).toBe('unknown');
  });

  it('say how many cannot be found by words yet, and look again until all can', async () => {
    const bridge = createFakeBridge({ ...world, notIndexed: 12 });
    await showAt(q('refund'), bridge);
    expect(shownText()).toContain('12 messages cannot be found by words yet');
    bridge.state.notIndexed = 0;
    await wind(7_000);
    expect(shownText()).not.toContain('cannot be found by words yet');
  });

  it('stay, marked as old, while the search cannot be had, and come back by themselves', async () => {
    let fails = false;
    const real = createFakeBridge(world);
    const bridge = createFakeBridge(world, {
      'search.page': async (request) => {
        if (fails) throw new RelayError('SEARCH_UNAVAILABLE', 'no');
        const reply = await real.invoke('search.page', request);
        if (!reply.ok) throw new Error('no');
        return reply.value as SearchPage;
      },
    });
    await showAt(q('refund'), bridge);
    fails = true;
    await type(box(), 'refund dir:out');
    await settle();
    expect(shownText()).toContain('Messages cannot be searched at the moment');
    expect(shownText()).toContain('The list below is of the search before');
    expect(texts()).toHaveLength(3);
    fails = false;
    await wind(6_000);
    expect(texts()).toEqual(['The refund was sent']);
    expect(shownText()).not.toContain('cannot be searched at the moment');
  });
});

describe('one customer’s conversation', () => {
  it('is a search of its own, whose narrowing is said and can be taken away', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/messages?q=&customer=1', bridge);
    expect(questions(bridge).map(({ filter }) => filter.contactNo)).toEqual([1]);
    expect(shownText()).toContain('Only messages with M. Jansen');
    expect(lines()).toHaveLength(3);
    await click(named('main button', 'Copy search as text'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: 'openid:k4Qz' }]);
    await type(box(), 'refund');
    await settle();
    expect(texts()).toHaveLength(2);
    await click(named('main button', 'Search all customers'));
    await settle(0);
    expect(window.location.hash).toBe(q('refund'));
    expect(texts()).toHaveLength(3);
  });
});

describe('saved searches', () => {
  const saved = [
    { name: 'Failed today', text: 'is:failed on:today', isDefault: false },
    { name: 'Refunds', text: 'refund', isDefault: true },
  ];
  const withSaved = (part: object = {}): FakeBridge => {
    const bridge = createFakeBridge({ ...world, ...part });
    bridge.state.settings = { ...bridge.state.settings, savedSearches: saved };
    return bridge;
  };

  it('open the page with the default one, and not once the box was emptied', async () => {
    const bridge = withSaved();
    await showAt('#/messages', bridge);
    await settle(0);
    expect(window.location.hash).toBe(q('refund'));
    expect(texts()).toHaveLength(3);
    await click(named('main button', 'Clear the search'));
    await settle(0);
    expect(box().value).toBe('');
    expect(shownText()).toContain('Find any message');
  });

  it('are kept under a name', async () => {
    const bridge = createFakeBridge(world);
    await showAt(q('refund dir:out'), bridge);
    await click(named('main button', 'Save search…'));
    await click(named('[role=dialog] button', 'Save'));
    expect(shownText()).toContain('Give it a name.');
    await type(named('[role=dialog] input', 'Name'), 'Replies about refunds');
    await click(named('[role=dialog] input', 'Open Messages with this search'));
    await click(named('[role=dialog] button', 'Save'));
    await wind(0);
    expect(bridge.state.settings.savedSearches).toEqual([
      { name: 'Replies about refunds', text: 'refund dir:out', isDefault: true },
    ]);
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  it('are renamed, copied, removed and taken back, and made the default', async () => {
    const bridge = withSaved();
    await showAt('#/messages?q=', bridge);
    await click(named('main button', 'Saved searches'));
    await click(named('button', 'Manage…'));
    await wind(0);
    await click(named('[role=dialog] button', 'Copy “Failed today” as text'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: 'is:failed on:today' }]);
    await click(named('[role=dialog] button', 'Open with this: Failed today'));
    expect(bridge.state.settings.savedSearches.map(({ isDefault }) => isDefault)).toEqual([true, false]);
    await click(named('[role=dialog] button', 'Rename “Refunds”'));
    await type(named('[role=dialog] input', 'New name'), 'Money back');
    await click(named('[role=dialog] button', 'Rename'));
    expect(bridge.state.settings.savedSearches[1]?.name).toBe('Money back');
    await click(named('[role=dialog] button', 'Remove “Money back”'));
    expect(bridge.state.settings.savedSearches).toHaveLength(1);
    await click(named('[role=dialog] button', 'Take back'));
    expect(bridge.state.settings.savedSearches.map(({ name }) => name)).toEqual(['Failed today', 'Money back']);
  });
});
