import { SaxesParser } from 'saxes';

export interface Field {
  /** The way to it: 'xml.FromUserName', 'message.content.text', 'attachments[0].url'. */
  readonly path: string;
  readonly value: string;
}

/** Far above what a message has, far below what hurts. */
export const fieldLimits = { fields: 500, depth: 20, valueChars: 2_000, pathChars: 200 } as const;
/** Values are read a little longer than they are shown: see `shown`. */
const readChars = fieldLimits.valueChars + 1_100;
/** Of all values together. */
const allChars = 200_000;
/** Of more nothing is decoded, or only the beginning. */
const longestText = 200_000;
/** Nested deeper than this it is no message. */
const deepestJson = 200;
const pieceChars = 16_384;
/** References are the slowest thing to read there is. */
const mostReferences = 2_000;

class FieldList {
  readonly found: Field[] = [];
  #chars = 0;

  get isFull(): boolean {
    return this.found.length >= fieldLimits.fields || this.#chars >= allChars;
  }

  add(path: string, value: string): void {
    if (this.isFull) return;
    const kept = value.slice(0, readChars);
    this.#chars += kept.length;
    this.found.push({ path: path.slice(0, fieldLimits.pathChars), value: kept });
  }
}

/** The members of a JSON text, in its order; empty when it is none, very long, or made to be slow. */
export function fieldsOfJson(text: string): readonly Field[] {
  if (text.length > longestText || isNestedDeeper(text, deepestJson)) return [];
  const list = new FieldList();
  const parsed = parse(text);
  if (parsed !== undefined) walk(parsed, '', 0, list);
  return list.found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(/\d{16}/u.test(text) ? longNumbersAsText(text) : text);
  } catch {
    return undefined;
  }
}

function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) inString = !inString;
    else if (inString) at += unit === 0x5c ? 1 : 0;
    else if (unit === 0x5b || unit === 0x7b) depth += 1;
    else if (unit === 0x5d || unit === 0x7d) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** Ids are often longer than a number can be exact. Strings are matched first, so that nothing inside one is touched. */
function longNumbersAsText(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gu, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

function walk(value: unknown, path: string, depth: number, list: FieldList): void {
  if (list.isFull) return;
  if (typeof value !== 'object' || value === null) {
    list.add(path, String(value));
    return;
  }
  if (depth >= fieldLimits.depth) {
    list.add(path, '…');
    return;
  }
  if (Array.isArray(value)) {
    // Not forEach: what is full is left at once, however long the array.
    for (let index = 0; index < value.length && !list.isFull; index += 1) {
      walk(value[index], `${path}[${index}]`.slice(-maxPath), depth + 1, list);
    }
    return;
  }
  for (const name in value) {
    if (list.isFull) return;
    if (!Object.hasOwn(value, name)) continue;
    const member = (value as Readonly<Record<string, unknown>>)[name];
    const short = name.slice(0, fieldLimits.pathChars);
    walk(member, path === '' ? short : `${path}.${short}`.slice(0, maxPath), depth + 1, list);
  }
}

const maxPath = 2 * fieldLimits.pathChars;

interface OpenElement {
  readonly path: string;
  text: string;
  hasChildren: boolean;
  readonly names: Map<string, number>;
}

/** The leaves of an XML text, in its order; empty when it is not well-formed, or made to be slow. */
export function fieldsOfXml(text: string): readonly Field[] {
  const looked = text.slice(0, longestText);
  if (looked.split('&', mostReferences + 2).length > mostReferences + 1) return [];
  const list = new FieldList();
  const reader = new LeafReader(list);
  try {
    for (let at = 0; at < looked.length && !reader.isDone; at += pieceChars) {
      reader.write(looked.slice(at, at + pieceChars));
    }
    if (!reader.isDone && looked.length === text.length) reader.close();
    return list.found;
  } catch {
    // Not well-formed: it is shown as it is.
    return [];
  }
}

class LeafReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: false });
  readonly #open: OpenElement[] = [];
  readonly #list: FieldList;
  #elements = 0;

  constructor(list: FieldList) {
    this.#list = list;
    this.#parser.on('opentagstart', ({ name }) => {
      this.#enter(name);
    });
    const append = (piece: string): void => {
      const element = this.#open.at(-1);
      if (element !== undefined && element.text.length < readChars) element.text += piece.slice(0, readChars);
    };
    this.#parser.on('text', append);
    this.#parser.on('cdata', append);
    this.#parser.on('closetag', () => {
      const element = this.#open.pop();
      if (element !== undefined && !element.hasChildren) list.add(element.path, element.text);
    });
  }

  get isDone(): boolean {
    return this.#list.isFull || this.#elements > 4 * fieldLimits.fields;
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  close(): void {
    this.#parser.close();
  }

  #enter(name: string): void {
    this.#elements += 1;
    if (this.#open.length >= fieldLimits.depth) throw new RangeError('nested too deep');
    if (this.isDone) return void this.#open.push(element('', name));
    const parent = this.#open.at(-1);
    if (parent === undefined) return void this.#open.push(element('', name));
    parent.hasChildren = true;
    const count = (parent.names.get(name) ?? 0) + 1;
    parent.names.set(name, count);
    this.#open.push(element(parent.path, count === 1 ? name : `${name}[${count}]`));
  }
}

function element(path: string, name: string): OpenElement {
  const short = name.slice(0, fieldLimits.pathChars);
  return {
    path: path === '' ? short : `${path}.${short}`.slice(0, maxPath),
    text: '',
    hasChildren: false,
    names: new Map(),
  };
}
