// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aRow, aStory, hour, mixedChannels } from '../../fake-data.ts';
import { aCustomer } from '../../fake-search-bridge.ts';
import { aCaseStory, aFactsOf, aSlaRow } from '../../fake-sla.ts';
import { askedFor, click, closeApp, named, panel, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

afterEach(closeApp);

const world = { channels: mixedChannels(), overview: quietOverview, customers: { 7: aCustomer({ contactNo: 7 }) } };
const hrefOf = (name: string): string | null => named('main a', name).getAttribute('href');

describe('a customer’s page', () => {
  it('says who it is and who says so, and leads to what was written', async () => {
    await showAt('#/customer/7', createFakeBridge(world));
    expect(shownText()).toContain('End of the openid; no label yet');
    expect(shownText()).toContain('Delta Bank 三角洲');
    expect(hrefOf('Show the conversation')).toBe('#/messages?q=&customer=7');
    expect(hrefOf('Messages from this customer: 12')).toBe('#/messages?q=dir%3Ain&customer=7');
    expect(hrefOf('Replies to this customer: 9')).toBe('#/messages?q=dir%3Aout&customer=7');
    expect(decodeURIComponent(hrefOf('Messages not delivered: 2') ?? '')).toBe(
      '#/messages?q=is:unconfirmed+is:failed+is:expired+is:quarantined&customer=7',
    );
  });

  it('tells the reply window in words', async () => {
    const open = aCustomer({ windowUntil: Date.now() + 3 * hour, repliesLeft: 1 });
    await showAt('#/customer/7', createFakeBridge({ ...world, customers: { 7: open } }));
    expect(panel('What is known').textContent).toContain('1 reply left');
    await closeApp();
    const closed = aCustomer({ windowUntil: Date.now() - hour, repliesLeft: 1, firstAt: null, lastAt: null });
    await showAt('#/customer/7', createFakeBridge({ ...world, customers: { 7: closed } }));
    expect(panel('What is known').textContent).toContain('Closed: replies go out when the customer writes again');
    expect(panel('What is known').textContent).not.toContain('reply left');
    expect(panel('What is known').textContent).toContain('none stored');
  });

  it('takes a label and a note from staff', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/customer/7', bridge);
    await type(named('main input', 'Label'), ' M. Jansen ');
    await type(named('main textarea', 'Note'), 'Prefers mornings');
    await click(named('main button', 'Save'));
    expect(askedFor(bridge, 'customer.set')).toEqual([{ contactNo: 7, label: 'M. Jansen', note: 'Prefers mornings' }]);
    expect(shownText()).toContain('Label given by staff');
    expect(panel('What staff know').textContent).toContain('by desk-2');
    expect(named<HTMLButtonElement>('main button', 'Save').disabled).toBe(true);
    expect(panel('What staff know').querySelector('[role=status]')?.textContent).toBe('Saved');
    expect(named<HTMLInputElement>('main input', 'Label').value).toBe('M. Jansen');
  });

  it('keeps what could not be saved', async () => {
    const bridge = createFakeBridge(world, {
      'customer.set': () => {
        throw new RelayError('RELAY_NOT_RUNNING', 'no');
      },
    });
    await showAt('#/customer/7', bridge);
    await type(named('main input', 'Label'), 'M. Jansen');
    await click(named('main button', 'Save'));
    expect(panel('What staff know').querySelector('[role=alert]')).not.toBeNull();
    expect(named<HTMLInputElement>('main input', 'Label').value).toBe('M. Jansen');
    await click(named('main button', 'Undo changes'));
    expect(named<HTMLInputElement>('main input', 'Label').value).toBe('');
  });

  it('says when nothing of a customer is left', async () => {
    await showAt('#/customer/8', createFakeBridge(world));
    expect(shownText()).toContain('This customer is not known any more');
  });
});

describe('the way to a customer', () => {
  it('leads from a message’s story', async () => {
    const row = aRow({ seq: 7 });
    const bridge = createFakeBridge({ ...world, rows: [row] }, { 'message.get': () => aStory(row, { contactNo: 7 }) });
    await showAt(`#/message/${row.id}`, bridge);
    expect(hrefOf('All messages of this customer')).toBe('#/messages?q=&customer=7');
    expect(named('aside a', '…k4Qz').getAttribute('href')).toBe('#/customer/7');
  });

  it('leads from a conversation of the SLA board', async () => {
    const row = aSlaRow({ id: 'late' });
    const bridge = createFakeBridge(
      { ...world, slaRows: [row] },
      { 'sla.case': () => aCaseStory(row, { facts: { ...aFactsOf(row), contactNo: 7 } }) },
    );
    await showAt('#/sla/case/late', bridge);
    expect(hrefOf('All messages of this customer')).toBe('#/messages?q=&customer=7');
    expect(hrefOf('Customer page')).toBe('#/customer/7');
  });
});
