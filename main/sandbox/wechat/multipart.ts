/** One part of a multipart/form-data body. */
export interface FormPart {
  name: string;
  fileName: string | undefined;
  contentType: string;
  content: Buffer;
}

/** Undefined when the content type is not multipart or the body does not hold to it. */
export function readMultipart(contentType: string | undefined, body: Buffer): FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString('latin1') === '--') return parts;
    const next = body.indexOf(mark, start);
    if (next < 0) return undefined;
    // Between two boundaries: CRLF, headers, blank line, content, CRLF.
    const part = readPart(body.subarray(start + 2, next - 2));
    if (!part) return undefined;
    parts.push(part);
    at = next;
  }
  return undefined;
}

function readPart(section: Buffer): FormPart | undefined {
  const headEnd = section.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = section.subarray(0, headEnd).toString('utf8');
  const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    fileName: /content-disposition:[^\r\n]*filename="([^"]*)"/i.exec(head)?.[1],
    contentType: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
    content: Buffer.from(section.subarray(headEnd + 4)),
  };
}
