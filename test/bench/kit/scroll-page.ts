/** What is put into the window's page: it notes, at each picture, whether every row in view was there. Runs in Chromium. */
export interface ScrollNotes {
  readonly pictures: number;
  /** Pictures in which a part of the list's view showed neither a row nor the list's end. */
  readonly blank: number;
  /** Most pixels of the view without a row, in any picture. */
  readonly mostBlankPx: number;
  /** Pictures between which the list moved further than the rows drawn beyond its view: a blank may have flashed by. */
  readonly outrun: number;
  /** Pixels travelled. */
  readonly travelled: number;
}

interface Watching extends ScrollNotes {
  goesOn: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type ScrollWindow = Window & { scrollNotes?: Mutable<Watching> };

/** Begins to watch the list that `role="table"` names. */
export function beginWatchingScroll(): void {
  const page = window as ScrollWindow;
  const notes: Mutable<Watching> = { pictures: 0, blank: 0, mostBlankPx: 0, outrun: 0, travelled: 0, goesOn: true };
  page.scrollNotes = notes;
  let lastTop: number | null = null;
  let reach = { above: 0, below: 0 };
  const look = (): void => {
    const list = document.querySelector('[role="table"]');
    if (!notes.goesOn || list === null) return;
    const view = list.getBoundingClientRect();
    const head = list.querySelector('[role="rowgroup"]')?.getBoundingClientRect();
    const top = Math.max(view.top, head?.bottom ?? view.top);
    const body = [...list.querySelectorAll('[role="rowgroup"]')].at(-1);
    const bottom = Math.min(view.bottom, body?.getBoundingClientRect().bottom ?? view.bottom);
    const spans = [...list.querySelectorAll('[role="row"][data-kind]')]
      .map((row) => row.getBoundingClientRect())
      .sort((one, other) => one.top - other.top);
    let covered = top;
    let blankPx = 0;
    for (const span of spans) {
      if (span.bottom <= covered) continue;
      if (span.top > bottom) break;
      blankPx += Math.max(0, Math.min(span.top, bottom) - covered);
      covered = span.bottom;
    }
    blankPx += Math.max(0, bottom - covered);
    const moved = lastTop === null ? 0 : list.scrollTop - lastTop;
    notes.pictures += 1;
    notes.travelled += Math.abs(moved);
    // Half a pixel is the rounding of positions.
    if (blankPx > 1) notes.blank += 1;
    notes.mostBlankPx = Math.max(notes.mostBlankPx, blankPx);
    if (moved > reach.below || -moved > reach.above) notes.outrun += 1;
    reach = {
      above: Math.max(top - (spans[0]?.top ?? top), list.scrollTop < 1 ? Infinity : 0),
      below: Math.max((spans.at(-1)?.bottom ?? bottom) - bottom, 0),
    };
    lastTop = list.scrollTop;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export function readScroll(): ScrollNotes {
  const notes = (window as ScrollWindow).scrollNotes as Mutable<Watching>;
  notes.goesOn = false;
  const { goesOn: _over, ...told } = notes;
  return told;
}
