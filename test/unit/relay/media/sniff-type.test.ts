import { describe, expect, it } from 'vitest';
import { extensionOf, sniffType } from '#relay/media/sniff-type.ts';

const text = (content: string): Buffer => Buffer.from(content, 'utf8');
const raw = (...parts: readonly (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const box = (brand: string): Buffer => raw([0, 0, 0, 24], `ftyp${brand}`, [0, 0, 2, 0], 'isommp41');
const zip = (...names: readonly string[]): Buffer => raw('PK\u0003\u0004', Array(26).fill(0) as number[], ...names);
const office = 'application/vnd.openxmlformats-officedocument';

const kinds: readonly (readonly [mimeType: string, what: string, head: Buffer])[] = [
  ['image/jpeg', 'JFIF', raw([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
  ['image/png', 'PNG', raw([0x89], 'PNG\r\n', [0x1a, 0x0a])],
  ['image/gif', 'GIF', raw('GIF89a')],
  ['image/webp', 'WebP', raw('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['image/bmp', 'bitmap', raw('BM', [1, 2, 3, 4, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0], Array(12).fill(0) as number[])],
  ['image/heic', 'photo of a phone', box('heic')],
  ['image/avif', 'AVIF', box('avif')],
  ['image/svg+xml', 'SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  [
    'image/svg+xml',
    'SVG behind a declaration and a comment',
    text('<?xml version="1.0"?>\n<!-- x -->\n<svg width="1">'),
  ],
  ['image/svg+xml', 'SVG behind a comment', text('<!-- a\nb --> <svg/>')],
  ['audio/amr', 'AMR', raw('#!AMR\n|')],
  ['audio/silk', 'SILK as WeChat writes it', raw([2], '#!SILK_V3')],
  ['audio/mpeg', 'MP3 with a tag', raw('ID3', [3, 0])],
  ['audio/mpeg', 'MP3 without a tag', raw([0xff, 0xfb, 0x90, 0x64])],
  ['audio/aac', 'AAC', raw([0xff, 0xf1, 0x50, 0x80])],
  ['audio/mp4', 'M4A', box('M4A ')],
  ['audio/wav', 'WAV', raw('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
  ['audio/ogg', 'Opus', raw('OggS', Array(24).fill(0) as number[], 'OpusHead')],
  ['video/mp4', 'MP4', box('isom')],
  ['video/quicktime', 'MOV', box('qt  ')],
  ['video/3gpp', '3GP', box('3gp4')],
  ['video/webm', 'WebM', raw([0x1a, 0x45, 0xdf, 0xa3])],
  ['application/pdf', 'PDF', text('%PDF-1.7')],
  ['application/zip', 'archive', zip('readme.txt')],
  [`${office}.wordprocessingml.document`, 'Word', zip('[Content_Types].xml', 'word/document.xml')],
  [`${office}.spreadsheetml.sheet`, 'Excel', zip('_rels/.rels', 'xl/workbook.xml')],
  ['application/x-cfb', 'old Office', raw([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['application/gzip', 'gzip', raw([0x1f, 0x8b, 8, 0])],
  ['application/vnd.microsoft.portable-executable', 'a program', raw('MZ', [0x90, 0], Array(60).fill(0) as number[])],
  ['text/html', 'page', text('\ufeff \n<!DOCTYPE html><html>')],
  ['text/html', 'page that hides its start', text('<!-- nothing --><script>alert(1)</script>')],
  ['application/xml', 'XML', text('<?xml version="1.0"?><invoice/>')],
  ['text/plain', 'Chinese', text('你好，您的包裹昨天已经离开上海。')],
  ['text/plain', 'UTF-16', Buffer.from('\ufeffhello there', 'utf16le')],
  ['text/plain', 'words that begin like a bitmap', text('BMW drivers wanted, call now')],
  ['text/plain', 'words that begin like a program', text(`MZ ${'is a fine name for a shop '.repeat(4)}`)],
  ['application/octet-stream', 'noise', raw([1, 2, 3, 0, 250, 251])],
  ['application/octet-stream', 'nothing', Buffer.alloc(0)],
];

describe('telling a file by its first bytes', () => {
  it.each(kinds)('%s: %s', (mimeType, _what, head) => {
    expect(sniffType(head)).toBe(mimeType);
  });

  it('reads no further than the head, and takes a character cut there for what it is', () => {
    const long = Buffer.from('好'.repeat(5_000));
    expect(sniffType(long)).toBe('text/plain');
    expect(sniffType(long.subarray(0, 4_096))).toBe('text/plain');
  });

  it('knows the usual ending of a type', () => {
    expect(extensionOf('image/jpeg')).toBe('jpg');
    expect(extensionOf('application/octet-stream')).toBeNull();
    expect(extensionOf('constructor')).toBeNull();
  });
});
