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
const aCase = { firstAt: Date.now() - 5 * hour, lastAt: Date.now() - hour, messages: 4 };
const hrefOf = (name: string): string | null => named('main a', name).getAttribute('href');

describe('a customer’s page', () => {
  it('says who it is and who says so, and leads to what was written', async () => {
    await showAt('#/customer/7', createFakeBridge(world));
    expect(shownText()).toContain('End of the openid; nobody gave a name yet');
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

  it('shows every name with who says it, whether the customer follows, the cases and what waits', async () => {
    const known = aCustomer({
      contactNo: 7,
      name: { text: 'Tante Bep', source: 'remark' },
      names: [
        { text: 'Tante Bep', source: 'remark', at: Date.now() - hour },
        { text: 'E. van der Berg', source: 'cxone', at: Date.now() - 2 * hour },
      ],
      follows: { yes: false, at: Date.now() - 3 * hour },
      cases: [
        { ...aCase, caseId: '700012', slaCaseId: 'sla-12' },
        { ...aCase, caseId: '700011', slaCaseId: null },
      ],
      waiting: 3,
    });
    const bridge = createFakeBridge({ ...world, customers: { 7: known } }, { 'sla.openCase': () => null });
    await showAt('#/customer/7', bridge);
    expect(panel('What is known').textContent).toContain('E. van der Berg');
    expect(panel('What is known').textContent).toContain('Does not follow the account any more');
    expect(named('main h2', 'Tante Bep').parentElement?.textContent).toContain('Remark in WeChat');
    expect(hrefOf('Messages of case 700012')).toBe('#/messages?q=case%3A700012&customer=7');
    expect(panel('Cases in CXone').textContent).toContain('4 messages');
    // The other one's page is not known.
    expect(panel('Cases in CXone').querySelectorAll('button')).toHaveLength(1);
    await click(named('main button', 'Open in CXone: case 700012'));
    expect(askedFor(bridge, 'sla.openCase')).toEqual([{ id: 'sla-12' }]);
    expect(hrefOf('Messages waiting to be delivered: 3')).toBe('#/messages?q=is%3Apending&customer=7');
  });

  it('shows the whole id only for a reason', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/customer/7', bridge);
    await click(named('main button', 'Show id…'));
    await type(named('[role=dialog] input', 'Reason'), 'no');
    await click(named('[role=dialog] button', 'Show id'));
    expect(askedFor(bridge, 'customer.reveal')).toEqual([]);
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('at least 5 characters');
    await type(named('[role=dialog] input', 'Reason'), ' case 700012 at WeChat ');
    await click(named('[role=dialog] button', 'Show id'));
    expect(askedFor(bridge, 'customer.reveal')).toEqual([{ contactNo: 7, reason: 'case 700012 at WeChat' }]);
    expect(panel('Personal data').textContent).toContain('oAbCdEfGhIjKlMnOpQrStUvk4Qz');
    await click(named('main button', 'Hide id'));
    expect(shownText()).not.toContain('oAbCdEfGhIjKlMnOpQrStUvk4Qz');
  });

  it('erases for good when the four characters are typed, and says what went', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/customer/7', bridge);
    await click(named('main button', 'Erase…'));
    const field = 'To go on, type the last four characters of the openid: k4Qz';
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('21 messages with texts');
    await type(named('[role=dialog] input', field), 'k4qz');
    await click(named('[role=dialog] button', 'Erase for good'));
    expect(askedFor(bridge, 'customer.erase')).toEqual([]);
    await type(named('[role=dialog] input', field), 'k4Qz');
    await click(named('[role=dialog] button', 'Erase for good'));
    expect(askedFor(bridge, 'customer.erase')).toEqual([{ contactNo: 7, confirm: 'k4Qz' }]);
    expect(shownText()).toContain('This customer is erased');
    expect(shownText()).toContain('21 messages and 1 file');
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  it('does not erase while messages wait', async () => {
    const bridge = createFakeBridge({ ...world, customers: { 7: aCustomer({ contactNo: 7, waiting: 2 }) } });
    await showAt('#/customer/7', bridge);
    await click(named('main button', 'Erase…'));
    expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain('2 messages wait');
    expect(named<HTMLButtonElement>('[role=dialog] button', 'Erase for good').disabled).toBe(true);
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
    expect(document.querySelector('aside a[href="#/customer/7"]')).not.toBeNull();
  });

  it('leads from a message’s story to its case in CXone, or says why it cannot', async () => {
    const row = aRow({ seq: 7 });
    const cases = [{ ...aCase, caseId: '700012', slaCaseId: 'sla-12' }];
    const bridge = createFakeBridge(
      { ...world, rows: [row], customers: { 7: aCustomer({ contactNo: 7, cases }) } },
      {
        'message.get': () => aStory(row, { contactNo: 7, caseId: '700012' }),
        'sla.openCase': () => {
          throw new RelayError('SLA_LINK_UNKNOWN', 'no');
        },
      },
    );
    await showAt(`#/message/${row.id}`, bridge);
    await click(named('aside button', 'Open in CXone: case 700012'));
    expect(document.querySelector('aside header [role=alert]')).not.toBeNull();
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
