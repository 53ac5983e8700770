import { crc32 } from './crc32.ts';
import { deflateSync } from 'node:zlib';

/** Small real files, so that media sent by simulated customers can be fetched and opened. */
export interface SampleFile {
  fileName: string;
  contentType: string;
  content: Buffer;
}

/** A plain PNG in one colour. */
export function samplePicture(red: number, green: number, blue: number, sizePixels = 64): SampleFile {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePixels, 0);
  header.writeUInt32BE(sizePixels, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array(sizePixels).fill([red, green, blue]).flat())]);
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(sizePixels).fill(row)));
  const content = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { fileName: 'picture.png', contentType: 'image/png', content };
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** One second of AMR narrow-band silence: 50 frames that say "no data". */
export function sampleVoice(): SampleFile {
  const frames = Buffer.alloc(50, 0x7c);
  return { fileName: 'voice.amr', contentType: 'audio/amr', content: Buffer.concat([Buffer.from('#!AMR\n'), frames]) };
}

/** An MP4 with a file type box and an empty media box: enough for its type to be recognised. */
export function sampleVideo(): SampleFile {
  const box = (type: string, data: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length + 8);
    return Buffer.concat([size, Buffer.from(type, 'latin1'), data]);
  };
  const brand = Buffer.concat([
    Buffer.from('isom', 'latin1'),
    Buffer.from([0, 0, 2, 0]),
    Buffer.from('isommp41', 'latin1'),
  ]);
  const content = Buffer.concat([box('ftyp', brand), box('mdat', Buffer.alloc(0))]);
  return { fileName: 'video.mp4', contentType: 'video/mp4', content };
}
