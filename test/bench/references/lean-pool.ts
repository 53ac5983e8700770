import { createConnection, type Socket } from 'node:net';
import { joined, readFrame } from '../kit/http-frame.ts';

/** Keep-alive connections to one port, each with one request at a time. As little as forwarding can cost. */
export class LeanPool {
  readonly #port: number;
  readonly #idle: Wire[] = [];
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  readonly #most: number;

  constructor(port: number, most: number) {
    this.#port = port;
    this.#most = most;
  }

  /** Sends a JSON body. `done` is told the status, or 0 when no answer came. */
  post(path: string, bearer: string | null, body: string, done: (status: number) => void): void {
    const wire = this.#idle.pop();
    if (wire !== undefined) return wire.send(path, bearer, body, done);
    if (this.#open >= this.#most) {
      this.#waiting.push(() => {
        this.post(path, bearer, body, done);
      });
      return;
    }
    this.#open += 1;
    const made = new Wire(this.#port, (usable) => {
      if (usable) this.#idle.push(made);
      else this.#open -= 1;
      this.#waiting.shift()?.();
    });
    made.send(path, bearer, body, done);
  }
}

class Wire {
  readonly #socket: Socket;
  readonly #free: (usable: boolean) => void;
  readonly #host: string;
  #rest: Buffer = Buffer.alloc(0);
  #done: ((status: number) => void) | null = null;
  #isClosed = false;

  constructor(port: number, free: (usable: boolean) => void) {
    this.#free = free;
    this.#host = `127.0.0.1:${port}`;
    this.#socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (piece: Buffer) => {
      this.#read(piece);
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#isClosed = true;
      if (this.#done !== null) this.#end(0);
    });
  }

  send(path: string, bearer: string | null, body: string, done: (status: number) => void): void {
    this.#done = done;
    if (this.#isClosed) return void setImmediate(() => this.#end(0));
    const authorization = bearer === null ? '' : `Authorization: Bearer ${bearer}\r\n`;
    this.#socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${authorization}Content-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  #read(piece: Buffer): void {
    this.#rest = joined(this.#rest, piece);
    const frame = readFrame(this.#rest);
    if (frame === null) return;
    this.#rest = this.#rest.subarray(frame.sizeBytes);
    this.#end(Number(frame.head.slice(9, 12)));
  }

  #end(status: number): void {
    const done = this.#done;
    this.#done = null;
    this.#free(!this.#isClosed);
    done?.(status);
  }
}
