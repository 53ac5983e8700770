import { isUtf8 } from 'node:buffer';

/** Our largest form names every channel. */
export const formLimitBytes = 64 * 1024;
const mostFields = 600;

/** A form as browsers send it (application/x-www-form-urlencoded). Null for what is none, or has too many fields. */
export function readForm(contentType: string | undefined, body: Uint8Array): URLSearchParams | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' || body.length > formLimitBytes || !isUtf8(body)) return null;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (text.split('&', mostFields + 1).length > mostFields) return null;
  return new URLSearchParams(text);
}
