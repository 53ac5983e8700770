import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildChild } from './child-program.ts';
import { testFolder } from './media-kit.ts';

const megabyte = 1024 * 1024;
const root = testFolder();
let server: Server;
let base = '';
const arrived: number[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method === 'GET') {
      void pour(response, Number(request.url?.slice(1)));
      return;
    }
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => (sizeBytes += chunk.length));
    request.on('end', () => {
      arrived.push(sizeBytes);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('a file of 40 MB on its way to disk and on to the other platform takes no more memory than small ones', async () => {
  const program = await buildChild('stream-child', join(root, 'program'));
  const child = spawn(process.execPath, [program, join(root, 'media'), base, `${base}/take`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  const { sizeBytes, grownBytes } = JSON.parse(said) as { sizeBytes: number; grownBytes: number };
  expect(sizeBytes).toBe(40 * megabyte);
  expect(arrived.at(-1)).toBeGreaterThan((sizeBytes * 4) / 3);
  expect(grownBytes).toBeLessThan(30 * megabyte);
}, 60_000);

async function pour(response: ServerResponse, size: number): Promise<void> {
  response.setHeader('content-length', size);
  const piece = Buffer.alloc(65_536, 5);
  for (let left = size; left > 0; left -= piece.length) {
    if (!response.write(piece.subarray(0, left))) await once(response, 'drain');
  }
  response.end();
}
