/** What a Box call with this body must lead to. */
export type JsonExpectation =
  /** 400 in the Box error shape, nothing accepted. */
  | { readonly kind: 'refused'; readonly says?: RegExp }
  /** 200, one message accepted with this text. */
  | { readonly kind: 'accepted'; readonly text: string; readonly attachments?: readonly string[] };

export interface JsonCase {
  readonly name: string;
  /** The whole body, or what is put beside thread and recipient of a good one. */
  readonly body: string | Uint8Array | Record<string, unknown>;
  readonly expected: JsonExpectation;
}

const refused = (says?: RegExp): JsonExpectation => ({ kind: 'refused', ...(says && { says }) });
const accepted = (text: string, attachments?: readonly string[]): JsonExpectation => ({
  kind: 'accepted',
  text,
  ...(attachments && { attachments }),
});

export const openId = 'oZxAbCdEf0123456789wxYz';
const address = `"thread":{"idOnExternalPlatform":"gh_tulip:${openId}"}`;
const good = `{${address},"messageContent":{"type":"TEXT","payload":{"text":"hi"}}}`;
const text = (value: unknown) => ({ messageContent: { type: 'TEXT', payload: { text: value } } });
const recipient = (id: string) => ({ thread: null, endUserRecipients: [{ idOnExternalPlatform: id }], ...text('hi') });
const files = (...names: readonly string[]) => ({
  ...text(''),
  attachments: names.map((friendlyName) => ({ friendlyName, url: 'https://files.example.com/1' })),
});

/** Bodies of the outbound call, by what is wrong or unusual about them. */
export const jsonCases: readonly JsonCase[] = [
  // Keys that poison objects.
  {
    name: '__proto__ at the top',
    body: `{"__proto__":{"admin":true},${good.slice(1)}`,
    expected: accepted('hi'),
  },
  {
    name: '__proto__ nested and in arrays',
    body: `{${address},"messageContent":{"__proto__":{"admin":true},"payload":{"text":"hi","__proto__":[{"__proto__":{"admin":true}}]}}}`,
    expected: accepted('hi'),
  },
  {
    name: 'constructor.prototype',
    body: { ...text('hi'), constructor: { prototype: { admin: true } } },
    expected: accepted('hi'),
  },
  // One name twice.
  {
    name: 'a thread id twice',
    body: `{"thread":{"idOnExternalPlatform":"gh_tulip:${openId}","idOnExternalPlatform":"gh_tulip:oSomebodyElse"},"content":"hi"}`,
    expected: refused(),
  },
  {
    name: 'a thread twice, once spelled with an escape',
    body: `{${address},"th\\u0072ead":{"idOnExternalPlatform":"gh_tulip:oSomebodyElse"},"content":"hi"}`,
    expected: refused(),
  },
  {
    name: 'a text twice',
    body: `{${address},"messageContent":{"payload":{"text":"a","text":"b"}}}`,
    expected: refused(),
  },
  // Shape of the text.
  { name: '200,000 nested arrays', body: `${'['.repeat(200_000)}${']'.repeat(200_000)}`, expected: refused() },
  {
    name: '200,000 nested arrays inside a member',
    body: `{${address},"content":"hi","brand":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    expected: refused(),
  },
  { name: '200,000 opened objects', body: '{"a":'.repeat(200_000), expected: refused() },
  { name: 'half of a JSON text', body: good.slice(0, good.length / 2), expected: refused() },
  { name: 'a trailing comma', body: `${good.slice(0, -1)},}`, expected: refused() },
  { name: 'a byte order mark', body: `\ufeff${good}`, expected: refused() },
  { name: 'NaN', body: `{"a":NaN,${good.slice(1)}`, expected: refused() },
  { name: 'a comment', body: `/* hello */${good}`, expected: refused() },
  { name: 'something after the end', body: `${good} true`, expected: refused() },
  { name: 'single quotes', body: good.replaceAll('"', "'"), expected: refused() },
  {
    name: 'bytes that are not UTF-8',
    body: Buffer.from(good.replace('hi', '\xff\xfe'), 'latin1'),
    expected: refused(),
  },
  { name: 'UTF-16', body: Buffer.from(good, 'utf16le'), expected: refused() },
  { name: 'no body', body: '', expected: refused() },
  // Top level.
  { name: 'an array', body: '[]', expected: refused() },
  { name: 'a string', body: '"hi"', expected: refused() },
  { name: 'null', body: 'null', expected: refused() },
  { name: 'a number', body: '42', expected: refused() },
  // Kind of the text member.
  { name: 'text as object', body: text({ a: 1 }), expected: refused(/text/u) },
  { name: 'text as array', body: text(['hi']), expected: refused(/text/u) },
  { name: 'text as number', body: text(42), expected: refused(/text/u) },
  { name: 'text as null', body: text(null), expected: refused(/text/u) },
  { name: 'text as boolean', body: text(true), expected: refused(/text/u) },
  { name: 'content as number', body: { content: 42 }, expected: refused(/content/u) },
  { name: 'message content as array', body: { messageContent: ['hi'] }, expected: refused(/messageContent/u) },
  { name: 'message content as text', body: { messageContent: 'hi' }, expected: refused(/messageContent/u) },
  { name: 'empty text', body: text(''), expected: refused(/empty/u) },
  { name: 'no content at all', body: {}, expected: refused(/empty/u) },
  { name: 'text of 1 MB', body: text('x'.repeat(1_000_000)), expected: refused(/40960/u) },
  { name: 'text one byte too long', body: text('x'.repeat(40_961)), expected: refused(/40960/u) },
  { name: 'text that is too long in bytes only', body: text('字'.repeat(13_654)), expected: refused(/40960/u) },
  { name: 'the longest text', body: text('字'.repeat(13_653)), expected: accepted('字'.repeat(13_653)) },
  { name: 'text with emoji and line breaks', body: text('好的 👍\n再见'), expected: accepted('好的 👍\n再见') },
  // Where the text may stand, in the order it is believed.
  {
    name: 'payload.text before messageContent.text',
    body: { messageContent: { payload: { text: 'a' }, text: 'b' } },
    expected: accepted('a'),
  },
  {
    name: 'messageContent.text before message.text',
    body: { messageContent: { text: 'b' }, message: { text: 'c' } },
    expected: accepted('b'),
  },
  { name: 'message.text before content', body: { message: { text: 'c' }, content: 'd' }, expected: accepted('c') },
  { name: 'content alone', body: { content: 'd' }, expected: accepted('d') },
  {
    name: 'fallback when nothing else is there',
    body: { messageContent: { type: 'TEXT', fallbackText: 'e' } },
    expected: accepted('e'),
  },
  // Other contents.
  {
    name: 'an unknown type',
    body: { messageContent: { type: 'HOLOGRAM', payload: { x: 1 }, fallbackText: 'Look at this' } },
    expected: accepted('Look at this'),
  },
  {
    name: 'an unknown type without a fallback',
    body: { messageContent: { type: 'HOLOGRAM' } },
    expected: accepted('[unsupported content]'),
  },
  {
    name: 'an adaptive card',
    body: {
      messageContent: {
        type: 'ADAPTIVE_CARD',
        payload: { type: 'AdaptiveCard', version: '1.5' },
        fallbackText: 'A card',
      },
    },
    expected: accepted('A card'),
  },
  {
    name: 'quick replies',
    body: {
      messageContent: {
        type: 'QUICK_REPLIES',
        payload: {
          text: { content: 'Did this help?' },
          actions: [
            { type: 'REPLY_BUTTON', text: 'Yes' },
            { text: 'No', postback: 'no' },
          ],
        },
        fallbackText: 'Did this help? (Yes / No)',
      },
    },
    expected: accepted('Did this help?\n1. Yes\n2. No'),
  },
  {
    name: 'a list picker',
    body: {
      messageContent: {
        type: 'LIST_PICKER',
        payload: {
          title: { content: 'Sizes' },
          text: { content: 'Which one?' },
          actions: [{ text: 'S' }, { text: 'M' }],
        },
      },
    },
    expected: accepted('Sizes\nWhich one?\n1. S\n2. M'),
  },
  {
    name: 'a rich link',
    body: {
      messageContent: {
        type: 'RICH_LINK',
        payload: {
          media: { fileName: 'a.png', mimeType: 'image/png', url: 'https://x.example/a.png' },
          title: { content: 'Tulips' },
          url: 'https://x.example/',
        },
      },
    },
    expected: accepted('Tulips\nhttps://x.example/'),
  },
  {
    name: 'a plugin with nested elements',
    body: {
      messageContent: {
        type: 'PLUGIN',
        payload: {
          elements: [
            { type: 'TITLE', text: 'Menu' },
            {
              type: 'MENU',
              elements: [
                { type: 'TEXT', text: 'Choose' },
                { type: 'BUTTON', text: 'Opening hours' },
                { type: 'BUTTON', text: 'Prices', url: 'https://x.example/p' },
              ],
            },
            { type: 'FILE', filename: 'list.pdf', url: 'https://x.example/signed' },
            null,
            42,
          ],
        },
      },
    },
    expected: accepted('Menu\nChoose\n1. Opening hours\n2. Prices https://x.example/p\n[list.pdf]'),
  },
  {
    name: 'quick replies of no form we know',
    body: { messageContent: { type: 'QUICK_REPLIES', payload: { text: 7, actions: 'x' }, fallbackText: 'Yes or no?' } },
    expected: accepted('Yes or no?'),
  },
  // Attachments.
  { name: 'an attachment alone', body: files('invoice.pdf'), expected: accepted('[invoice.pdf]', ['invoice.pdf']) },
  {
    name: 'text and attachments',
    body: {
      ...text('Here you are'),
      attachments: [{ fileName: 'a.png', mimeType: 'image/png' }, { friendlyName: 'b.pdf' }],
    },
    expected: accepted('Here you are\n[a.png]\n[b.pdf]', ['a.png', 'b.pdf']),
  },
  {
    name: 'attachment names with folders, devices, control and direction characters',
    body: files('../../x', 'C:\\dir\\y.exe', 'CON', 'a\u0000.png', 'inv\u202Efdp.exe', '..', ''),
    expected: accepted('[x]\n[y.exe]\n[CON]\n[a.png]\n[invfdp.exe]\n[attachment]\n[attachment]', [
      'x',
      'y.exe',
      'CON',
      'a.png',
      'invfdp.exe',
      'attachment',
      'attachment',
    ]),
  },
  {
    name: 'an attachment name of 300 characters',
    body: files('n'.repeat(300)),
    expected: accepted(`[${'n'.repeat(79)}…]`, [`${'n'.repeat(79)}…`]),
  },
  {
    name: 'attachments that are no list',
    body: { ...text('hi'), attachments: 'invoice.pdf' },
    expected: refused(/attachments/u),
  },
  {
    name: 'an attachment that is no object',
    body: { ...text('hi'), attachments: ['invoice.pdf'] },
    expected: refused(/attachments/u),
  },
  // Whom it is for.
  { name: 'no thread and no recipient', body: { thread: null, ...text('hi') }, expected: refused(/conversation/u) },
  {
    name: 'empty thread, empty recipients',
    body: { thread: {}, endUserRecipients: [], ...text('hi') },
    expected: refused(/conversation/u),
  },
  {
    name: 'the thread of another channel of the same client',
    body: { thread: { idOnExternalPlatform: `gh_lotus:${openId}` }, ...text('hi') },
    expected: refused(/conversation/u),
  },
  {
    name: 'the thread of a channel of another client',
    body: { thread: { idOnExternalPlatform: `gh_rose:${openId}` }, ...text('hi') },
    expected: refused(/conversation/u),
  },
  { name: 'a recipient with a path', body: recipient('../../etc/passwd'), expected: refused(/recipient/u) },
  { name: 'a recipient with quotes', body: recipient(`o"'--`), expected: refused(/recipient/u) },
  { name: 'a recipient with a percent sign', body: recipient('o%00x'), expected: refused(/recipient/u) },
  { name: 'a recipient of 4 KB', body: recipient('o'.repeat(4_096)), expected: refused(/recipient/u) },
  { name: 'an empty recipient', body: recipient(''), expected: refused(/recipient/u) },
  {
    name: 'a recipient id that is a number',
    body: { thread: null, endUserRecipients: [{ idOnExternalPlatform: 7 }], ...text('hi') },
    expected: refused(/endUserRecipients/u),
  },
  {
    name: 'recipients that are no list',
    body: { endUserRecipients: { a: 1 }, ...text('hi') },
    expected: refused(/endUserRecipients/u),
  },
  {
    name: 'the primary recipient, wherever it stands',
    body: {
      thread: null,
      endUserRecipients: [{ idOnExternalPlatform: 'oOther' }, { idOnExternalPlatform: openId, isPrimary: true }],
      ...text('hi'),
    },
    expected: accepted('hi'),
  },
  {
    name: 'recipients of before Digital 3.0',
    body: { thread: null, recipients: [{ idOnExternalPlatform: openId }], ...text('hi') },
    expected: accepted('hi'),
  },
];
