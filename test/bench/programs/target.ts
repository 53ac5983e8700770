import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { joined, readFrame, type HttpFrame } from '../kit/http-frame.ts';
import { cxoneToken, wechatToken } from '../kit/identities.ts';
import { CasePages } from '../kit/case-pages.ts';
import type { FromTarget, TargetResult, ToTarget } from '../kit/messages.ts';
import { now } from '../kit/now.ts';
import { numberDigits } from '../kit/work.ts';

/** Stands in for both platforms: answers as they do and notes which message came when. No more than that. */
class Target {
  #first = 0;
  #result: TargetResult = emptyResult(0);
  #arrived = 0;
  #firstAt = Number.NaN;
  #lastAt = Number.NaN;
  #port = 0;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();
  #cases: CasePages | null = null;

  up(): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      let rest: Buffer = Buffer.alloc(0);
      socket.on('data', (piece: Buffer) => {
        rest = joined(rest, piece);
        for (let frame = readFrame(rest); frame !== null; frame = readFrame(rest)) {
          rest = rest.subarray(frame.sizeBytes);
          socket.write(this.#answer(frame), 'latin1');
        }
      });
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server = server;
    return new Promise((resolve) => {
      server.listen(this.#port, '127.0.0.1', 1_024, () => {
        this.#port = (server.address() as AddressInfo).port;
        resolve(this.#port);
      });
    });
  }

  down(): Promise<void> {
    return new Promise((resolve) => {
      this.#server?.close(() => {
        resolve();
      });
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  watch(first: number, count: number): void {
    this.#first = first;
    this.#result = emptyResult(count);
    this.#arrived = 0;
    this.#firstAt = Number.NaN;
    this.#lastAt = Number.NaN;
  }

  /** From now on CXone's open cases can be read; null: it refuses to tell of them. */
  tellCases(cases: CasePages | null): void {
    this.#cases = cases;
  }

  get casePagesRead(): number {
    return this.#cases?.read ?? 0;
  }

  /** Different messages that arrived. */
  counted(): Extract<FromTarget, { kind: 'counted' }> {
    return { kind: 'counted', arrived: this.#arrived, firstAt: this.#firstAt, lastAt: this.#lastAt };
  }

  get result(): TargetResult {
    return this.#result;
  }

  #answer({ head, body }: HttpFrame): string {
    const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' ', 5));
    if (path.startsWith('/dfo/')) return this.#cxone(head, path, body);
    if (path.startsWith('/cgi-bin/message/custom/send')) {
      this.#note(body, '"content":"[');
      return sent;
    }
    if (path.startsWith('/cgi-bin/stable_token')) return given;
    if (path.startsWith('/cgi-bin/get_api_domain_ip')) return addresses;
    if (path.startsWith('/cgi-bin/')) return sent;
    if (path.startsWith('/.well-known/'))
      return json(200, { token_endpoint: `http://127.0.0.1:${this.#port}/auth/token` });
    return granted;
  }

  #cxone(head: string, path: string, body: Buffer): string {
    if (head.startsWith('POST') && path.endsWith('/messages')) {
      this.#note(body, '"text":"[');
      return created(body.toString('latin1', 0, 400));
    }
    if (!head.startsWith('GET')) return done;
    if (path.startsWith('/dfo/3.0/contacts')) return this.#cases?.answer(path) ?? noCases;
    const id = decodeURIComponent(/id(?:\[\]|%5B%5D)=([^&]+)/u.exec(path)?.[1] ?? '');
    return json(200, [
      { id, idOnExternalPlatform: id, channelIntegrationId: 'bench', name: 'Bench', isDeleted: false },
    ]);
  }

  #note(body: Buffer, before: string): void {
    const at = body.indexOf(before, 0, 'latin1');
    if (at < 0) return;
    const index = Number(body.toString('latin1', at + before.length, at + before.length + numberDigits)) - this.#first;
    const { times, arrivedAt, rank } = this.#result;
    const before0 = times[index];
    // Of an earlier run, or none of ours.
    if (before0 === undefined) return;
    times[index] = before0 + 1;
    if (before0 > 0) return;
    const arrived = now();
    if (this.#arrived === 0) this.#firstAt = arrived;
    this.#lastAt = arrived;
    this.#arrived += 1;
    rank[index] = this.#arrived;
    arrivedAt[index] = arrived;
  }
}

function emptyResult(count: number): TargetResult {
  return {
    times: new Uint16Array(count),
    arrivedAt: new Float64Array(count).fill(Number.NaN),
    rank: new Int32Array(count),
  };
}

function http(status: string, body: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function json(status: number, value: unknown): string {
  return http(`${status} OK`, JSON.stringify(value));
}

const sent = json(200, { errcode: 0, errmsg: 'ok' });
const addresses = json(200, { ip_list: ['127.0.0.1'] });
const done = json(200, {});
const noCases = http('404 Not Found', '{}');
const given = json(200, { access_token: wechatToken, expires_in: 7_200 });
const granted = json(200, { access_token: cxoneToken, token_type: 'Bearer', expires_in: 3_600 });

/** CXone's answer to a created message: our id again, and one id for each conversation. */
function created(start: string): string {
  const id = /"idOnExternalPlatform":"([^"]+)"/u.exec(start)?.[1] ?? '';
  const thread = /"thread":\{"idOnExternalPlatform":"([^"]+)"/u.exec(start)?.[1] ?? '';
  const threadId = `t-${thread.slice(-22)}`;
  return http(
    '201 Created',
    `{"consumerContact":{"id":"${threadId}","contactId":"c","status":"new","threadId":"${threadId}"},"message":{"id":"cx-${id}",` +
      `"idOnExternalPlatform":"${id}","threadId":"${threadId}","postId":"${threadId}","threadIdOnExternalPlatform":"${thread}"}}`,
  );
}

function say(message: FromTarget): void {
  process.send?.(message);
}

const target = new Target();

process.on('message', (message: ToTarget) => {
  switch (message.kind) {
    case 'watch':
      target.watch(message.first, message.count);
      say({ kind: 'watching' });
      break;
    case 'count':
      say(target.counted());
      break;
    case 'report':
      say({ kind: 'reported', result: target.result });
      break;
    case 'cases':
      target.tellCases(message.cases === null ? null : new CasePages(message.cases));
      say({ kind: 'tells_cases' });
      break;
    case 'case_pages':
      say({ kind: 'case_pages_read', pages: target.casePagesRead });
      break;
    case 'down':
      void target.down().then(() => {
        say({ kind: 'is_down' });
      });
      break;
    case 'up':
      void target.up().then(() => {
        say({ kind: 'is_up' });
      });
      break;
  }
});
process.on('disconnect', () => process.exit(0));

say({ kind: 'ready', port: await target.up() });
