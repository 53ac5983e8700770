import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelLists } from '../channel-view.ts';
import { html, type Html } from '../html.ts';
import type { PageLanguage } from '../page-language.ts';
import type { ActionSession } from '../sessions.ts';
import type { ActionTexts } from '../texts/texts.ts';
import { channelList } from './channel-list.ts';
import { tellings } from './add-page.ts';
import { form, leave } from './form-parts.ts';

/** Which channels to reconnect. */
export function reconnectChoice(
  session: ActionSession,
  lists: ChannelLists,
  texts: ActionTexts,
  language: PageLanguage,
): Html {
  const { reconnect } = texts;
  const list = channelList({
    texts,
    language,
    lists,
    choice: 'many',
    mayChoose: ({ presence, snapshot }) => presence !== 'otherIntegration' && snapshot !== null,
    chosen: ({ config }) => lists.ours.length === 1 || config.id === session.channelId,
    withStrange: false,
  });
  const isMissing = lists.ours.some(({ presence }) => presence === 'missing');
  return html`${tellings(session, texts)}
    <p>${reconnect.intro}</p>
    ${isMissing && html`<p>${reconnect.introMissing}</p>`}
    ${form(
      session,
      'reconnect',
      html`${list}
        <div class="acts"><button class="first" type="submit">${reconnect.start}</button></div>`,
    )}
    <div class="acts">${leave(session, texts, texts.cancel)}</div>`;
}

export interface RunView {
  readonly config: ChannelConfig;
  /** Null when the relay no longer knows it. */
  readonly run: ReconnectRun | null;
  /** It is switched off at the relay, so a reconnect cannot make messages pass. */
  readonly isStopped: boolean;
}

/** Seconds after which the page asks again; null when everything has ended. */
export function reloadAfter(views: readonly RunView[]): number | null {
  const open = views.filter(({ run }) => run !== null && run.endedAt === null);
  if (open.length === 0) return null;
  return open.every(({ run }) => run?.phase === 'asking') ? 10 : 2;
}

/** The steps of each reconnect as they stand. */
export function reconnectProgress(
  session: ActionSession,
  views: readonly RunView[],
  texts: ActionTexts,
  language: PageLanguage,
): Html {
  const seconds = reloadAfter(views);
  const { reconnect } = texts;
  return html`${
      seconds === null
        ? html`<p class="note" role="status">${reconnect.ended}</p>`
        : html`<p class="note" role="status">${reconnect.running}</p>
            <p class="dim">${reconnect.reloads(seconds)}</p>`
    }
    ${views.map((view) => oneRun(view, texts, language))}
    <div class="acts">
      ${
        seconds === null &&
        form(
          session,
          'reconnect',
          html`${views.map(({ config }) => html`<input type="hidden" name="channel" value="${config.id}" />`)}
            <button type="submit">${reconnect.again}</button>`,
        )
      }${leave(session, texts, texts.finish)}
    </div>`;
}

function oneRun({ config, run, isStopped }: RunView, texts: ActionTexts, language: PageLanguage): Html {
  const { reconnect } = texts;
  if (run === null)
    return html`<h2>${config.name}</h2>
      <p>${reconnect.gone}</p>`;
  return html`<h2>${config.name}</h2>
    <p><strong class="${run.phase}">${reconnect.phase[run.phase]}</strong></p>
    ${isStopped && html`<p>${reconnect.stopped}</p>`}
    <ol class="steps" aria-label="${reconnect.steps(config.name)}">
      ${run.rungs.map(
        ({ name, state, code }) =>
          html`<li>
            <span>${reconnect.rung[name]}</span
            ><span class="${state}"
              >${reconnect.rungState[state]}${code !== null && html`: ${sentenceFor(language, code, null).title}`}</span
            >
          </li>`,
      )}
    </ol>
    ${run.guide.length > 0 && guide(run, texts, language)}
    ${
      run.catchUp !== null &&
      run.catchUp.total > 0 &&
      html`<p>${reconnect.catchUp(run.catchUp.delivered, run.catchUp.total, run.catchUp.waiting)}</p>`
    }`;
}

function guide(run: ReconnectRun, texts: ActionTexts, language: PageLanguage): Html {
  const { reconnect } = texts;
  return html`<h3>${reconnect.toDo}</h3>
    <ul>
      ${run.guide.map(({ code, value, done }) => {
        const { title, help } = sentenceFor(language, code, value);
        return html`<li>
          <strong>${title}</strong>${done && html` (${reconnect.doneStep})`}<br />${help}${
            value !== null && html`<br /><code>${value}</code>`
          }
        </li>`;
      })}
    </ul>
    <p class="dim">${reconnect.toDoHelp}</p>`;
}
