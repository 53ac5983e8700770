import { connect } from 'node:net';

export interface RawRequest {
  readonly method: string;
  /** Path and query exactly as they go over the wire. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Everything that came, byte for byte, with the one header that tells the time blotted out. */
  readonly wire: string;
  readonly elapsedMs: number;
}

/** Sends one request over a connection of its own and reads until the server closes it. */
export function ask(url: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const body = Buffer.from(request.body ?? '');
  const headers: Record<string, string> = {
    host: `${hostname}:${port}`,
    connection: 'close',
    ...(request.method === 'GET' ? {} : { 'content-type': 'text/xml', 'content-length': String(body.length) }),
    ...request.headers,
  };
  const head = Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return exchange(
    hostname,
    Number(port),
    Buffer.concat([Buffer.from(`${request.method} ${request.target} HTTP/1.1\r\n${head}\r\n`), body]),
  );
}

export function exchange(host: string, port: number, bytes: Uint8Array): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const chunks: Buffer[] = [];
    const socket = connect(port, host, () => {
      socket.write(bytes);
    });
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer in 20 s')));
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that refuses a long body closes while we still write; its answer has arrived by then.
    socket.on('error', (error) => {
      if (chunks.length === 0) reject(error);
      else resolve(parse(Buffer.concat(chunks), performance.now() - startedAt));
    });
    socket.on('end', () => {
      socket.end();
      resolve(parse(Buffer.concat(chunks), performance.now() - startedAt));
    });
  });
}

function parse(bytes: Buffer, elapsedMs: number): RawAnswer {
  let rest = bytes;
  // The interim answer to "Expect: 100-continue".
  if (rest.subarray(0, 25).toString('latin1').startsWith('HTTP/1.1 100'))
    rest = rest.subarray(rest.indexOf('\r\n\r\n') + 4);
  const headEnd = rest.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = rest.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: rest.subarray(headEnd + 4),
    wire: rest.toString('latin1').replace(/(\r\ndate: )[^\r]+/iu, '$1…'),
    elapsedMs,
  };
}
