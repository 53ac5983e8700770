/** So many of the first bytes decide. */
export const sniffedBytes = 4_096;

export const unknownType = 'application/octet-stream';

/**
 * What a file is, by its first bytes alone; names and announcements are not believed. Knows the kinds that people send
 * one another and those that must not be taken for a picture. Everything else is `application/octet-stream`.
 */
export function sniffType(head: Uint8Array): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, sniffedBytes));
  return marked(bytes) ?? contained(bytes) ?? textual(bytes) ?? unknownType;
}

/** Kinds told by fixed bytes. `at`: where they stand. */
const marks: readonly (readonly [mimeType: string, bytes: Buffer, at?: number])[] = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/gif', Buffer.from('GIF87a')],
  ['image/gif', Buffer.from('GIF89a')],
  ['image/tiff', Buffer.from('II*\0', 'latin1')],
  ['image/tiff', Buffer.from('MM\0*', 'latin1')],
  ['audio/amr', Buffer.from('#!AMR\n')],
  ['audio/amr-wb', Buffer.from('#!AMR-WB\n')],
  // WeChat puts a byte of its own before the mark.
  ['audio/silk', Buffer.from('#!SILK_V3')],
  ['audio/silk', Buffer.from('#!SILK_V3'), 1],
  // WeChat's high-quality voice is speex with no container and no mark; inside Ogg it has one.
  ['audio/speex', Buffer.from('Speex   '), 28],
  ['audio/mpeg', Buffer.from('ID3')],
  ['audio/flac', Buffer.from('fLaC')],
  ['application/pdf', Buffer.from('%PDF-')],
  ['application/rtf', Buffer.from('{\\rtf')],
  ['application/gzip', Buffer.from([0x1f, 0x8b, 0x08])],
  ['application/vnd.rar', Buffer.from('Rar!\u001a\u0007')],
  ['application/x-7z-compressed', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
  ['application/x-cfb', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['application/x-elf', Buffer.from([0x7f, 0x45, 0x4c, 0x46])],
  ['video/webm', Buffer.from([0x1a, 0x45, 0xdf, 0xa3])],
  ['video/x-flv', Buffer.from('FLV\u0001')],
];

function marked(bytes: Buffer): string | null {
  for (const [mimeType, mark, at = 0] of marks) if (holds(bytes, mark, at)) return mimeType;
  if (isMpegFrame(bytes)) return 'audio/mpeg';
  // A real bitmap tells its own size and where its pixels begin; two letters alone begin many texts.
  if (holds(bytes, Buffer.from('BM')) && bytes.length >= 26 && bytes.readUInt32LE(10) < 2_048) {
    return bytes.readUInt32LE(6) === 0 ? 'image/bmp' : null;
  }
  return holds(bytes, Buffer.from('MZ')) && bytes.length >= 64 && bytes.subarray(0, 64).includes(0)
    ? 'application/vnd.microsoft.portable-executable'
    : null;
}

/** Kinds told by what is inside a common container. */
function contained(bytes: Buffer): string | null {
  if (holds(bytes, Buffer.from('RIFF'))) {
    const form = bytes.toString('latin1', 8, 12);
    return { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }[form] ?? null;
  }
  if (holds(bytes, Buffer.from('OggS'))) return bytes.includes('theora') ? 'video/ogg' : 'audio/ogg';
  if (holds(bytes, Buffer.from('ftyp'), 4)) return isoMedia(bytes.toString('latin1', 8, 12));
  // Old recordings begin with the film itself.
  if (holds(bytes, Buffer.from('moov'), 4) || holds(bytes, Buffer.from('mdat'), 4)) return 'video/quicktime';
  if (isAdts(bytes)) return 'audio/aac';
  return holds(bytes, Buffer.from('PK\u0003\u0004')) || holds(bytes, Buffer.from('PK\u0005\u0006'))
    ? zipped(bytes)
    : null;
}

/** ISO base media files name their kind in the first box. */
function isoMedia(brand: string): string {
  if (/^(?:heic|heix|heim|heis|hevc|hevx)$/u.test(brand)) return 'image/heic';
  if (/^(?:mif1|msf1)$/u.test(brand)) return 'image/heif';
  if (/^avi[fs]$/u.test(brand)) return 'image/avif';
  if (/^M4[ABP] ?$/u.test(brand.trimEnd())) return 'audio/mp4';
  if (brand.startsWith('3g')) return 'video/3gpp';
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** Office files are archives; the names of their first entries tell which. */
function zipped(bytes: Buffer): string {
  const names = bytes.toString('latin1');
  const openDocument = /mimetypeapplication\/vnd\.oasis\.opendocument\.(?<kind>text|spreadsheet|presentation)/u.exec(
    names,
  );
  if (openDocument?.groups) return `application/vnd.oasis.opendocument.${openDocument.groups.kind ?? 'text'}`;
  if (names.includes('mimetypeapplication/epub+zip')) return 'application/epub+zip';
  const isOffice = names.includes('[Content_Types].xml') || names.includes('_rels/.rels');
  const office = 'application/vnd.openxmlformats-officedocument';
  if (isOffice || names.includes('docProps/')) {
    if (names.includes('word/')) return `${office}.wordprocessingml.document`;
    if (names.includes('xl/')) return `${office}.spreadsheetml.sheet`;
    if (names.includes('ppt/')) return `${office}.presentationml.presentation`;
  }
  return 'application/zip';
}

/** Text is UTF-8 (or marked UTF-16) without control characters. Markup that a browser would run is told apart. */
function textual(bytes: Buffer): string | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const start = text.replace(/^\ufeff/u, '').trimStart();
  const beyondComments = start.replace(/^(?:<!--[\s\S]*?(?:-->|$)\s*)+/u, '').toLowerCase();
  if (/^(?:<!doctype\s+svg|<svg[\s>/])/u.test(beyondComments)) return 'image/svg+xml';
  if (beyondComments.startsWith('<?xml')) {
    if (/<svg[\s>/]/u.test(beyondComments)) return 'image/svg+xml';
    return /<html[\s>]/u.test(beyondComments) ? 'text/html' : 'application/xml';
  }
  const isMarkup =
    /^<(?:!doctype\s+html|(?:html|head|body|script|iframe|title|meta|style|table|div|p|a|h1|br|img|b|font)[\s>/])/u;
  if (isMarkup.test(beyondComments) || start.startsWith('<!--')) return 'text/html';
  return 'text/plain';
}

function decoded(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  const isWide = holds(bytes, Buffer.from([0xff, 0xfe])) || holds(bytes, Buffer.from([0xfe, 0xff]));
  const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    // `stream`: the last character may be cut where the head ends.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/u.test(text) ? null : text;
  } catch {
    // Not in this encoding: no text.
    return null;
  }
}

/** MPEG audio without a tag: frame sync, and none of the reserved values behind it. */
function isMpegFrame(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  // Layer 3 of the table is MPEG layer I, which nobody sends and the mark of UTF-16 text looks like.
  return (
    version !== 1 && (layer === 1 || layer === 2) && third >> 4 !== 15 && third >> 4 !== 0 && ((third >> 2) & 3) !== 3
  );
}

function isAdts(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 15) < 13;
}

function holds(bytes: Buffer, mark: Buffer, at = 0): boolean {
  return bytes.length >= at + mark.length && bytes.compare(mark, 0, mark.length, at, at + mark.length) === 0;
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'audio/amr': 'amr',
  'audio/amr-wb': 'awb',
  'audio/silk': 'silk',
  'audio/speex': 'spx',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'video/x-msvideo': 'avi',
  'video/x-flv': 'flv',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/xml': 'xml',
  'text/html': 'html',
  'text/plain': 'txt',
};

/** The ending usual for a type; null for types that have none of their own. */
export function extensionOf(mimeType: string): string | null {
  return Object.hasOwn(extensions, mimeType) ? (extensions[mimeType] ?? null) : null;
}
