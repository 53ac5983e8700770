import type { AddressInfo } from 'node:net';
import axios from 'axios';
import express, { type Request, type Response } from 'express';
import { readIncoming } from './protocols.ts';

/** The forwarder people write: Express, axios, forward first, answer then, nothing stored. */
const target = `http://127.0.0.1:${process.argv[2] ?? ''}`;

async function forward(request: Request, response: Response): Promise<void> {
  const incoming = readIncoming(request.originalUrl, request.headers.authorization, request.body as Buffer);
  if (incoming === null) {
    response.status(401).send('unauthorized');
    return;
  }
  try {
    const headers = { 'Content-Type': 'application/json' };
    await axios.post(target + incoming.path, Buffer.from(incoming.body), {
      headers: incoming.bearer === null ? headers : { ...headers, Authorization: `Bearer ${incoming.bearer}` },
    });
    response.send(incoming.answer);
  } catch {
    // What people write here: the sender may try again.
    response.status(502).send('target failed');
  }
}

const app = express();
app.use(express.raw({ type: () => true }));
app.post('/wechat/:mode', forward);
app.post('/outbound', forward);
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
