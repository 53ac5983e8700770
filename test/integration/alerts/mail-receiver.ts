import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { IssuedCertificate } from '#test/integration/outbound/test-certificates.ts';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly isSecure: boolean;
  readonly user: string | null;
}

/** A real SMTP server on loopback. Knows one user: relay, with the password 'right'. */
export class MailReceiver {
  readonly mails: ReceivedMail[] = [];
  /** Passwords that were shown to it. */
  readonly passwords: string[] = [];
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      closeTimeout: 200,
      onAuth: ({ username, password }, _session, callback) => {
        this.passwords.push(password ?? '');
        if (username === 'relay' && password === 'right') callback(null, { user: username });
        else callback(new Error(`Authentication failed for ${password ?? ''}`));
      },
      onRcptTo: ({ address }, _session, callback) => {
        callback(address.startsWith('nobody@') ? new Error('No such mailbox here') : null);
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString('utf8'),
            isSecure: session.secure,
            user: typeof session.user === 'string' ? session.user : null,
          });
          callback(null, 'queued as 4711');
        });
      },
      ...options,
    });
    // A client that does not trust us ends the connection; that is what some tests want.
    this.#server.on('error', () => undefined);
  }

  static async start(options: SMTPServerOptions = {}, certificate?: IssuedCertificate): Promise<MailReceiver> {
    const receiver = new MailReceiver({ ...options, ...certificate });
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    return receiver;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }
}
