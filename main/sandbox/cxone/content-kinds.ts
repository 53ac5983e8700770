import { z } from 'zod';
import type { JsonObject } from '../kit/json.ts';

const Choice = z.strictObject({ text: z.string().min(1).max(500), postback: z.string().max(500).optional() });
const Choices = z.array(Choice).min(1).max(50);
const words = z.string().max(100_000);

/** What an agent can send, by kind. Shapes of payloads: Digital Engagement API, message content. */
export const AgentContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: words }),
  z.strictObject({ kind: z.literal('quickReplies'), text: words, choices: Choices }),
  z.strictObject({ kind: z.literal('listPicker'), title: words, text: words.default(''), choices: Choices }),
  z.strictObject({
    kind: z.literal('richLink'),
    title: words,
    url: z.string().max(5_000),
    picture: z.strictObject({ fileName: z.string(), mimeType: z.string(), url: z.string() }).optional(),
  }),
  z.strictObject({ kind: z.literal('adaptiveCard'), fallbackText: words, body: z.array(z.unknown()).default([]) }),
  z.strictObject({
    kind: z.literal('plugin'),
    title: words.optional(),
    text: words.default(''),
    buttons: z
      .array(Choice.extend({ url: z.string().max(5_000).optional() }))
      .max(50)
      .default([]),
  }),
  z.strictObject({
    kind: z.literal('template'),
    name: z.string().min(1).max(200),
    /** As the agent sees it, variables filled in. */
    text: words,
    variables: z.record(z.string(), z.string()).default({}),
  }),
  /** Anything else, as it is. */
  z.strictObject({ kind: z.literal('raw'), content: z.record(z.string(), z.unknown()) }),
]);
export type AgentContent = z.output<typeof AgentContent>;

/** The `messageContent` of a call to the middleware. */
export function contentOf(agent: AgentContent): JsonObject {
  switch (agent.kind) {
    case 'text':
      return { type: 'TEXT', payload: { text: agent.text }, fallbackText: agent.text };
    case 'quickReplies': {
      const { text, choices } = agent;
      const payload = { text: { content: text }, actions: choices.map(action) };
      return { type: 'QUICK_REPLIES', payload, fallbackText: fallback([text], choices) };
    }
    case 'listPicker': {
      const { title, text, choices } = agent;
      const payload = { title: { content: title }, text: { content: text }, actions: choices.map(action) };
      return { type: 'LIST_PICKER', payload, fallbackText: fallback([title, text], choices) };
    }
    case 'richLink': {
      const { title, url, picture } = agent;
      const payload = { ...(picture && { media: picture }), title: { content: title }, url };
      return { type: 'RICH_LINK', payload, fallbackText: `${title} ${url}` };
    }
    case 'adaptiveCard': {
      const { body, fallbackText } = agent;
      return { type: 'ADAPTIVE_CARD', payload: { type: 'AdaptiveCard', version: '1.5', body }, fallbackText };
    }
    case 'plugin': {
      const { title, text, buttons } = agent;
      const elements = [
        ...(title === undefined ? [] : [{ id: 'title', type: 'TITLE', text: title }]),
        ...(text === '' ? [] : [{ id: 'text', type: 'TEXT', text }]),
        ...buttons.map(({ text: caption, postback, url }, index) => ({
          id: `button-${index + 1}`,
          type: 'BUTTON',
          text: caption,
          ...(postback === undefined ? {} : { postback }),
          ...(url === undefined ? {} : { url }),
        })),
      ];
      return { type: 'PLUGIN', payload: { elements }, fallbackText: fallback([title ?? '', text], buttons) };
    }
    case 'template': {
      const { name, text, variables } = agent;
      // How CXone writes a template into a call is unpublished; these are the published members of a plugin's element.
      const elements = [{ id: name, type: 'TEXT_TEMPLATE', text, variables }];
      return { type: 'PLUGIN', payload: { elements }, parameters: variables, fallbackText: text };
    }
    case 'raw':
      return agent.content;
  }
}

function action({ text, postback }: z.output<typeof Choice>): JsonObject {
  return { type: 'REPLY_BUTTON', text, ...(postback === undefined ? {} : { postback }) };
}

function fallback(lines: readonly string[], choices: readonly { text: string }[]): string {
  const listed = choices.length === 0 ? [] : [`(${choices.map(({ text }) => text).join(' / ')})`];
  return [...lines.filter((line) => line !== ''), ...listed].join(' ');
}
