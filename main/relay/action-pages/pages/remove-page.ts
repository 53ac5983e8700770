import type { ChannelLists, ChannelView } from '../channel-view.ts';
import { html, type Html } from '../html.ts';
import type { PageLanguage } from '../page-language.ts';
import type { ActionSession } from '../sessions.ts';
import type { ActionTexts } from '../texts/texts.ts';
import { tellings } from './add-page.ts';
import { channelList, stateInWords } from './channel-list.ts';
import { form, leave } from './form-parts.ts';

/** Which channel to remove. */
export function removeChoice(
  session: ActionSession,
  lists: ChannelLists,
  texts: ActionTexts,
  language: PageLanguage,
): Html {
  const { remove } = texts;
  const list = channelList({
    texts,
    language,
    lists,
    choice: 'one',
    mayChoose: mayRemove,
    chosen: ({ config }) => config.id === session.channelId,
    withStrange: false,
  });
  return html`${tellings(session, texts)}
    <p>${remove.intro}</p>
    ${form(
      session,
      'ask_remove',
      html`${list}${
        lists.ours.some(mayRemove) &&
        html`<div class="acts"><button class="first" type="submit">${remove.next}</button></div>`
      }`,
    )}
    <div class="acts">${leave(session, texts, texts.cancel)}</div>`;
}

/** One of ours: another integration's channel is not ours to delete. */
export function mayRemove({ presence }: ChannelView): boolean {
  return presence !== 'otherIntegration';
}

/** What will happen, and the last question. */
export function removeConfirmation(
  session: ActionSession,
  view: ChannelView,
  texts: ActionTexts,
  language: PageLanguage,
): Html {
  const { remove } = texts;
  const { config, snapshot, presence } = view;
  const waiting = snapshot?.waiting ?? { inbound: 0, outbound: 0 };
  return html`<dl>
      <dt>${texts.column.cxone}</dt>
      <dd>${texts.presence[presence]}</dd>
      <dt>${texts.column.relay}</dt>
      <dd>${stateInWords(view, texts, language)}</dd>
    </dl>
    <ul>
      ${remove.effects.map((effect) => html`<li>${effect}</li>`)}
      <li>${remove.effectWaiting(waiting.inbound, waiting.outbound)}</li>
    </ul>
    <div class="acts">
      ${form(
        session,
        'remove',
        html`<input type="hidden" name="channel" value="${config.id}" />
          <button class="danger" type="submit">${remove.confirm(config.name)}</button>`,
      )}${leave(session, texts, texts.cancel)}
    </div>`;
}

/** The end of it, when nobody knows where the administrator came from. */
export function removed(session: ActionSession, texts: ActionTexts): Html {
  return html`${tellings(session, texts)}${leave(session, texts, texts.finish)}`;
}
