import { z } from 'zod';
import type { MessageContent } from '#shared/domain/message.ts';
import { attachmentLine, readAttachments } from './box-attachments.ts';

/** Why a Box request is not taken: a member by its path, and a sentence for the agent. */
export interface BoxProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ContentReading =
  { readonly ok: true; readonly content: MessageContent } | { readonly ok: false; readonly problem: BoxProblem };

/** What the end user reads when a content has no words of its own. */
const unsupportedLine = '[unsupported content]';

/**
 * Reads what an agent or bot sent. The published names come first, older spellings after them. A type we do not know is
 * sent as its fallback text, so that a new kind of card never stops a conversation.
 */
export function readContent(body: Readonly<Record<string, unknown>>): ContentReading {
  const { messageContent } = body;
  if (!isAbsent(messageContent) && !isObject(messageContent)) return problem(['messageContent'], 'is not an object');
  const content = isObject(messageContent) ? messageContent : {};
  const attachments = readAttachments(body.attachments);
  if (attachments === null) return problem(['attachments'], 'is not a list of attachments');

  const type = typeof content.type === 'string' && content.type !== '' ? content.type : 'TEXT';
  const fallback = typeof content.fallbackText === 'string' ? content.fallbackText : '';
  if (type.toUpperCase() === 'TEXT') {
    const found = plainText(body, content);
    if (found.text === null) return problem(found.path, 'is not text');
    const text = found.text || fallback;
    if (text === '' && attachments.length === 0) return problem(found.path, 'is empty');
    if (attachments.length === 0) return { ok: true, content: { kind: 'text', text } };
    return { ok: true, content: rich(type, found.text, attachments) };
  }
  const text = flattened(type.toUpperCase(), content.payload) || fallback || unsupportedLine;
  return { ok: true, content: rich(type.slice(0, 100), text, attachments) };
}

function rich(type: string, text: string, attachments: ReturnType<typeof readAttachments> & object): MessageContent {
  const lines = [...(text === '' ? [] : [text]), ...attachments.map(attachmentLine)];
  return { kind: 'rich', type, text: lines.join('\n'), attachments: [...attachments] };
}

/** The text and where it was found; null when something that is no text stands in its place. */
function plainText(
  body: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, unknown>>,
): { readonly text: string | null; readonly path: readonly string[] } {
  const places: readonly (readonly [readonly string[], unknown])[] = [
    [['messageContent', 'payload'], content.payload],
    [['messageContent'], content],
    [['message'], body.message],
  ];
  for (const [path, holder] of places) {
    if (!isObject(holder) || !('text' in holder)) continue;
    return { text: typeof holder.text === 'string' ? holder.text : null, path: [...path, 'text'] };
  }
  if ('content' in body) return { text: typeof body.content === 'string' ? body.content : null, path: ['content'] };
  return { text: '', path: ['messageContent', 'payload', 'text'] };
}

// Whatever is missing or of another form reads as nothing: half a card is better than a refused reply.
const words = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]).catch('');
const address = z.string().catch('');
const list = z.array(z.unknown()).catch([]);
const Action = z.object({ text: words }).catch({ text: '' });
const Menu = z.object({ title: words, text: words, actions: z.array(Action).catch([]) });
const RichLink = z.object({ title: words, url: address, media: z.object({ url: address }).catch({ url: '' }) });
const Plugin = z.object({ elements: list });
const Element = z.object({ type: address, text: words, url: address, filename: address, elements: list });

/** Cards and menus as lines of text, choices numbered; empty when there is nothing to read. */
function flattened(type: string, payload: unknown): string {
  if (!isObject(payload)) return '';
  switch (type) {
    case 'QUICK_REPLIES':
    case 'LIST_PICKER': {
      const { title, text, actions } = Menu.parse(payload);
      return joined([title, text, ...numbered(actions.map((action) => action.text))]);
    }
    case 'RICH_LINK': {
      const { title, url, media } = RichLink.parse(payload);
      return joined([title, url || media.url]);
    }
    case 'PLUGIN': {
      const { lines, choices } = pluginParts(Plugin.parse(payload).elements);
      return joined([...lines, ...numbered(choices)]);
    }
    default:
      return '';
  }
}

interface PluginParts {
  readonly lines: string[];
  readonly choices: string[];
}

/** A plugin's texts in order, and the captions of its buttons. */
function pluginParts(elements: readonly unknown[]): PluginParts {
  const parts: PluginParts = { lines: [], choices: [] };
  for (const raw of elements) {
    if (!isObject(raw)) continue;
    const { type, text, url, filename, elements: inner } = Element.parse(raw);
    const kind = type.toUpperCase();
    if (kind === 'BUTTON') parts.choices.push(joined([text, url], ' '));
    else parts.lines.push(kind === 'FILE' ? `[${filename || 'attachment'}]` : joined([text, url], ' '));
    const { lines, choices } = pluginParts(inner);
    parts.lines.push(...lines);
    parts.choices.push(...choices);
  }
  return parts;
}

function numbered(choices: readonly string[]): string[] {
  return choices.filter((choice) => choice !== '').map((choice, index) => `${index + 1}. ${choice}`);
}

function joined(parts: readonly string[], separator = '\n'): string {
  return parts.filter((part) => part !== '').join(separator);
}

function problem(path: readonly (string | number)[], what: string): ContentReading {
  return { ok: false, problem: { path, message: `${path.join('.')} ${what}` } };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
