import { gzipSync } from 'node:zlib';

/** One HTTP/1.1 answer, byte for byte. */
export function httpAnswer(
  status: number,
  body: string | Buffer = '',
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join('')}content-length: ${bytes.length}\r\n\r\n`, 'latin1'),
    bytes,
  ]);
}

/** An answer without a length, whose body ends with the connection. */
export function endlessAnswer(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n', 'latin1'), body]);
}

export function gzipBomb(sizeBytes: number): Buffer {
  return httpAnswer(200, gzipSync(Buffer.alloc(sizeBytes, 0x20)), {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  });
}
