/** What the first bytes of a file say it is; undefined when they say nothing. */
export function sniffedType(content: Buffer): string | undefined {
  const start = content.subarray(0, 16).toString('latin1');
  const known = signatures.find(([signature, at = 0]) => start.startsWith(signature, at));
  if (known) return known[2];
  const text = content.subarray(0, 256).toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('<svg')) return 'image/svg+xml';
  return /^<(?:!doctype html|html)/.test(text) ? 'text/html' : undefined;
}

const signatures: readonly (readonly [signature: string, at: number, type: string])[] = [
  ['\x89PNG\r\n\x1a\n', 0, 'image/png'],
  ['\xff\xd8\xff', 0, 'image/jpeg'],
  ['GIF8', 0, 'image/gif'],
  ['WEBP', 8, 'image/webp'],
  ['#!AMR', 0, 'audio/amr'],
  ['ID3', 0, 'audio/mpeg'],
  ['\xff\xfb', 0, 'audio/mpeg'],
  ['ftyp', 4, 'video/mp4'],
  ['%PDF-', 0, 'application/pdf'],
  ['PK\x03\x04', 0, 'application/zip'],
];

/**
 * Whether content and declared type contradict each other: both name a kind (image, audio, video) or a markup, and not
 * the same. An MP4 may hold sound only, an office document is a ZIP.
 */
export function contradicts(declared: string, content: Buffer): boolean {
  const sniffed = sniffedType(content);
  const kind = kindOf(declared);
  if (sniffed === undefined || kind === undefined) return false;
  if (sniffed === 'video/mp4') return kind === 'image';
  return kindOf(sniffed) !== kind;
}

function kindOf(mimeType: string): string | undefined {
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/octet-stream') return undefined;
  const [kind] = type.split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : type === '' ? undefined : 'other';
}
