import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { AlertNotice, AlertSettings } from '#shared/domain/alerts.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { AlertSink, AlertText } from '../../ports/alert-sink.ts';
import { mailError } from './mail-error.ts';
import { plainDetail } from './plain-detail.ts';

const connectTimeoutMs = 10_000;
const greetingTimeoutMs = 10_000;
/** Without a word from the server, milliseconds. */
const silenceTimeoutMs = 20_000;

export interface EmailTarget extends Omit<AlertSettings['email'], 'enabled' | 'hasPassword' | 'host' | 'from'> {
  readonly host: string;
  readonly from: string;
  readonly password: string | null;
}

export interface EmailSinkDeps {
  readonly target: () => EmailTarget | null;
  /** Certificate authorities trusted besides the usual ones, PEM. */
  readonly trust?: readonly string[];
}

/** Sends notices by e-mail. The server's certificate is always verified; without TLS it goes to this computer only. */
export function createEmailSink(deps: EmailSinkDeps): AlertSink {
  return {
    name: 'email',
    send: async (notice, text, signal) => {
      const target = deps.target();
      if (target === null) throw new RelayError('ALERT_NO_TARGET', 'no mail server, sender or receiver');
      // The way AUTH PLAIN writes it (RFC 4616), too.
      const { user, password } = target;
      const secrets = [password, user === null || password === null ? null : `\0${user}\0${password}`];
      try {
        const transport = createTransport(await connectionOf(target, deps.trust));
        const sent = await transport.sendMail({ ...mailOf(notice, text, target), signal });
        const refused =
          sent.rejected.length === 0 ? '' : `; refused for ${sent.rejected.length} of ${target.to.length}`;
        return `${plainDetail(sent.response, secrets)}${refused}`;
      } catch (thrown) {
        throw mailError(thrown, secrets);
      }
    },
  };
}

async function connectionOf(target: EmailTarget, trust: readonly string[] | undefined) {
  const { host, port, security, user, password } = target;
  return {
    // The system's way of finding addresses, as everywhere else; the certificate is still held against the name.
    host: await addressOf(host, security),
    port,
    secure: security === 'implicit',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    tls: {
      ...(isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1.2' as const,
      ...(trust === undefined ? {} : { ca: [...trust] }),
    },
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: greetingTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function addressOf(host: string, security: EmailTarget['security']): Promise<string> {
  if (isIP(host) !== 0) return host;
  const { address } = await lookup(host);
  const isLocal = address === '::1' || address.startsWith('127.');
  if (security === 'none' && !isLocal) {
    throw new RelayError('ALERT_TARGET_FORBIDDEN', 'the name leads to another computer', { value: 'email.security' });
  }
  return address;
}

function mailOf(notice: AlertNotice, { title, lines }: AlertText, { from, to }: EmailTarget) {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const matter = notice.incidentIds[0];
  return {
    from: { name: 'Veerpont', address: from },
    to: [...to],
    subject: title,
    text: `${lines.join('\n\n')}\n`,
    // The same at every try, so that a repeat can be told from a new notice.
    messageId: `<${notice.id}@${domain}>`,
    // Mail programs show what belongs to one incident together.
    ...(matter === undefined ? {} : { references: [`<incident-${matter}@${domain}>`] }),
    date: new Date(notice.at),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    ...(notice.severity === 'urgent' && notice.kind !== 'closed' ? { priority: 'high' as const } : {}),
  };
}
