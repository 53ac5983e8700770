import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { Pair } from './openssl-authority.ts';

/** openssl as a host that demands a certificate of its authority and says by alert what it does not like. */
export class OpensslHost {
  readonly port: number;
  readonly #program: ChildProcess;

  private constructor(port: number, program: ChildProcess) {
    this.port = port;
    this.#program = program;
  }

  static async start(pair: Pair, caFile: string, version: '-tls1_2' | '-tls1_3'): Promise<OpensslHost> {
    const port = await freePort();
    const program = spawn(
      'openssl',
      [
        ...['s_server', '-accept', `127.0.0.1:${port}`, version, '-cert', pair.certFile, '-key', pair.keyFile],
        ...['-Verify', '3', '-verify_return_error', '-CAfile', caFile, '-www'],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise((resolve, reject) => {
      program.stdout.once('data', resolve);
      program.once('exit', reject);
    });
    return new OpensslHost(port, program);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#program.once('exit', resolve));
    this.#program.kill();
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
