import { randomUUID } from 'node:crypto';
import type { StreamedBody } from '../../ports/outbound-http.ts';

/** WeChat: types of temporary media. */
export type UploadType = 'image' | 'voice' | 'video' | 'thumb';

export interface UploadFile {
  /** WeChat judges the file by it; the end user never sees it. Letters, digits, dot and hyphen only. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Read once per upload, and never whole in memory. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** WeChat: media/upload takes a form with one file, field 'media', and its length beside its name. */
export function uploadForm(file: UploadFile): { readonly contentType: string; readonly stream: StreamedBody } {
  const boundary = `veerpont-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\n` +
      `Content-Disposition: form-data; name="media"; filename="${file.fileName}"; filelength=${file.sizeBytes}\r\n` +
      `Content-Type: ${file.mimeType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    stream: {
      sizeBytes: head.length + file.sizeBytes + tail.length,
      async *chunks() {
        yield head;
        yield* file.open();
        yield tail;
      },
    },
  };
}
