import { escapeHtml } from '#shared/lib/escape-html.ts';

/** Markup that is safe to send as it is. Made by `html` alone. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }

  /** The only way to make one. Not for use outside this file: see `html`. */
  static of(parts: readonly string[], values: readonly HtmlValue[]): Html {
    let markup = parts[0] ?? '';
    values.forEach((value, index) => {
      markup += markupOf(value) + (parts[index + 1] ?? '');
    });
    return new Html(markup);
  }
}

/** What may stand in a template. Null and false stand for nothing. */
export type HtmlValue = string | number | Html | readonly Html[] | null | false;

/**
 * Markup from a template. Whatever is put in is escaped, for text and for attribute values in double quotes alike, unless
 * it is markup made here: so a name from outside cannot become markup, wherever it lands. Attributes are always quoted.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(parts, values);
}

function markupOf(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeHtml(value);
  return value.map(String).join('');
}
