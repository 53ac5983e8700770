/** File names agents and customers see: one short line that names a file and nothing else. */
export function plainName(name: string, otherwise: string): string {
  const base = name.split(/[/\\]/u).at(-1) ?? '';
  const visible = base.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  const characters = Array.from(visible);
  const short = characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : visible;
  return short === '' || short === '.' || short === '..' ? otherwise : short;
}

const endings: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/bmp': ['bmp'],
  'image/heic': ['heic'],
  'image/heif': ['heif', 'heic'],
  'image/avif': ['avif'],
  'image/tiff': ['tiff', 'tif'],
  'audio/amr': ['amr'],
  'audio/amr-wb': ['awb', 'amr'],
  'audio/silk': ['silk'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'audio/aac': ['aac'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/3gpp': ['3gp'],
  'video/webm': ['webm'],
  'application/pdf': ['pdf'],
};

/** The name with an ending that fits what the file is; others are left as they are. */
export function fileNameFor(name: string, mimeType: string): string {
  const fitting = Object.hasOwn(endings, mimeType) ? endings[mimeType] : undefined;
  const [usual] = fitting ?? [];
  const plain = plainName(name, 'file');
  if (fitting === undefined || usual === undefined) return plain;
  const ending = /\.([A-Za-z0-9]{1,5})$/u.exec(plain)?.[1]?.toLowerCase();
  if (ending === undefined) return `${plain}.${usual}`;
  return fitting.includes(ending) ? plain : `${plain.slice(0, -ending.length)}${usual}`;
}
