import type { ChannelLists, ChannelView } from '../channel-view.ts';
import { html, type Html } from '../html.ts';
import type { PageLanguage } from '../page-language.ts';
import type { ActionSession } from '../sessions.ts';
import type { ActionTexts } from '../texts/texts.ts';
import { channelList } from './channel-list.ts';
import { form, leave } from './form-parts.ts';

/** The channels of both sides, and a form for those CXone does not have. */
export function addPage(session: ActionSession, lists: ChannelLists, texts: ActionTexts, language: PageLanguage): Html {
  const isMissing = ({ presence }: ChannelView): boolean => presence === 'missing';
  const missing = lists.ours.filter(isMissing);
  const list = channelList({
    texts,
    language,
    lists,
    choice: 'many',
    mayChoose: isMissing,
    chosen: ({ config }) => missing.length === 1 || config.id === session.channelId,
    withStrange: true,
  });
  return html`${tellings(session, texts)}
    <p>${texts.add.intro}</p>
    ${
      missing.length === 0
        ? html`${list}${lists.ours.length > 0 && html`<p>${texts.add.nothingToCreate}</p>`}`
        : form(
            session,
            'create',
            html`${list}
              <div class="acts"><button class="first" type="submit">${texts.add.create}</button></div>`,
          )
    }
    <p class="dim">${texts.add.afterwards}</p>
    <div class="acts">${leave(session, texts, texts.finish)}</div>`;
}

/** What came of the form before. Read out by screen readers as it appears. */
export function tellings({ told }: ActionSession, texts: ActionTexts): Html {
  if (told === null) return html``;
  return html`<p class="note" role="status">${texts.told[told.kind](told.names.join(texts.told.between))}</p>`;
}
