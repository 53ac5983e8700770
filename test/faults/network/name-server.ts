import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';

/** What is said of a name. */
export type NameAnswer =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'no_such_name' }
  | { readonly kind: 'server_failure' }
  | { readonly kind: 'silence' };

export interface NameServer {
  /** Put before a command line, names are resolved here in there, the system's own way. */
  readonly wrap: readonly string[];
  /** Questions so far, for any type of address. */
  asked(name: string): number;
  set(name: string, answer: NameAnswer): void;
}

/** The system's resolver asks port 53 and no other; this address is ours alone. */
const host = '127.53.0.1';
const port = 53;

/** A name server of our own on loopback. What it was not told of does not exist. Needs root on Linux. */
export async function startNameServer(context: ScenarioContext): Promise<NameServer> {
  const zone = new Map<string, NameAnswer>();
  const asked = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const { name, end } = nameIn(question);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const answer = answerTo(question, end, zone.get(name) ?? { kind: 'no_such_name' });
    if (answer !== null) socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, resolve);
  });
  context.onEnd(() => new Promise<void>((resolve) => void socket.close(() => resolve())));
  const file = join(context.folder, 'resolv.conf');
  // As systems have it that say nothing else: two tries of five seconds.
  writeFileSync(file, `nameserver ${host}\nsearch .\noptions timeout:5 attempts:2\n`);
  const script = `mount --bind '${file}' /etc/resolv.conf && exec "$@"`;
  return {
    wrap: ['unshare', '--mount', 'sh', '-c', script, 'sh'],
    asked: (name) => asked.get(name) ?? 0,
    set: (name, answer) => void zone.set(name, answer),
  };
}

const headBytes = 12;
/** RFC 1035: type and class follow the name. */
const questionTailBytes = 4;
const typeA = 1;

function nameIn(message: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = headBytes;
  for (let size = message[at] ?? 0; size > 0; size = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** RFC 1035: 2 the server failed, 3 there is no such name. */
const codes = { address: 0, server_failure: 2, no_such_name: 3 } as const;

function answerTo(question: Buffer, nameEnd: number, said: NameAnswer): Buffer | null {
  if (said.kind === 'silence') return null;
  // Other types of address exist and are empty.
  const address = said.kind === 'address' && question.readUInt16BE(nameEnd) === typeA ? said.address : null;
  const message = Buffer.from(question.subarray(0, nameEnd + questionTailBytes));
  message.writeUInt16BE(0x8180 | codes[said.kind], 2);
  message.writeUInt16BE(1, 4);
  message.writeUInt16BE(address === null ? 0 : 1, 6);
  message.writeUInt32BE(0, 8);
  if (address === null) return message;
  // The name of the question, type A, class IN, not to be kept, four bytes.
  const record = Buffer.from([0xc0, headBytes, 0, typeA, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([message, record]);
}
