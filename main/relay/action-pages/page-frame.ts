import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { ActionTexts } from './texts/texts.ts';

export interface PageParts {
  readonly texts: ActionTexts;
  readonly title: string;
  /** The administrator's name, once known. */
  readonly userName: string | null;
  readonly body: Html;
  /** The browser asks again after so many seconds; null: never. */
  readonly reloadSeconds?: number | null;
}

/** Written here and nowhere taken from outside, so it may stand as it is: the policy knows it by its hash. */
const style = Html.of([`<style>${pageStyle}</style>`], []);

/** A whole page. No scripts, nothing from elsewhere. */
export function pageFrame({ texts, title, userName, body, reloadSeconds = null }: PageParts): string {
  return html`<!doctype html>
    <html lang="${texts.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${reloadSeconds !== null && html`<meta http-equiv="refresh" content="${reloadSeconds}" />`}
        <title>${title} · Veerpont</title>
        ${style}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${userName !== null && html`<p class="who">${texts.signedInAs(userName)}</p>`} ${body}
        </main>
      </body>
    </html> `.toString();
}
