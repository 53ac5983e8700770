import { z } from 'zod';
import type { MessageContent } from '#shared/domain/message.ts';
import { isObject } from '#shared/lib/is-object.ts';
import { attachmentLine, readFileElement, type BoxAttachment } from './box-attachments.ts';

type Rich = Extract<MessageContent, { kind: 'rich' }>;

/** What can be made of a card: its words always, and a menu, a link or files where it has them. */
export interface Card {
  readonly text: string;
  readonly menu?: NonNullable<Rich['menu']>;
  readonly link?: NonNullable<Rich['link']>;
  readonly files?: readonly BoxAttachment[];
}

// Whatever is missing or of another form reads as nothing: half a card is better than a refused reply.
const words = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]).catch('');
const plain = z.string().catch('');
const list = z.array(z.unknown()).catch([]);
const Action = z.object({ text: words, postback: plain }).catch({ text: '', postback: '' });
const MenuCard = z.object({ title: words, text: words, actions: z.array(Action).catch([]) });
const LinkMedia = z.object({ url: plain, mimeType: plain }).catch({ url: '', mimeType: '' });
const LinkCard = z.object({ title: words, text: words, url: plain, media: LinkMedia });
const PluginCard = z.object({ elements: list });
const Element = z.object({ type: plain, text: words, url: plain, filename: plain, postback: plain, elements: list });

/** Reads the payload of a card by its type; null when there is nothing in it that can be read. */
export function readCard(type: string, payload: unknown): Card | null {
  if (!isObject(payload)) return null;
  switch (type) {
    case 'QUICK_REPLIES':
    case 'LIST_PICKER': {
      const { title, text, actions } = MenuCard.parse(payload);
      return withMenu(joined([title, text]), actions);
    }
    case 'RICH_LINK':
      return linkCard(payload);
    case 'PLUGIN':
      return pluginCard(PluginCard.parse(payload).elements);
    default:
      return null;
  }
}

function linkCard(payload: Record<string, unknown>): Card | null {
  const { title, text: description, url, media } = LinkCard.parse(payload);
  const address = url || media.url;
  const text = joined([title, description, address]);
  if (text === '') return null;
  if (url === '' || !URL.canParse(url)) return { text };
  const isPicture = media.url !== '' && (media.mimeType === '' || media.mimeType.startsWith('image/'));
  return { text, link: { title: title || url, description, url, ...(isPicture && { pictureUrl: media.url }) } };
}

function pluginCard(elements: readonly unknown[]): Card | null {
  const { lines, choices, files } = partsOf(elements);
  const head = joined(lines);
  // A button that opens a page is no answer of the customer's: with one of them it all goes as text.
  const card = choices.every(({ url }) => url === '')
    ? withMenu(head, choices)
    : withText(joined([head, ...numbered(choices.map(({ text, url }) => joined([text, url], ' ')))]));
  if (files.length === 0) return card;
  const text = joined([card?.text ?? '', ...files.map(attachmentLine)]);
  return { ...card, text, files };
}

interface PluginParts {
  readonly lines: string[];
  readonly choices: { readonly text: string; readonly postback: string; readonly url: string }[];
  readonly files: BoxAttachment[];
}

/** A plugin's texts in order, the captions of its buttons, and its files. */
function partsOf(elements: readonly unknown[]): PluginParts {
  const parts: PluginParts = { lines: [], choices: [], files: [] };
  for (const raw of elements) {
    if (!isObject(raw)) continue;
    const { type, text, url, filename, postback, elements: inner } = Element.parse(raw);
    const kind = type.toUpperCase();
    const file = kind === 'FILE' ? readFileElement(raw) : null;
    if (file !== null) parts.files.push(file);
    else if (kind === 'BUTTON') parts.choices.push({ text, postback, url });
    else parts.lines.push(joined([text || (kind === 'FILE' ? `[${filename || 'attachment'}]` : ''), url], ' '));
    const { lines, choices, files } = partsOf(inner);
    parts.lines.push(...lines);
    parts.choices.push(...choices);
    parts.files.push(...files);
  }
  return parts;
}

/** The choices' own ids where they have different ones, so that a tap tells CXone what was meant; else their numbers. */
function withMenu(head: string, actions: readonly { readonly text: string; readonly postback: string }[]): Card | null {
  const choices = actions.filter(({ text }) => text !== '');
  const text = joined([head, ...numbered(choices.map((choice) => choice.text))]);
  if (choices.length === 0) return withText(text);
  const postbacks = new Set(choices.map(({ postback }) => postback));
  const haveIds = !postbacks.has('') && postbacks.size === choices.length;
  return {
    text,
    menu: {
      head,
      choices: choices.map((choice, index) => ({
        id: haveIds ? choice.postback : String(index + 1),
        text: choice.text,
      })),
      tail: '',
    },
  };
}

function withText(text: string): Card | null {
  return text === '' ? null : { text };
}

function numbered(choices: readonly string[]): string[] {
  return choices.filter((choice) => choice !== '').map((choice, index) => `${index + 1}. ${choice}`);
}

export function joined(parts: readonly string[], separator = '\n'): string {
  return parts.filter((part) => part !== '').join(separator);
}
