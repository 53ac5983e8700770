import type { MessageContent } from '#shared/domain/message.ts';
import { isObject } from '#shared/lib/is-object.ts';

type Template = Extract<MessageContent, { kind: 'template' }>;

/**
 * A message made from a CXone template, or null when it is none.
 *
 * CXone publishes the list of a channel's templates (`{template, category, messageContent}`, the content a PLUGIN), that
 * `messageContent` may carry `parameters`, and that plugin elements may be of type TEXT_TEMPLATE with `text` and
 * `variables`. What a message made from one looks like on the wire is not published. Taken here: the first TEXT_TEMPLATE
 * element at any depth, or `parameters` that name a template. The name is looked for in `template`, `templateName`,
 * `name` and `id`, in the parameters, the content, its payload and the element, in this order; variables are taken from
 * the element and the parameters, as an object, as a list of named values or as a plain list, which is numbered from 1.
 */
export function readTemplate(content: Readonly<Record<string, unknown>>): Template | null {
  const payload = isObject(content.payload) ? content.payload : {};
  const parameters = isObject(content.parameters) ? content.parameters : {};
  const element = templateElement(payload.elements);
  const name =
    firstText([
      parameters.template,
      parameters.templateName,
      content.template,
      payload.template,
      payload.templateName,
    ]) ??
    (element && firstText([element.template, element.templateName, element.name, element.id])) ??
    null;
  if (name === null || (element === null && !('template' in parameters) && !('templateName' in parameters)))
    return null;
  const variables = {
    ...variablesOf(element?.variables),
    ...variablesOf(parameters.variables),
    ...plainOnes(parameters),
  };
  const words = firstText([element?.text, payload.text]) ?? '';
  return { kind: 'template', name: name.slice(0, 200), text: filled(words, variables), variables };
}

function templateElement(elements: unknown, depth = 0): Record<string, unknown> | null {
  if (!Array.isArray(elements) || depth > 10) return null;
  for (const element of elements as readonly unknown[]) {
    if (!isObject(element)) continue;
    if (typeof element.type === 'string' && element.type.toUpperCase() === 'TEXT_TEMPLATE') return element;
    const inner = templateElement(element.elements, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Members of the parameters that are values themselves, not what describes the template. */
function plainOnes(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const { template: _template, templateName: _name, variables: _variables, ...rest } = parameters;
  return variablesOf(rest);
}

function variablesOf(raw: unknown): Record<string, string> {
  if (Array.isArray(raw)) {
    return Object.fromEntries(
      (raw as readonly unknown[]).flatMap((item, index) => {
        const value = valueOf(item);
        const named = isObject(item) ? firstText([item.name, item.key, item.ident, item.id]) : null;
        return value === null ? [] : [[named ?? String(index + 1), value] as const];
      }),
    );
  }
  if (!isObject(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, item]) => {
      const value = valueOf(item);
      return value === null ? [] : [[name, value] as const];
    }),
  );
}

function valueOf(item: unknown): string | null {
  if (typeof item === 'string') return item;
  if (typeof item === 'number') return String(item);
  if (!isObject(item)) return null;
  const { value, text, content } = item;
  if (typeof value === 'number') return String(value);
  return [value, text, content].find((member) => typeof member === 'string') ?? null;
}

/** '{{name}}' becomes the variable of that name; one that is not there stays visible. */
function filled(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*([^{}\s][^{}]{0,98}?)\s*\}\}/gu, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
  );
}

function firstText(candidates: readonly unknown[]): string | null {
  for (const candidate of candidates) {
    const text = isObject(candidate) ? candidate.content : candidate;
    if (typeof text === 'string' && text !== '') return text;
  }
  return null;
}
