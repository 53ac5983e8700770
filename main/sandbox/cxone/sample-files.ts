export const sampleFileKinds = [
  'png', 'jpeg', 'gif', 'webp', 'mp3', 'amr', 'mp4', 'pdf', 'html', 'svg', 'empty',
] as const; // prettier-ignore
export type SampleFileKind = (typeof sampleFileKinds)[number];

export interface SampleFile {
  fileName: string;
  mimeType: string;
  content: Buffer;
}

/**
 * A file whose first bytes are right for its kind, filled up to `sizeBytes`. Two of the same kind, size and `seed` are
 * alike. PNG and GIF can be opened; the others are enough for whoever looks at their first bytes.
 */
export function sampleFile(kind: SampleFileKind, sizeBytes = 0, seed = 1): SampleFile {
  const { head, mimeType } = samples[kind];
  if (kind === 'empty') return { fileName: 'empty.bin', mimeType, content: Buffer.alloc(0) };
  const content = Buffer.concat([head, filling(Math.max(0, sizeBytes - head.length), seed)]);
  return { fileName: `file.${kind === 'jpeg' ? 'jpg' : kind}`, mimeType, content };
}

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const samples: Record<SampleFileKind, { head: Buffer; mimeType: string }> = {
  png: {
    mimeType: 'image/png',
    head: base64('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  },
  gif: { mimeType: 'image/gif', head: base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7') },
  jpeg: { mimeType: 'image/jpeg', head: base64('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////') },
  webp: { mimeType: 'image/webp', head: base64('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==') },
  mp3: { mimeType: 'audio/mpeg', head: latin('ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00') },
  amr: { mimeType: 'audio/amr', head: Buffer.concat([latin('#!AMR\n'), Buffer.alloc(50, 0x7c)]) },
  mp4: { mimeType: 'video/mp4', head: latin('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41\x00\x00\x00\x08mdat') },
  pdf: { mimeType: 'application/pdf', head: latin('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') },
  html: { mimeType: 'text/html', head: latin('<!doctype html><html><body><script>alert(1)</script></body></html>') },
  svg: { mimeType: 'image/svg+xml', head: latin('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>') },
  empty: { mimeType: 'application/octet-stream', head: Buffer.alloc(0) },
};

/** Bytes without a pattern, so that a piece that is missing or turned round changes the hash. */
function filling(sizeBytes: number, seed: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < sizeBytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
