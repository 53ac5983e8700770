import { SaxesParser } from 'saxes';
import { readFlatXml } from './flat-xml.ts';

/**
 * The leaves of a push, by path below the root: 'Content', 'ScanCodeInfo/ScanType'. Members that may repeat are
 * numbered: 'SendPicsInfo/PicList/item[1]/PicMd5Sum'. Text is never turned into numbers.
 */
export type XmlFields = ReadonlyMap<string, string>;

/** A text and what was read from it. */
export interface ReadXml {
  readonly text: string;
  readonly fields: XmlFields;
}

/** What the reader does not take. The message says what, never the text itself. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

/** Far above what WeChat sends, far below what hurts. */
export const xmlLimits = {
  /** The whole envelope, and the one value that may fill it: an encrypted push. */
  characters: 1_048_576,
  /** Levels below the root; the deepest known are the pictures of SendPicsInfo and the articles of a published batch. */
  depth: 4,
  elements: 500,
  attributes: 16,
  nameCharacters: 100,
  valueCharacters: 65_536,
  /** Pieces of text: runs and CDATA sections. */
  pieces: 5_000,
  /** Ampersands, most of which would be references: the slowest thing to read there is. */
  references: 20_000,
} as const;

/** WeChat repeats these, and only below a container; anywhere else a repeat is a forgery or a mistake. */
const repeatedNames = new Set(['item', 'List', 'fail_idx']);

interface OpenElement {
  readonly name: string;
  readonly path: string;
  text: string;
  readonly children: Map<string, number>;
}

/** Reads bytes as UTF-8 without guessing: null for anything that is not. A leading byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads WeChat's `<xml>` envelope. Throws XmlRefused for a DOCTYPE, unknown entities, characters XML forbids, repeated
 * or mixed members, a second root, too much of anything, and whatever is not well-formed.
 */
export function readXml(text: string): XmlFields {
  if (text.length > xmlLimits.characters) refuse('too long');
  return readFlatXml(text) ?? readWholeXml(text);
}

/** The same for every form, by a parser that knows all of XML. */
export function readWholeXml(text: string): XmlFields {
  if (countOf('&', text) > xmlLimits.references) refuse('too many references');
  const reader = new EnvelopeReader();
  try {
    return reader.read(text);
  } catch (thrown) {
    if (thrown instanceof XmlRefused) throw thrown;
    // The parser's messages may quote the input.
    throw new XmlRefused('not well-formed');
  }
}

class EnvelopeReader {
  // XML 1.1 would let control characters in by reference.
  readonly #parser = new SaxesParser({
    xmlns: false,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  readonly #open: OpenElement[] = [];
  readonly #fields = new Map<string, string>();
  #elements = 0;
  #attributes = 0;
  #pieces = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('doctype', () => refuse('a document type'));
    parser.on('processinginstruction', () => refuse('a processing instruction'));
    parser.on('comment', () => {
      if (this.#open.length > 1) refuse('a comment inside a member');
    });
    parser.on('opentagstart', ({ name }) => {
      this.#enter(name);
    });
    parser.on('attribute', () => {
      this.#attributes += 1;
      if (this.#attributes > xmlLimits.attributes) refuse('too many attributes');
    });
    parser.on('text', (part) => {
      this.#append(part);
    });
    parser.on('cdata', (part) => {
      this.#append(part);
    });
    parser.on('closetag', () => {
      this.#leave();
    });
  }

  read(text: string): XmlFields {
    this.#parser.write(text).close();
    return this.#fields;
  }

  #enter(name: string): void {
    this.#elements += 1;
    if (this.#elements > xmlLimits.elements) refuse('too many elements');
    if (this.#open.length > xmlLimits.depth) refuse('nested too deep');
    if (name.length > xmlLimits.nameCharacters) refuse('a name that is too long');
    const parent = this.#open.at(-1);
    if (parent === undefined && name !== 'xml') refuse('a root that is not xml');
    this.#open.push({ name, path: pathOf(this.#open, parent, name), text: '', children: new Map() });
  }

  #append(part: string): void {
    this.#pieces += 1;
    if (this.#pieces > xmlLimits.pieces) refuse('text in too many pieces');
    const element = this.#open.at(-1);
    // Outside the root only blank space gets this far.
    if (element === undefined) return;
    element.text += part;
    const limit = element.path === 'Encrypt' ? xmlLimits.characters : xmlLimits.valueCharacters;
    if (element.text.length > limit) refuse('a value that is too long');
  }

  #leave(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const isContainer = element.children.size > 0 || this.#open.length === 0;
    if (isContainer && element.text.trim() !== '') refuse('text beside elements');
    if (!isContainer && !namesPrototype(element.path)) this.#fields.set(element.path, element.text);
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function pathOf(open: readonly OpenElement[], parent: OpenElement | undefined, name: string): string {
  if (parent === undefined) return '';
  const count = (parent.children.get(name) ?? 0) + 1;
  parent.children.set(name, count);
  const mayRepeat = repeatedNames.has(name) && open.length > 1;
  if (count > 1 && !mayRepeat) refuse('a repeated member');
  const step = mayRepeat ? `${name}[${count}]` : name;
  return parent.path === '' ? step : `${parent.path}/${step}`;
}

/** Members called like a part of every JavaScript object are left out, so that no later copy can meet them. */
function namesPrototype(path: string): boolean {
  return path.split('/').some((name) => name === 'prototype' || name in Object.prototype);
}

function refuse(what: string): never {
  throw new XmlRefused(what);
}
