import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { sendableText } from './outgoing-text.ts';
import type { TemplateMessage } from './wechat-client.ts';

export type FilledTemplate =
  | { readonly ok: true; readonly message: TemplateMessage }
  /** `value` names the template that is not configured, or the variable that is not there. */
  | { readonly ok: false; readonly code: ErrorCode; readonly value: string };

/** The WeChat template message that stands for a CXone template. */
export function filledTemplate(
  content: Extract<MessageContent, { kind: 'template' }>,
  templates: ChannelConfig['wechat']['templates'],
): FilledTemplate {
  const template = templates.find(({ name }) => name === content.name);
  if (template === undefined) return { ok: false, code: 'WECHAT_TEMPLATE_MISSING', value: content.name };
  const fields: Record<string, string> = {};
  for (const [field, pattern] of Object.entries(template.fields)) {
    const missing = namesIn(pattern).find((name) => !Object.hasOwn(content.variables, name));
    if (missing !== undefined) {
      return { ok: false, code: 'WECHAT_TEMPLATE_MISSING', value: `${content.name} {{${missing}}}` };
    }
    fields[field] = sendableText(pattern.replace(variable, (_whole, name: string) => content.variables[name] ?? ''));
  }
  return { ok: true, message: { templateId: template.templateId, url: template.url ?? null, fields } };
}

const variable = /\{\{\s*([^{}\s][^{}]{0,99}?)\s*\}\}/gu;

function namesIn(pattern: string): string[] {
  return [...pattern.matchAll(variable)].map(([, name = '']) => name);
}
