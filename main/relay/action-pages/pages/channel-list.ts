import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { ChannelLists, ChannelView } from '../channel-view.ts';
import { html, type Html } from '../html.ts';
import type { PageLanguage } from '../page-language.ts';
import type { ActionTexts } from '../texts/texts.ts';

export interface ChannelListParts {
  readonly texts: ActionTexts;
  readonly language: PageLanguage;
  readonly lists: ChannelLists;
  /** How channels are chosen; null: they are only shown. */
  readonly choice: 'many' | 'one' | null;
  readonly mayChoose: (view: ChannelView) => boolean;
  readonly chosen: (view: ChannelView) => boolean;
  readonly withStrange: boolean;
}

/** Our channels and what each side has of them, in words. */
export function channelList(parts: ChannelListParts): Html {
  const { texts, lists, withStrange } = parts;
  if (lists.ours.length === 0 && (!withStrange || lists.strange.length === 0)) return html`<p>${texts.noChannels}</p>`;
  return html`<ul class="channels" aria-label="${texts.column.channel}">
    ${lists.ours.map((view) => oneChannel(view, parts))}
    ${
      withStrange &&
      lists.strange.map(
        ({ id, name }) =>
          html`<li>
            <span class="name">${name ?? id}</span>
            <dl>
              <dt>${texts.column.cxone}</dt>
              <dd>${texts.presence.present}</dd>
              <dt>${texts.column.relay}</dt>
              <dd>${texts.notConfigured}</dd>
            </dl>
          </li>`,
      )
    }
  </ul>`;
}

function oneChannel(view: ChannelView, { texts, language, choice, mayChoose, chosen }: ChannelListParts): Html {
  const { config, presence } = view;
  const type = choice === 'many' ? 'checkbox' : 'radio';
  const name =
    choice !== null && mayChoose(view)
      ? html`<label
          ><input type="${type}" name="channel" value="${config.id}" ${chosen(view) && html` checked`} />
          ${config.name}</label
        >`
      : html`<span class="name">${config.name}</span>`;
  return html`<li>
    ${name}
    <dl>
      <dt>${texts.column.cxone}</dt>
      <dd>${texts.presence[presence]}</dd>
      <dt>${texts.column.relay}</dt>
      <dd>${stateInWords(view, texts, language)}</dd>
    </dl>
  </li>`;
}

/** The state, why it is so, and what waits. */
export function stateInWords({ snapshot }: ChannelView, texts: ActionTexts, language: PageLanguage): Html {
  if (snapshot === null) return html`${texts.notConfigured}`;
  const { kind, code, value } = snapshot.state;
  const { inbound, outbound } = snapshot.waiting;
  return html`${texts.state[kind]}${code !== null && html`: ${sentenceFor(language, code, value).title}`}${
    inbound + outbound > 0 && html`<br />${texts.waiting(inbound, outbound)}`
  }`;
}
