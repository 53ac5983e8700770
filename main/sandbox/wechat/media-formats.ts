/** What a file is by its bytes, as far as the platform takes it or customers send it. */
export type MediaFormat = 'png' | 'jpeg' | 'gif' | 'amr' | 'mp3' | 'mp4';

export function formatOf(content: Buffer): MediaFormat | undefined {
  const start = content.toString('latin1', 0, 12);
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif';
  if (start.startsWith('#!AMR\n')) return 'amr';
  if (start.slice(4, 8) === 'ftyp' && !/^(?:qt {2}|hei|mif1|avif|M4A)/.test(start.slice(8, 12))) return 'mp4';
  return start.startsWith('ID3') || mp3Frame(content, 0) ? 'mp3' : undefined;
}

/** Playing time of a voice file, milliseconds; undefined when it cannot be told. */
export function playtimeMs(content: Buffer): number | undefined {
  switch (formatOf(content)) {
    case 'amr':
      return amrFrames(content) * 20;
    case 'mp3': {
      const start = audioStart(content);
      const frame = mp3Frame(content, start);
      return frame && Math.round(((content.length - start) * 8) / frame.kilobits);
    }
    default:
      return undefined;
  }
}

/** AMR narrow-band: bytes behind the first of a frame, by its mode. */
const amrSizes = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0];

function amrFrames(content: Buffer): number {
  let frames = 0;
  for (let at = 6; at < content.length; frames += 1) at += 1 + (amrSizes[((content[at] ?? 0) >> 3) & 15] ?? 0);
  return frames;
}

/** Behind an ID3 tag, whose length is written in four times seven bits. */
function audioStart(content: Buffer): number {
  if (content.toString('latin1', 0, 3) !== 'ID3') return 0;
  const [first = 0, second = 0, third = 0, fourth = 0] = content.subarray(6, 10);
  return 10 + (first << 21) + (second << 14) + (third << 7) + fourth;
}

const bitrates: Record<'one' | 'two', readonly number[]> = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** The head of an MPEG layer III frame: kilobits per second. */
function mp3Frame(content: Buffer, at: number): { kilobits: number } | undefined {
  const [sync = 0, second = 0, third = 0] = content.subarray(at, at + 3);
  if (sync !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
  const version = (second >> 3) & 3;
  const kilobits = bitrates[version === 3 ? 'one' : 'two'][third >> 4];
  return version === 1 || !kilobits ? undefined : { kilobits };
}
