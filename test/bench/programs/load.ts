import { createConnection, type Socket } from 'node:net';
import { joined, readFrame } from '../kit/http-frame.ts';
import type { FromLoad, LoadResult, Pace, ToLoad } from '../kit/messages.ts';
import { now } from '../kit/now.ts';
import { conversationOf, requestOf, type WorkSpec } from '../kit/work.ts';

/** Between two looks at the clock when messages are offered at fixed times, milliseconds. */
const tickMs = 1;
/** After its end a run waits so long for answers that are still due. */
const lastAnswersMs = 20_000;

/** A run's messages, built before it begins, and what became of them. */
class LoadRun {
  readonly spec: WorkSpec;
  readonly pace: Pace;
  readonly #port: number;
  readonly #requests: (Buffer | null)[] = [];
  readonly #sentAt: Float64Array;
  readonly #answeredAt: Float64Array;
  readonly #conversation: Int32Array;
  readonly #refused: Record<string, number> = {};
  readonly #lines: Line[] = [];
  readonly #ended: (result: LoadResult) => void;
  /** The next message of each connection is this many messages into its own. */
  readonly #places: number[];
  #startedAt = 0;
  #offered = 0;
  #sent = 0;
  #isOver = false;

  constructor(port: number, spec: WorkSpec, pace: Pace, ended: (result: LoadResult) => void) {
    this.#port = port;
    this.spec = spec;
    this.pace = pace;
    this.#ended = ended;
    this.#sentAt = new Float64Array(spec.count).fill(Number.NaN);
    this.#answeredAt = new Float64Array(spec.count).fill(Number.NaN);
    this.#conversation = new Int32Array(spec.count);
    this.#places = Array.from({ length: spec.connections }, () => 0);
    const seconds = Math.floor(Date.now() / 1_000);
    for (let index = 0; index < spec.count; index += 1) {
      const connection = index % spec.connections;
      const conversation = conversationOf(spec, connection, Math.floor(index / spec.connections));
      this.#conversation[index] = conversation;
      this.#requests.push(requestOf(spec, spec.first + index, conversation, seconds));
    }
  }

  async connect(): Promise<void> {
    for (let at = 0; at < this.spec.connections; at += 1) this.#lines.push(new Line(this.#port, this, at));
    await Promise.all(this.#lines.map((line) => line.connected));
  }

  start(): void {
    this.#startedAt = now();
    const { pace } = this;
    setTimeout(() => {
      this.#isOver = true;
      this.#endWhenAnswered();
      setTimeout(() => {
        this.#finish();
      }, lastAnswersMs).unref();
    }, pace.seconds * 1_000);
    if (pace.kind === 'rate') return this.#tick(pace.perSecond);
    for (const line of this.#lines) this.#sendNext(line, now());
  }

  /** A line got its answer, or lost it. */
  answered(line: Line, index: number, status: number): void {
    if (status === 200) this.#answeredAt[index] = now();
    else this.#refused[status] = (this.#refused[status] ?? 0) + 1;
    if (this.pace.kind === 'saturated' && !this.#isOver) this.#sendNext(line, now());
    else if (line.due.length > 0) this.#sendDue(line);
    if (this.#isOver || this.#sent === this.spec.count) this.#endWhenAnswered();
  }

  #tick(perSecond: number): void {
    if (this.#isOver) return;
    const at = now();
    const due = Math.min(this.spec.count, Math.floor(((at - this.#startedAt) * perSecond) / 1_000));
    for (; this.#offered < due; this.#offered += 1) {
      const line = this.#lines[this.#offered % this.spec.connections];
      if (line === undefined) continue;
      // A message that has to wait for its line counts from when it was due: the wait is the system's doing.
      line.due.push(line.isBusy ? this.#startedAt + (this.#offered * 1_000) / perSecond : Number.NaN);
      if (!line.isBusy) this.#sendDue(line);
    }
    setTimeout(() => {
      this.#tick(perSecond);
    }, tickMs);
  }

  #sendDue(line: Line): void {
    const dueAt = line.due.shift();
    if (dueAt === undefined) return;
    this.#sendNext(line, Number.isNaN(dueAt) ? now() : dueAt);
  }

  #sendNext(line: Line, sentAt: number): void {
    const place = this.#places[line.connection] ?? 0;
    const index = place * this.spec.connections + line.connection;
    const request = this.#requests[index];
    if (request == null) return;
    this.#places[line.connection] = place + 1;
    this.#requests[index] = null;
    this.#sentAt[index] = sentAt;
    this.#sent += 1;
    line.send(index, request);
  }

  #endWhenAnswered(): void {
    if (this.#lines.every((line) => !line.isBusy && line.due.length === 0)) this.#finish();
  }

  #finish(): void {
    for (const line of this.#lines) line.end();
    this.#ended({
      sentAt: this.#sentAt,
      answeredAt: this.#answeredAt,
      conversation: this.#conversation,
      refused: this.#refused,
    });
  }
}

/** One connection: one message at a time, in order. Connects again when the server closed it. */
class Line {
  readonly connection: number;
  readonly connected: Promise<void>;
  /** When the messages were due that wait for this line; NaN: at once. */
  readonly due: number[] = [];
  readonly #port: number;
  readonly #run: LoadRun;
  #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #waitingFor: number | null = null;
  #isEnded = false;

  constructor(port: number, run: LoadRun, connection: number) {
    this.#port = port;
    this.#run = run;
    this.connection = connection;
    this.#socket = this.#open();
    this.connected = new Promise((resolve) => this.#socket.once('connect', resolve));
  }

  get isBusy(): boolean {
    return this.#waitingFor !== null;
  }

  send(index: number, request: Buffer): void {
    this.#waitingFor = index;
    this.#socket.write(request);
  }

  end(): void {
    this.#isEnded = true;
    this.#socket.destroy();
  }

  #open(): Socket {
    const socket = createConnection({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.on('data', (piece: Buffer) => {
      this.#read(piece);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (socket === this.#socket) this.#reopen();
    });
    return socket;
  }

  #read(piece: Buffer): void {
    this.#rest = joined(this.#rest, piece);
    const frame = readFrame(this.#rest);
    if (frame === null) return;
    this.#rest = this.#rest.subarray(frame.sizeBytes);
    // The server is about to close it; the next message must not meet that.
    if (/\r\nconnection: *close/iu.test(frame.head)) this.#replace();
    this.#settle(Number(frame.head.slice(9, 12)));
  }

  #settle(status: number): void {
    const index = this.#waitingFor;
    this.#waitingFor = null;
    if (index !== null) this.#run.answered(this, index, status);
  }

  #replace(): void {
    const old = this.#socket;
    this.#rest = Buffer.alloc(0);
    this.#socket = this.#open();
    old.destroy();
  }

  #reopen(): void {
    if (this.#isEnded) return;
    this.#replace();
    if (this.#waitingFor !== null) this.#settle(0);
  }
}

function say(message: FromLoad): void {
  process.send?.(message);
}

let run: LoadRun | null = null;

process.on('message', (message: ToLoad) => {
  if (message.kind === 'go') {
    run?.start();
    return;
  }
  const prepared = new LoadRun(message.port, message.spec, message.pace, (result) => {
    if (run !== prepared) return;
    run = null;
    say({ kind: 'done', result });
  });
  run = prepared;
  void prepared.connect().then(() => {
    say({ kind: 'prepared' });
  });
});
process.on('disconnect', () => process.exit(0));
