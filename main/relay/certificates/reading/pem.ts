import { decodeBase64 } from './base64.ts';

export interface PemBlock {
  readonly label: string;
  /** Header lines such as "Proc-Type: 4,ENCRYPTED" (RFC 1421). */
  readonly headers: readonly string[];
  readonly bytes: Uint8Array | 'cut_off' | 'broken';
}

export interface PemText {
  readonly blocks: readonly PemBlock[];
  /** There is text outside the blocks that no program writes there. */
  readonly hasOtherText: boolean;
}

const begin = /^-----BEGIN ([A-Z0-9 #]{1,60})-----$/u;
const end = /^-----END ([A-Z0-9 #]{1,60})-----$/u;
/** openssl writes these before the blocks of a PFX file. */
const attribute =
  /^(Bag Attributes|Key Attributes|subject=|issuer=|localKeyID|friendlyName|X509v3|Microsoft|\s|\d+\.)/u;

/** Splits a text into its PEM blocks (RFC 7468), in one pass. A block without its END line is there as cut off. */
export function readPem(text: string): PemText {
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | null = null;
  let hasOtherText = false;
  for (const line of text.split(/\r\n|\r|\n/u)) {
    const trimmed = line.replace(/[\s\u00a0\ufeff]+$/u, '').replace(/^[\s\u00a0\ufeff]+/u, '');
    const opened = begin.exec(trimmed)?.[1];
    if (opened !== undefined) {
      if (open !== null) blocks.push({ label: open.label, headers: [], bytes: 'cut_off' });
      open = { label: opened, lines: [] };
      continue;
    }
    if (open === null) {
      hasOtherText ||= trimmed !== '' && !attribute.test(line) && !end.test(trimmed);
      continue;
    }
    if (!end.test(trimmed)) {
      open.lines.push(trimmed);
      continue;
    }
    blocks.push(blockOf(open.label, open.lines));
    open = null;
  }
  if (open !== null) blocks.push({ label: open.label, headers: [], bytes: 'cut_off' });
  return { blocks, hasOtherText };
}

function blockOf(label: string, lines: readonly string[]): PemBlock {
  const headers = lines.filter((line) => line.includes(':'));
  const base64 = lines.filter((line) => !line.includes(':')).join('');
  return { label, headers, bytes: decodeBase64(base64.replaceAll(/\s/gu, '')) };
}

/** A block as text again, lines of 64 characters. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
