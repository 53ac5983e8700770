// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageStory, TrafficRow } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aChannel, aRow, aStory, present } from '../../fake-data.ts';
import { aCustomer } from '../../fake-search-bridge.ts';
import { anExchange, aPayload, aRevealed, aWire } from '../../fake-story-bridge.ts';
import { askedFor, click, closeApp, inside, named, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

afterEach(async () => {
  await closeApp();
  vi.restoreAllMocks();
});

const row = aRow({ seq: 7, direction: 'outbound', state: 'dead_letter', code: 'WECHAT_CONTENT_REFUSED' });
const rows = [5, 4, 3, 2, 1].map((back) => aRow({ seq: 7 - back, preview: `Earlier ${back}` })).reverse();
const world = {
  channels: [aChannel()],
  overview: quietOverview,
  rows: [aRow({ seq: 8, preview: 'Later 1' }), row, ...rows],
  customers: { 1: aCustomer({ name: { text: '王芳 VIP', source: 'label' } }) },
};
const story = (part: Partial<Omit<MessageStory, 'row'>> = {}, of: TrafficRow = row): MessageStory =>
  aStory(of, { contactNo: 1, caseId: '48213', text: 'Call ••••', ...part });

type Overrides = Parameters<typeof createFakeBridge>[1];
async function shown(overrides: Overrides = {}, part: Parameters<typeof story>[0] = {}): Promise<FakeBridge> {
  const bridge = createFakeBridge(world, { 'message.get': () => story(part), ...overrides });
  await showAt(`#/message/${row.id}`, bridge);
  return bridge;
}
const drawer = (): HTMLElement => named('aside', 'Message');
const reveal = async (reason = 'Complaint of 22 November'): Promise<void> => {
  await click(named('button', 'Show unmasked…'));
  await type(named('input', 'Why you need to see it'), reason);
  await click(named('section[role="dialog"] button', 'Show unmasked'));
};

describe('the head of a story', () => {
  it('names the customer, who says so, and leads to the customer and the case', async () => {
    await shown();
    expect(named('aside h2', 'Reply to 王芳 VIP').getAttribute('title')).toBe('Reply to 王芳 VIP');
    expect(shownText()).toContain('name: label given by staff (…k4Qz)');
    expect(named('a', 'The customer’s page').getAttribute('href')).toBe('#/customer/1');
    expect(named('a', 'All messages of this customer').getAttribute('href')).toBe('#/messages?q=&customer=1');
    expect(named('a', 'All messages of this case').getAttribute('href')).toBe('#/messages?q=case%3A48213');
  });
  it('falls back on the openid’s end, and offers a wide view that stays for the next message', async () => {
    await shown({
      'customer.get': () => {
        throw new RelayError('CUSTOMER_UNKNOWN', 'no');
      },
    });
    expect(named('aside h2', 'Reply to …k4Qz')).toBeDefined();
    await click(named('button', 'Wide view'));
    expect(drawer().dataset['wide']).toBe('true');
    await click(named('button', 'Wide view'));
    expect(drawer().dataset['wide']).toBeUndefined();
  });
});

describe('the time line', () => {
  it('says who took part, how it was judged and why a repeat was dropped', async () => {
    const inbound = story();
    await shown({
      'message.get': () => ({
        ...inbound,
        row: { ...row, direction: 'inbound' as const },
        events: inbound.events.map((event) =>
          event.kind === 'acknowledged' ? { ...event, kind: 'duplicate_dropped' as const } : event,
        ),
      }),
    });
    const steps = [...named('ol', 'What happened').children].map(({ textContent }) =>
      textContent.replaceAll('\u00a0', ' '),
    );
    expect(steps[0]).toContain('WeChat to Relay: Received from WeChat');
    expect(steps[0]).toContain('Signature checked');
    expect(steps[2]).toContain('within five seconds');
    expect(steps[3]).toContain('Relay to CXone: Try 1: sent to CXone');
  });
  it('opens request and answer beneath their attempt, as text', async () => {
    const answer = '{"errmsg":"<img src=x onerror=alert(1)> https://evil.example \u202Eabc"}';
    await shown({
      'message.wire': () =>
        aWire({ exchanges: [anExchange({ at: present + 210, answer }), anExchange({ attempt: 9 })], notKept: 2 }),
    });
    const steps = [...named('ol', 'What happened').children];
    const attempt = steps.find(({ textContent }) => textContent.includes('Try 1: sent to WeChat'));
    const line = attempt?.querySelector<HTMLElement>('button[aria-expanded]');
    expect(line?.textContent.replaceAll('\u00a0', ' ')).toBe(
      'POST api.weixin.qq.com/cgi-bin/message/custom/sendHTTP 200 · 122 ms',
    );
    expect(shownText()).not.toContain('"errmsg"');
    await click(line as HTMLElement);
    expect(shownText()).toContain('"touser": "…k4Qz"');
    expect(shownText()).toContain('<img src=x onerror=alert(1)> https://evil.example ‹U+202E›abc');
    expect(drawer().querySelectorAll('img, script, a[href*="evil"]')).toHaveLength(0);
    expect(shownText()).toContain('Calls that belong to no step above:');
    expect(shownText()).toContain('in 2 tries was not kept');
  });
  it('says that no answer was read, and why', async () => {
    await shown({
      'message.wire': () =>
        aWire({ exchanges: [anExchange({ status: null, answer: null, request: null, failure: 'ECONNRESET' })] }),
    });
    await click(
      named(
        'button',
        'POST api.weixin.qq.com/cgi-bin/message/custom/sendno answer · 122\u00a0ms'.replaceAll('\u00a0', ' '),
      ),
    );
    for (const words of ['No answer was read.', 'Why there is no answer: ECONNRESET', 'Without a body, or a file.']) {
      expect(shownText()).toContain(words);
    }
  });
});

describe('what arrived', () => {
  it('is decoded, raw on demand, and copied as it is shown', async () => {
    const bridge = await shown();
    expect(named('th', 'xml.Content').nextSibling?.textContent).toBe('Call ••••');
    expect(shownText()).toContain('XML, decrypted · 73 byte · personal data masked');
    await click(named('button', 'Copy: What arrived'));
    await click(named('input', 'Raw'));
    expect(shownText()).toContain('<xml><FromUserName>…k4Qz</FromUserName>');
    await click(named('button', 'Copied: What arrived'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([
      { text: 'xml.FromUserName\t…k4Qz\nxml.Content\tCall ••••' },
      { text: aPayload().text },
    ]);
  });
  it('is drawn in part when it is long, and whole on demand', async () => {
    const text = `begin${'a'.repeat(63_990)}end`;
    await shown({
      'message.wire': () =>
        aWire({ payload: aPayload({ form: 'text', text, isCut: true, sizeBytes: 1_200_000, fields: [] }) }),
    });
    expect(shownText()).toContain(
      'text · 1.2 MB · personal data masked · cut after 63,998 characters · cannot be decoded',
    );
    expect(drawer().textContent.length).toBeLessThan(9_000);
    await click(named('button', 'Show all of it'));
    expect(drawer().textContent).toContain('aaaend');
  });
  it('is said to be gone, or failing, when it is', async () => {
    await shown({ 'message.wire': () => aWire({ payload: null }) });
    expect(shownText()).toContain('What arrived cannot be read any more.');
    await closeApp();
    let fails = true;
    await shown({
      'message.wire': () => {
        if (fails) throw new RelayError('STORE_DAMAGED', 'no');
        return aWire();
      },
    });
    expect(shownText()).toContain('STORE_DAMAGED');
    fails = false;
    await click(inside(drawer(), 'button', 'Try again'));
    expect(shownText()).not.toContain('STORE_DAMAGED');
    expect(shownText()).toContain('xml.Content');
  });
});

describe('showing it unmasked', () => {
  it('asks for a reason that says something, and says what becomes of it', async () => {
    const bridge = await shown();
    await click(named('button', 'Show unmasked…'));
    expect(shownText()).toContain('The reason is kept under “Who did what”, with your name (desk-2).');
    await type(named('input', 'Why you need to see it'), ' abc ');
    await click(named('section[role="dialog"] button', 'Show unmasked'));
    expect(shownText()).toContain('at least 5 characters');
    expect(askedFor(bridge, 'message.reveal')).toEqual([]);
    await type(named('input', 'Why you need to see it'), ' Complaint 12 ');
    await click(named('section[role="dialog"] button', 'Show unmasked'));
    expect(askedFor(bridge, 'message.reveal')).toEqual([{ id: row.id, reason: 'Complaint 12' }]);
    expect(shownText()).toContain('Call +31 20 123 4567');
    expect(shownText()).toContain('oAbCdEfGhIjKlMnOpQrSk4Qz');
    expect(shownText()).toContain('not masked');
    expect(shownText()).toMatch(/Shown unmasked until \d\d:\d\d/u);
  });
  it('ends at a press, and with the next message', async () => {
    await shown();
    await reveal();
    await click(named('button', 'Hide'));
    expect(shownText()).not.toContain('+31 20');
    expect(shownText()).not.toContain('oAbCdEf');
    await reveal();
    expect(shownText()).toContain('+31 20');
    const next = drawer().querySelector<HTMLElement>(`ol a[href="#/message/${rows[0]?.id}"]`);
    await click(next as HTMLElement);
    expect(shownText()).toContain('Show unmasked…');
    expect(shownText()).not.toContain('+31 20');
  });
  it('ends by itself at its time', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      await shown({ 'message.reveal': () => aRevealed() });
      await reveal();
      await act(async () => vi.advanceTimersByTime(590_000));
      expect(shownText()).toContain('+31 20');
      await act(async () => vi.advanceTimersByTime(11_000));
      expect(shownText()).not.toContain('+31 20');
      expect(shownText()).not.toContain('Shown unmasked until');
    } finally {
      await closeApp();
      vi.useRealTimers();
    }
  });
  it('keeps its keys to itself: Escape ends the question, not the story', async () => {
    await shown();
    await click(named('button', 'Show unmasked…'));
    const answer = named('section[role="dialog"] button', 'Cancel');
    await act(async () => answer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
    expect(window.location.hash).toBe(`#/message/${row.id}`);
    expect(document.querySelector('section[role="dialog"]')).toBeNull();
  });
  it('says why it was refused, and keeps the reason', async () => {
    await shown({
      'message.reveal': () => {
        throw new RelayError('MESSAGE_NOT_FOUND', 'no');
      },
    });
    await reveal();
    expect(shownText()).toContain('MESSAGE_NOT_FOUND');
    expect(named<HTMLInputElement>('input', 'Why you need to see it').value).toBe('Complaint of 22 November');
  });
});

describe('files', () => {
  const media = [
    { no: 1, name: 'holiday<b>.png', mimeType: 'image/png', sizeBytes: 34_000, state: 'stored', code: null },
    { no: 2, name: 'page.html', mimeType: 'text/html', sizeBytes: 900, state: 'stored', code: null },
    { no: 3, name: 'old.mp4', mimeType: 'video/mp4', sizeBytes: 900, state: 'removed', code: null },
  ] as const;
  let made: string[] = [];
  let revoked: string[] = [];
  beforeEach(() => {
    made = [];
    revoked = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      const url = `blob:${made.length + 1}`;
      made.push(url);
      return url;
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(String(url)));
  });

  it('say what they are, and are looked at only when revealed', async () => {
    const bridge = await shown({}, { media: [...media] });
    const list = named('ul', 'Files');
    expect(list.textContent).toContain('holiday<b>.png');
    expect(list.textContent).toContain('show the message unmasked first');
    expect(list.textContent).toContain('Files of this type are not shown here');
    expect(list.querySelectorAll('button')).toHaveLength(0);
    await reveal();
    await click(inside(list, 'button', 'Show file'));
    expect(list.querySelectorAll('button')).toHaveLength(1);
    expect(askedFor(bridge, 'message.media')).toEqual([{ id: row.id, no: 1, grant: 'grant-1' }]);
    const image = list.querySelector('img');
    expect(image?.getAttribute('src')).toBe('blob:1');
    expect(image?.alt).toBe('Picture holiday<b>.png, sent with this message');
    expect(revoked).toEqual([]);
    await click(named('button', 'Hide'));
    expect(list.querySelector('img')).toBeNull();
    expect(revoked).toEqual(['blob:1']);
  });
  it('say why they cannot be shown after all', async () => {
    await shown(
      {
        'message.media': () => {
          throw new RelayError('MEDIA_NOT_KEPT', 'gone');
        },
      },
      { media: [...media] },
    );
    await reveal();
    await click(named('button', 'Show file'));
    expect(shownText()).toContain('This file is not kept here');
    await closeApp();
    await shown({}, { media: [...media] });
    await reveal();
    await click(named('button', 'Show file'));
    await act(async () => named('ul', 'Files').querySelector('img')?.dispatchEvent(new Event('error')));
    expect(shownText()).toContain('This file cannot be shown or played here');
  });
});

describe('before and after', () => {
  it('are three each, more at a press, each with the way to its own story', async () => {
    const bridge = await shown();
    const list = named('ol', 'Before and after in this conversation');
    const texts = (): readonly string[] => [...list.children].map(({ textContent }) => textContent);
    expect(texts()).toHaveLength(5);
    expect(texts()[0]).toContain('Earlier 3');
    expect(texts()[3]).toBe('This message');
    expect(texts()[4]).toContain('Later 1');
    expect(list.querySelector('a')?.getAttribute('href')).toBe(`#/message/${rows[2]?.id}`);
    await click(named('button', 'Show more'));
    expect(askedFor(bridge, 'message.context')).toEqual([
      { id: row.id, each: 3 },
      { id: row.id, each: 10 },
    ]);
    expect(list.children).toHaveLength(7);
    expect(shownText()).not.toContain('Show more');
  });
  it('are said to be missing when there are none, and are not asked for without a sender', async () => {
    const none = { before: [], after: [], hasMoreBefore: false, hasMoreAfter: false };
    await shown({ 'message.context': () => none });
    expect(shownText()).toContain('This customer has no other messages here.');
    await closeApp();
    const bridge = await shown({}, { contactNo: null });
    expect(askedFor(bridge, 'message.context')).toEqual([]);
    expect(shownText()).not.toContain('Before and after');
  });
});

describe('the note', () => {
  it('is written for an agent or for support, in a language of choice, and copied as it is shown', async () => {
    const bridge = await shown();
    await reveal();
    await click(named('button', 'Copy a note…'));
    expect(shownText()).toContain('Reply to 王芳 VIP on the channel');
    await click(named('section[role="dialog"] input', 'A support case'));
    expect(shownText()).toContain(`Our message id: ${row.id}`);
    await click(named('section[role="dialog"] input', 'Nederlands'));
    expect(shownText()).toContain('Persoonsgegevens zijn verborgen.');
    await click(named('button', 'Copy the note'));
    const [copied] = askedFor(bridge, 'app.copyText') as readonly { text: string }[];
    expect(copied?.text).toContain(row.id);
    // Whatever is revealed on screen.
    expect(copied?.text).not.toContain('+31');
    expect(copied?.text).not.toContain('oAbCdEf');
  });
});
