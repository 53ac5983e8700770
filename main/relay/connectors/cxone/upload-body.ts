import type { StreamedBody } from '../../ports/outbound-http.ts';

/** A file to be uploaded. `open` is called once for each try. */
export interface UploadedFile {
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** CXone: `POST /attachments/temporary` takes the file as Base64 inside JSON. Written piece by piece, never whole. */
export function uploadBody({ mimeType, sizeBytes, open }: UploadedFile): StreamedBody {
  const before = Buffer.from('{"content":"');
  const after = Buffer.from(`","mimeType":${JSON.stringify(mimeType)}}`);
  return {
    sizeBytes: before.length + Math.ceil(sizeBytes / 3) * 4 + after.length,
    async *chunks() {
      yield before;
      yield* inBase64(open());
      yield after;
    },
  };
}

/** Written at once; a multiple of three. */
const pieceBytes = 24 * 1024;

/** Three bytes make four characters, so that one or two bytes of a piece wait for the next. */
async function* inBase64(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = asBuffer(chunk);
    const missing = Math.min((3 - rest.length) % 3, bytes.length);
    const joint = missing === 0 ? rest : Buffer.concat([rest, bytes.subarray(0, missing)]);
    if (joint.length % 3 !== 0) {
      rest = joint;
      continue;
    }
    if (joint.length > 0) yield Buffer.from(joint.toString('base64'), 'latin1');
    const end = bytes.length - ((bytes.length - missing) % 3);
    for (let at = missing; at < end; at += pieceBytes) {
      yield Buffer.from(bytes.toString('base64', at, Math.min(end, at + pieceBytes)), 'latin1');
    }
    rest = Buffer.from(bytes.subarray(end));
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
