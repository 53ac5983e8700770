/** WeChat's XML, written and read by the simulator itself (the relay uses another reader). */
export type XmlValue = string | number | bigint | XmlFields;
/** Child nodes in order; a name may repeat. */
export type XmlFields = readonly (readonly [name: string, value: XmlValue])[];

/** The child nodes without a root: strings as CDATA, numbers bare, as WeChat writes them. */
export function writeXmlFields(fields: XmlFields): string {
  return fields.map(([name, value]) => `<${name}>${writeValue(value)}</${name}>`).join('');
}

export function writeXml(fields: XmlFields): string {
  return `<xml>${writeXmlFields(fields)}</xml>`;
}

function writeValue(value: XmlValue): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return cdata(value);
  return writeXmlFields(value);
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

export interface XmlNode {
  name: string;
  /** Character data directly inside this node. */
  text: string;
  children: XmlNode[];
}

export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/**
 * Reads one element with its children. No attributes with meaning, no DTD, no processing instructions but a leading
 * declaration: more than a passive reply never needs. Throws XmlError.
 */
export function readXml(source: string): XmlNode {
  const reader = new Reader(source);
  reader.skipDeclaration();
  const root = reader.element();
  reader.skipBlanks();
  if (!reader.atEnd) throw new XmlError('something follows the root element');
  return root;
}

export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}

const maxDepth = 16;
const namePattern = /[A-Za-z_][\w.-]*/y;
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class Reader {
  private position = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get atEnd(): boolean {
    return this.position >= this.source.length;
  }

  skipBlanks(): void {
    while (/\s/.test(this.source[this.position] ?? '')) this.position += 1;
  }

  skipDeclaration(): void {
    if (!this.source.startsWith('<?xml')) return;
    const end = this.source.indexOf('?>');
    if (end < 0) throw new XmlError('declaration does not end');
    this.position = end + 2;
    this.skipBlanks();
  }

  element(depth = 0): XmlNode {
    if (depth > maxDepth) throw new XmlError('nested too deeply');
    this.expect('<');
    const node: XmlNode = { name: this.readName(), text: '', children: [] };
    this.skipBlanks();
    if (this.take('/>')) return node;
    this.expect('>');
    while (!this.take(`</${node.name}`)) {
      if (this.atEnd) throw new XmlError(`<${node.name}> does not end`);
      if (this.take('<![CDATA[')) node.text += this.upTo(']]>');
      else if (this.take('<!--')) this.upTo('-->');
      else if (this.source.startsWith('<', this.position)) node.children.push(this.element(depth + 1));
      else node.text += this.characters();
    }
    this.skipBlanks();
    this.expect('>');
    return node;
  }

  private readName(): string {
    namePattern.lastIndex = this.position;
    const found = namePattern.exec(this.source)?.[0];
    if (!found) throw new XmlError(`no element name at ${this.position}`);
    this.position += found.length;
    return found;
  }

  private characters(): string {
    const end = this.source.indexOf('<', this.position);
    if (end < 0) throw new XmlError('text runs to the end');
    const raw = this.source.slice(this.position, end);
    this.position = end;
    return raw.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (_whole, name: string) => {
      if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
      if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
      const character = entities[name];
      if (character === undefined) throw new XmlError(`unknown entity &${name};`);
      return character;
    });
  }

  private upTo(mark: string): string {
    const end = this.source.indexOf(mark, this.position);
    if (end < 0) throw new XmlError(`"${mark}" is missing`);
    const text = this.source.slice(this.position, end);
    this.position = end + mark.length;
    return text;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new XmlError(`"${text}" expected at ${this.position}`);
  }
}
