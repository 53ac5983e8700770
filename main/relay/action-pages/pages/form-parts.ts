import { html, type Html } from '../html.ts';
import type { ActionSession } from '../sessions.ts';
import type { ActionTexts } from '../texts/texts.ts';

/** What a form of ours may ask for. */
export const formActs = ['create', 'reconnect', 'ask_remove', 'remove', 'finish'] as const;
export type FormAct = (typeof formActs)[number];

/** A form that proves that it is ours. */
export function form(session: ActionSession, act: FormAct, content: Html): Html {
  return html`<form method="post">
    <input type="hidden" name="csrf" value="${session.csrf}" />
    <input type="hidden" name="act" value="${act}" />
    ${content}
  </form>`;
}

/** Leaves for CXone, or says that the page may be closed when nobody knows where to. */
export function leave(session: ActionSession, texts: ActionTexts, label: string): Html {
  return session.backUrl === null
    ? html`<p class="dim">${texts.closeWindow}</p>`
    : form(session, 'finish', html`<button type="submit">${label}</button>`);
}

/** Ends the page without any change. */
export function backLink(backUrl: string | null, texts: ActionTexts): Html {
  return backUrl === null
    ? html`<p class="dim">${texts.closeWindow}</p>`
    : html`<p><a class="button" href="${backUrl}">${texts.back}</a></p>`;
}
