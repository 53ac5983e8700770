/** Small files that a player really plays, made of their formats' own rules: nothing is checked in, nothing else is needed. */

/** Seconds of silence as MP3: MPEG-1 layer III, mono, 32 kbit/s, frames with nothing in them. */
export function silentMp3(seconds: number): Buffer {
  const [samplesPerFrame, perSecond, frameBytes] = [1_152, 44_100, 104];
  const frame = Buffer.alloc(frameBytes);
  frame.set([0xff, 0xfb, 0x10, 0xc4]);
  return Buffer.concat(Array<Buffer>(Math.ceil((seconds * perSecond) / samplesPerFrame)).fill(frame));
}

const pictureBlocks = 3;
const framesPerSecond = 10;

/** Seconds of a brightening grey square as MP4: H.264 baseline, each picture whole, its pixels as they are. */
export function greyMp4(seconds: number): Buffer {
  const count = Math.ceil(seconds * framesPerSecond);
  const pictures = Array.from({ length: count }, (_, no) => withLength(picture(no)));
  const head = box('ftyp', text('isom'), numbers(0x200), text('isomavc1'));
  const moov = (offset: number): Buffer => movie(pictures, offset);
  const offset = head.length + moov(0).length + 8;
  return Buffer.concat([head, moov(offset), box('mdat', ...pictures)]);
}

/** Bits, the first one highest. */
class Bits {
  readonly #bits: number[] = [];

  put(value: number, count: number): this {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.#bits.push((value >> bit) & 1);
    return this;
  }

  /** Exp-Golomb. ITU-T H.264, 9.1. */
  golomb(...values: readonly number[]): this {
    for (const value of values) this.put(value + 1, 2 * Math.floor(Math.log2(value + 1)) + 1);
    return this;
  }

  align(): this {
    while (this.#bits.length % 8 !== 0) this.#bits.push(0);
    return this;
  }

  bytes(values: readonly number[]): this {
    for (const value of values) this.put(value, 8);
    return this;
  }

  /** With the bit that ends it. */
  end(): Buffer {
    this.#bits.push(1);
    this.align();
    return Buffer.from(
      Array.from({ length: this.#bits.length / 8 }, (_, place) =>
        this.#bits.slice(8 * place, 8 * place + 8).reduce((byte, bit) => 2 * byte + bit, 0),
      ),
    );
  }
}

const baseline = [66, 0xc0, 10] as const;

/** ITU-T H.264, 7.3.2.1: no order of its own, no picture is made of another. */
const sequence = unit(
  0x67,
  new Bits()
    .bytes(baseline)
    .golomb(0, 0, 2, 0)
    .put(0, 1)
    .golomb(pictureBlocks - 1, pictureBlocks - 1)
    .put(0b1000, 4),
);
/** 7.3.2.2. */
const setting = unit(0x68, new Bits().golomb(0, 0).put(0, 2).golomb(0, 0, 0).put(0, 3).golomb(0, 0, 0).put(0, 3));

/** 7.3.3, all of it I_PCM. */
function picture(no: number): Buffer {
  const bits = new Bits()
    .golomb(0, 7, 0)
    .put(0, 4)
    .golomb(no % 2)
    .put(0, 2)
    .golomb(0);
  const grey = 40 + ((no * 8) % 160);
  for (let block = 0; block < pictureBlocks ** 2; block += 1) {
    bits.golomb(25).align();
    bits.bytes([...Array<number>(256).fill(grey), ...Array<number>(128).fill(128)]);
  }
  return unit(0x65, bits);
}

/** With the bytes that keep three others from being taken for a beginning. */
function unit(type: number, bits: Bits): Buffer {
  const bytes: number[] = [type];
  let zeros = 0;
  for (const byte of bits.end()) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}

/** ISO/IEC 14496-12, with one track. */
function movie(pictures: readonly Buffer[], offset: number): Buffer {
  const duration = pictures.length;
  const side = pictureBlocks * 16;
  const matrix = numbers(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const track = [
    box('tkhd', numbers(3, 0, 0, 1, 0, duration, 0, 0, 0, 0), matrix, numbers(side << 16, side << 16)),
    box(
      'mdia',
      box('mdhd', numbers(0, 0, 0, framesPerSecond, duration, 0x55c40000)),
      box('hdlr', numbers(0, 0), text('vide'), numbers(0, 0, 0), text('v\0')),
      box(
        'minf',
        box('vmhd', numbers(1, 0, 0)),
        box('dinf', box('dref', numbers(0, 1), box('url ', numbers(1)))),
        box(
          'stbl',
          box('stsd', numbers(0, 1), sample(side)),
          box('stts', numbers(0, 1, duration, 1)),
          box('stsc', numbers(0, 1, 1, duration, 1)),
          box('stsz', numbers(0, 0, duration, ...pictures.map(({ length }) => length))),
          box('stco', numbers(0, 1, offset)),
        ),
      ),
    ),
  ];
  const head = box(
    'mvhd',
    numbers(0, 0, 0, framesPerSecond, duration, 0x10000, 0x1000000, 0, 0),
    matrix,
    numbers(0, 0, 0, 0, 0, 0, 2),
  );
  return box('moov', head, box('trak', ...track));
}

function sample(side: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(side, 0);
  size.writeUInt16BE(side, 2);
  const rest = Buffer.alloc(50);
  rest.set([0, 0x48, 0, 0, 0, 0x48, 0, 0]);
  rest[13] = 1;
  rest.set([0, 0x18, 0xff, 0xff], 46);
  const avc = box(
    'avcC',
    Buffer.from([1, ...baseline, 0xff, 0xe1]),
    withLength(sequence, 2),
    Buffer.from([1]),
    withLength(setting, 2),
  );
  return box('avc1', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), Buffer.alloc(16), size, rest, avc);
}

function withLength(bytes: Buffer, lengthBytes = 4): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(bytes.length, 0, lengthBytes);
  return Buffer.concat([length, bytes]);
}

function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([numbers(body.length + 8), text(type), body]);
}

/** Four bytes each. */
function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [place, value] of values.entries()) bytes.writeUInt32BE(value, 4 * place);
  return bytes;
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}
