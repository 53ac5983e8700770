export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What an image says of its size in its own bytes; of an animation the largest frame. Null when it does not say. */
export function imageSize(bytes: Buffer, mimeType: string): ImageSize | null {
  try {
    switch (mimeType) {
      case 'image/png':
        return bytes.toString('latin1', 12, 16) === 'IHDR'
          ? size(bytes.readUInt32BE(16), bytes.readUInt32BE(20))
          : null;
      case 'image/gif':
        return gifSize(bytes);
      case 'image/jpeg':
        return jpegSize(bytes);
      case 'image/webp':
        return webpSize(bytes);
      default:
        return null;
    }
  } catch {
    // Cut off before it says so.
    return null;
  }
}

function size(width: number, height: number): ImageSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}

/** GIF89a, sections 18 and 20: the screen, then blocks. */
function gifSize(bytes: Buffer): ImageSize | null {
  let width = bytes.readUInt16LE(6);
  let height = bytes.readUInt16LE(8);
  let at = 13 + colorTableBytes(bytes.readUInt8(10));
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x21) {
      at = afterSubBlocks(bytes, at + 2);
    } else if (kind === 0x2c && at + 10 <= bytes.length) {
      width = Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5));
      height = Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7));
      at = afterSubBlocks(bytes, at + 11 + colorTableBytes(bytes.readUInt8(at + 9)));
    } else {
      break;
    }
  }
  return size(width, height);
}

function colorTableBytes(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

function afterSubBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += length + 1;
  return at + 1;
}

/** JPEG (ITU T.81, B.1): segments up to the frame header. */
function jpegSize(bytes: Buffer): ImageSize | null {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return size(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    const stands = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    // The picture itself, or the end, before any header.
    if (marker === 0xda || marker === 0xd9) return null;
    at += stands ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** WebP container: the canvas of an extended file, or the one picture. */
function webpSize(bytes: Buffer): ImageSize | null {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return bytes[20] === 0x2f ? size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1) : null;
    }
    case 'VP8 ':
      return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
    default:
      return null;
  }
}
