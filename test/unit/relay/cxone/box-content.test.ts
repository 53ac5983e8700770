import { describe, expect, it } from 'vitest';
import { readContent } from '#relay/connectors/cxone/box-content.ts';

function contentOf(messageContent: unknown, attachments: unknown = []) {
  const reading = readContent({ messageContent, attachments });
  if (!reading.ok) expect.fail(reading.problem.message);
  return reading.content;
}

const quickReplies = (...actions: readonly object[]) => ({
  type: 'QUICK_REPLIES',
  payload: { text: { content: 'Did this help?' }, actions },
});

describe('choices of an agent', () => {
  it('become a menu whose ids are what CXone expects back', () => {
    expect(contentOf(quickReplies({ text: 'Yes', postback: 'yes' }, { text: 'No', postback: 'no' }))).toEqual({
      kind: 'rich',
      type: 'QUICK_REPLIES',
      text: 'Did this help?\n1. Yes\n2. No',
      attachments: [],
      menu: {
        head: 'Did this help?',
        choices: [
          { id: 'yes', text: 'Yes' },
          { id: 'no', text: 'No' },
        ],
        tail: '',
      },
    });
  });

  it.each([
    ['some have none', [{ text: 'Yes', postback: 'y' }, { text: 'No' }]],
    [
      'two are the same',
      [
        { text: 'Yes', postback: 'x' },
        { text: 'No', postback: 'x' },
      ],
    ],
  ])('are numbered where %s', (_why, actions) => {
    expect(contentOf(quickReplies(...actions))).toMatchObject({ menu: { choices: [{ id: '1' }, { id: '2' }] } });
  });

  it('may have a title above them, and stand in a plugin', () => {
    const picker = contentOf({
      type: 'LIST_PICKER',
      payload: { title: { content: 'Delivery' }, text: { content: 'When?' }, actions: [{ text: 'Today' }] },
    });
    expect(picker).toMatchObject({ menu: { head: 'Delivery\nWhen?', choices: [{ id: '1', text: 'Today' }] } });
    const plugin = (button: object) => ({
      type: 'PLUGIN',
      payload: {
        elements: [
          { type: 'TITLE', text: 'Shop' },
          { type: 'MENU', elements: [{ type: 'BUTTON', ...button }] },
        ],
      },
    });
    expect(contentOf(plugin({ text: 'Hours', postback: 'hours' }))).toMatchObject({
      menu: { head: 'Shop', choices: [{ id: 'hours', text: 'Hours' }] },
    });
    // A button that opens a page cannot be tapped in a WeChat menu.
    const withPage = contentOf(plugin({ text: 'Prices', url: 'https://x.example/p' }));
    expect(withPage).toMatchObject({ text: 'Shop\n1. Prices https://x.example/p' });
    expect(withPage).not.toHaveProperty('menu');
  });
});

describe('links', () => {
  const link = (payload: object) => contentOf({ type: 'RICH_LINK', payload, fallbackText: 'fallback' });

  it('keep title, address and picture', () => {
    const media = { fileName: 'a.png', mimeType: 'image/png', url: 'https://x.example/a.png' };
    expect(link({ title: { content: 'Tulips' }, url: 'https://x.example/t', media })).toEqual({
      kind: 'rich',
      type: 'RICH_LINK',
      text: 'Tulips\nhttps://x.example/t',
      attachments: [],
      link: { title: 'Tulips', description: '', url: 'https://x.example/t', pictureUrl: 'https://x.example/a.png' },
    });
  });

  it('are text where there is nothing to open, and the fallback where there is nothing at all', () => {
    expect(link({ title: { content: 'Tulips' }, url: 'no address' })).toEqual({
      kind: 'rich',
      type: 'RICH_LINK',
      text: 'Tulips\nno address',
      attachments: [],
    });
    expect(link({})).toMatchObject({ text: 'fallback' });
  });
});

describe('files', () => {
  it('keep their first usable address, also those inside a card', () => {
    const stored = {
      id: 'f1',
      fileName: 'a.pdf',
      friendlyName: '../invoice\u202efdp.pdf',
      mimeType: 'application/pdf',
      url: 'javascript:alert(1)',
      securedPermanentUrl: 'https://files.example.com/a.pdf?sig=1',
    };
    const content = contentOf(
      {
        type: 'PLUGIN',
        payload: {
          elements: [
            { type: 'FILE', filename: 'list.xlsx', mimeType: 'x/y', url: 'https://files.example.com/l' },
            { type: 'FILE', filename: 'lost.doc' },
          ],
        },
      },
      [stored, { friendlyName: 'no address' }],
    );
    expect(content).toEqual({
      kind: 'rich',
      type: 'PLUGIN',
      text: '[lost.doc]\n[list.xlsx]\n[invoicefdp.pdf]\n[no address]',
      attachments: [
        { name: 'list.xlsx', mimeType: 'x/y', url: 'https://files.example.com/l' },
        { name: 'invoicefdp.pdf', mimeType: 'application/pdf', url: 'https://files.example.com/a.pdf?sig=1' },
        { name: 'no address', mimeType: '' },
      ],
    });
  });

  it('over CXone’s ceiling are refused where CXone says how large they are', () => {
    const attachments = [
      { friendlyName: 'a', size: 1 },
      { friendlyName: 'film', fileSize: 40 * 1024 * 1024 + 1 },
    ];
    expect(readContent({ messageContent: { payload: { text: 'x' } }, attachments })).toMatchObject({
      ok: false,
      kind: 'file_too_large',
      name: 'film',
      problem: { path: ['attachments', 1] },
    });
  });
});

describe('templates', () => {
  const template = (more: object) => ({ type: 'PLUGIN', fallbackText: 'Unsupported message content', ...more });
  const element = (more: object) => ({
    type: 'TEXT_TEMPLATE',
    id: 'parcel',
    text: 'Parcel {{number}} from {{shop}}',
    ...more,
  });

  it.each([
    ['an object', { number: '7', shop: 'Tulip' }],
    [
      'a list of names',
      [
        { name: 'number', value: 7 },
        { key: 'shop', text: 'Tulip' },
      ],
    ],
    ['objects with values', { number: { value: '7' }, shop: { content: 'Tulip' } }],
  ])('are known by their element, variables in %s', (_form, variables) => {
    const payload = { elements: [{ type: 'MENU', elements: [element({ variables })] }] };
    expect(contentOf(template({ payload }))).toEqual({
      kind: 'template',
      name: 'parcel',
      text: 'Parcel 7 from Tulip',
      variables: { number: '7', shop: 'Tulip' },
    });
  });

  it('are known by their parameters', () => {
    const parameters = { template: 'parcel', number: '7' };
    expect(contentOf({ type: 'TEXT', payload: { text: 'Parcel {{number}}, {{unknown}}' }, parameters })).toEqual({
      kind: 'template',
      name: 'parcel',
      text: 'Parcel 7, {{unknown}}',
      variables: { number: '7' },
    });
    const listed = contentOf({
      type: 'TEXT',
      payload: { text: '{{1}}' },
      parameters: { templateName: 'p', variables: ['x'] },
    });
    expect(listed).toMatchObject({ name: 'p', text: 'x', variables: { 1: 'x' } });
  });

  it('are nothing else: parameters without a name, a plugin without the element', () => {
    expect(contentOf({ type: 'TEXT', payload: { text: 'hi' }, parameters: { a: 'b' } })).toEqual({
      kind: 'text',
      text: 'hi',
    });
    expect(contentOf(template({ payload: { elements: [{ type: 'TEXT', text: 'hi' }] } })).kind).toBe('rich');
  });
});

it('sends the fallback of a card that cannot be shown', () => {
  const card = {
    type: 'ADAPTIVE_CARD',
    payload: { type: 'AdaptiveCard', version: '1.5', body: [] },
    fallbackText: 'Your order',
  };
  expect(contentOf(card)).toMatchObject({ kind: 'rich', type: 'ADAPTIVE_CARD', text: 'Your order' });
});
