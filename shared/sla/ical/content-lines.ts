/** One property of a calendar file (RFC 5545, 3.1), unfolded. Names in capitals. */
export interface ContentLine {
  readonly name: string;
  readonly params: ReadonlyMap<string, string>;
  /** As written: still escaped. */
  readonly value: string;
  /** Where it begins in the file, from 1. */
  readonly lineNo: number;
}

export interface RawEvent {
  readonly lineNo: number;
  readonly lines: readonly ContentLine[];
  /** A line of it is no property. */
  readonly isBroken: boolean;
}

/** What is read of a file: the events of its calendars, or the first line that no calendar file has. */
export type RawCalendar = { readonly events: readonly RawEvent[] } | { readonly wrongLineNo: number };

interface RawLine {
  readonly text: string;
  readonly lineNo: number;
}

/** RFC 5545, 3.1: a line that begins with a blank goes on with the one before. Empty lines are passed over. */
function unfolded(text: string): RawLine[] {
  const lines: { text: string; lineNo: number }[] = [];
  const raw = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  for (const [place, line] of raw.entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/u.test(line) && last !== undefined) last.text += line.slice(1);
    else if (line.trim() !== '') lines.push({ text: line, lineNo: place + 1 });
  }
  return lines;
}

const propertyName = /^[A-Za-z0-9-]{1,100}$/u;

/** Reads `NAME;PARAM=value;PARAM="va:lue":value`; null for anything else. */
export function contentLine({ text, lineNo }: RawLine): ContentLine | null {
  const params = new Map<string, string>();
  const pieces: string[] = [];
  let isQuoted = false;
  let begin = 0;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted || (character !== ';' && character !== ':')) continue;
    pieces.push(text.slice(begin, place));
    begin = place + 1;
    if (character === ':') break;
  }
  const [name = '', ...parameters] = pieces;
  if (text[begin - 1] !== ':' || !propertyName.test(name)) return null;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    if (equals < 1) return null;
    params.set(parameter.slice(0, equals).toUpperCase(), parameter.slice(equals + 1).replaceAll('"', ''));
  }
  return { name: name.toUpperCase(), params, value: text.slice(begin), lineNo };
}

interface OpenComponent {
  readonly name: string;
  readonly lineNo: number;
  readonly lines: ContentLine[];
  isBroken: boolean;
}

/**
 * Takes the events out of a calendar file and passes over its time zones, tasks and alarms. Strict about the frame: a
 * file cut off in transfer must not be taken over in part.
 */
export function readEvents(text: string): RawCalendar {
  const events: RawEvent[] = [];
  const open: OpenComponent[] = [];
  const lines = unfolded(text);
  for (const raw of lines) {
    const line = contentLine(raw);
    const inside = open.at(-1);
    if (line?.name === 'BEGIN') {
      const name = line.value.trim().toUpperCase();
      if (inside === undefined && name !== 'VCALENDAR') return { wrongLineNo: raw.lineNo };
      open.push({ name, lineNo: raw.lineNo, lines: [], isBroken: false });
    } else if (inside === undefined) {
      return { wrongLineNo: raw.lineNo };
    } else if (line?.name === 'END') {
      if (line.value.trim().toUpperCase() !== inside.name) return { wrongLineNo: raw.lineNo };
      open.pop();
      if (inside.name === 'VEVENT' && open.at(-1)?.name === 'VCALENDAR') events.push(inside);
    } else if (line !== null) {
      inside.lines.push(line);
    } else if (inside.name === 'VCALENDAR') {
      return { wrongLineNo: raw.lineNo };
    } else {
      inside.isBroken = true;
    }
  }
  const last = lines.at(-1)?.lineNo ?? 1;
  return lines.length === 0 || open.length > 0 ? { wrongLineNo: last } : { events };
}

// Controls, line separators, lone surrogates: a blank. Bidirectional and invisible formatting: nothing.
const breaks = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\s]+/gu;
const formatting =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const longestNameRead = 4_000;
/** UTF-16 units, as `OfficeException` takes them. */
const longestName = 200;

/** Text of a property as people write it: one line, without what hides or reorders text, at most 200 long. */
export function readableName(escaped: string): string {
  const text = escaped
    .slice(0, longestNameRead)
    .replace(/\\([nN,;\\])/gu, (_, character: string) => (/n/iu.test(character) ? ' ' : character));
  return cutName(text.replace(formatting, '').replace(breaks, ' ').trim());
}

/** Cut on a whole character. */
export function cutName(name: string): string {
  const head = name.slice(0, longestName);
  return (/[\uD800-\uDBFF]$/u.test(head) ? head.slice(0, -1) : head).trimEnd();
}
