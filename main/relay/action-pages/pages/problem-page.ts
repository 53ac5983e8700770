import type { RelayError } from '#shared/errors/relay-error.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { html, type Html } from '../html.ts';
import type { PageLanguage } from '../page-language.ts';
import type { ActionTexts } from '../texts/texts.ts';
import { backLink } from './form-parts.ts';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

/** What went wrong, what it means, and the ways on. `againPath`: where trying again makes sense. */
export function problemPage(
  error: Pick<RelayError, 'code' | 'value'>,
  texts: ActionTexts,
  language: PageLanguage,
  ways: { readonly backUrl: string | null; readonly againPath: string | null },
): Problem {
  const { title, help } = sentenceFor(language, error.code, error.value);
  return {
    status: statusOf(error.code),
    title,
    body: html`<p class="note bad" role="alert">${help}</p>
      ${ways.againPath !== null && html`<p><a class="button" href="${ways.againPath}">${texts.tryAgain}</a></p>`}
      ${backLink(ways.backUrl, texts)}`,
  };
}

function statusOf(code: RelayError['code']): number {
  switch (code) {
    case 'ACTION_LINK_INVALID':
      return 400;
    case 'ACTION_HOST_NOT_ALLOWED':
    case 'ACTION_TOKEN_REFUSED':
    case 'ACTION_SESSION_ENDED':
      return 403;
    case 'CHANNEL_UNKNOWN':
      return 404;
    case 'ACTION_CXONE_FAILED':
      return 502;
    default:
      return 500;
  }
}
