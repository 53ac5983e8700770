import type { Language, RelayProcess } from '#shared/contract/console-contract.ts';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { TunnelView } from '#shared/domain/setup/tunnel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { desktopText, type DesktopText } from './desktop-text.ts';

/** A notice of the desktop. */
export interface ShownNotice {
  close(): void;
}

export interface DesktopNoticesDeps {
  /** Null where the desktop shows no notices. `onGone`: the person or the desktop put it away. */
  readonly show: (
    text: DesktopText,
    events: { readonly onClick: () => void; readonly onGone: () => void },
  ) => ShownNotice | null;
  /** While the person looks at the window, the page tells. */
  readonly isWatched: () => boolean;
  readonly language: () => Language;
  /** Brings the window to the front at a page; the part of its address after '#'. */
  readonly openAt: (route: string) => void;
}

/** So many stand beside one another; what comes then is gathered into one. */
const mostShown = 3;

interface Standing {
  readonly notice: AlertNotice;
  readonly shown: ShownNotice;
  /** Incidents it speaks of that are still open. */
  readonly open: Set<string>;
}

/** Notices of this desktop: none while the window is looked at, few at a time, gone when their matter is over. */
export class DesktopNotices {
  readonly #deps: DesktopNoticesDeps;
  #standing: Standing[] = [];
  #gathered: { readonly shown: ShownNotice; readonly notices: readonly AlertNotice[] } | null = null;
  #relayNotice: ShownNotice | null = null;
  #tunnelNotice: ShownNotice | null = null;

  constructor(deps: DesktopNoticesDeps) {
    this.#deps = deps;
  }

  raised(notice: AlertNotice): void {
    // News of a matter takes the place of what was said of it before.
    const ids = new Set(notice.incidentIds);
    this.#close(this.#standing.filter((one) => one.notice.incidentIds.some((id) => ids.has(id))));
    // The board shows what the one before told, too.
    if (notice.sla !== null) this.#close(this.#standing.filter((one) => one.notice.kind === notice.kind));
    if (notice.kind === 'certificate') {
      this.#close(
        this.#standing.filter(({ notice: { kind, subject } }) => kind === notice.kind && subject === notice.subject),
      );
    }
    if (this.#deps.isWatched()) return;
    if (this.#gathered !== null || this.#standing.length >= mostShown) this.#gather(notice);
    else this.#stand(notice);
  }

  incidentChanged({ id, closedAt }: Pick<Incident, 'id' | 'closedAt'>): void {
    if (closedAt === null) return;
    for (const one of this.#standing) one.open.delete(id);
    this.#close(
      this.#standing.filter(
        (one) => one.notice.kind !== 'closed' && one.notice.incidentIds.includes(id) && one.open.size === 0,
      ),
    );
  }

  /** The relay tells of everything else; that it is gone only we can tell. */
  processChanged({ kind, code, value }: Pick<RelayProcess, 'kind' | 'code' | 'value'>): void {
    if (kind !== 'gave_up') {
      this.#relayNotice?.close();
      this.#relayNotice = null;
      return;
    }
    if (this.#relayNotice !== null || this.#deps.isWatched()) return;
    const sentence = sentenceFor(this.#deps.language(), code ?? 'RELAY_GAVE_UP', value);
    this.#relayNotice = this.#deps.show(
      { title: sentence.title, body: sentence.help, isUrgent: true },
      {
        onClick: () => {
          this.#deps.openAt('/');
        },
        onGone: () => undefined,
      },
    );
  }

  /**
   * The tunnel gave up, and then came back: it is told once, however often it is tried again in between. The relay does not know
   * of it.
   */
  tunnelChanged({ state: { kind, code, value } }: Pick<TunnelView, 'state'>): void {
    if (kind === 'running' || kind === 'stopped' || kind === 'waiting') {
      this.#tunnelNotice?.close();
      this.#tunnelNotice = null;
      return;
    }
    if (kind !== 'gave_up' || this.#tunnelNotice !== null || this.#deps.isWatched()) return;
    const sentence = sentenceFor(this.#deps.language(), code ?? 'TUNNEL_GAVE_UP', value);
    this.#tunnelNotice = this.#deps.show(
      { title: sentence.title, body: sentence.help, isUrgent: true },
      {
        onClick: () => {
          this.#deps.openAt('/set-up/outside');
        },
        onGone: () => undefined,
      },
    );
  }

  /** The person looks at the window now: everything is there. */
  clear(): void {
    this.#close(this.#standing);
    this.#gathered?.shown.close();
    this.#gathered = null;
  }

  #stand(notice: AlertNotice): void {
    const shown = this.#deps.show(desktopText([notice], this.#deps.language()), {
      onClick: () => {
        this.#deps.openAt(routeOf(notice));
      },
      onGone: () => {
        this.#standing = this.#standing.filter((one) => one.notice !== notice);
      },
    });
    if (shown !== null) this.#standing.push({ notice, shown, open: new Set(notice.incidentIds) });
  }

  #gather(notice: AlertNotice): void {
    const notices = [...(this.#gathered?.notices ?? this.#standing.map((one) => one.notice)), notice];
    const before = this.#gathered;
    this.#gathered = null;
    before?.shown.close();
    this.#close(this.#standing);
    const shown = this.#deps.show(desktopText(notices, this.#deps.language()), {
      onClick: () => {
        this.#deps.openAt(routeOfAll(notices));
      },
      onGone: () => {
        if (this.#gathered?.notices === notices) this.#gathered = null;
      },
    });
    this.#gathered = shown === null ? null : { shown, notices };
  }

  #close(those: readonly Standing[]): void {
    this.#standing = this.#standing.filter((one) => !those.includes(one));
    for (const { shown } of those) shown.close();
  }
}

function routeOfAll(notices: readonly AlertNotice[]): string {
  if (notices.every(({ sla }) => sla !== null)) return '/sla';
  return notices.every(({ kind }) => kind === 'certificate') ? '/certificates' : '/incidents';
}

function routeOf({ incidentIds, channelIds, kind, sla }: AlertNotice): string {
  const [incident, second] = incidentIds;
  if (incident !== undefined && /^[A-Za-z0-9-]{1,64}$/u.test(incident)) {
    return second === undefined ? `/incident/${incident}` : '/incidents';
  }
  if (sla !== null) {
    return sla.count === 1 && /^[A-Za-z0-9_-]{1,64}$/u.test(sla.slaCaseId) ? `/sla/case/${sla.slaCaseId}` : '/sla';
  }
  if (kind === 'certificate') return '/certificates';
  // What is watched stands there, with what became of it.
  if (kind === 'watch') return '/hand-over';
  const [channel] = channelIds;
  return kind === 'gap' && channel !== undefined ? `/channel/${channel}` : '/';
}
