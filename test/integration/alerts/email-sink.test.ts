import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { createEmailSink, type EmailTarget } from '#relay/alerts/sinks/email-sink.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { aNotice, aText } from './some-notice.ts';
import { MailReceiver } from './mail-receiver.ts';

const authority = createTestAuthority();
const certificate = authority.issue({ name: 'localhost' });
let receiver: MailReceiver | null = null;
let mute: Server | null = null;

afterEach(async () => {
  await receiver?.stop();
  receiver = null;
  await new Promise((resolve) => (mute === null ? resolve(null) : mute.close(resolve)));
  mute = null;
});

const target = (port: number, patch: Partial<EmailTarget> = {}): EmailTarget => ({
  host: 'localhost',
  port,
  security: 'starttls',
  user: 'relay',
  password: 'right',
  from: 'veerpont@example.com',
  to: ['team@example.com'],
  ...patch,
});

const send = (aim: EmailTarget, trust: readonly string[] = [authority.cert], signal = AbortSignal.timeout(20_000)) =>
  createEmailSink({ target: () => aim, trust }).send(aNotice, aText, signal);

const failure = async (sending: Promise<string>) => {
  const error = await sending.then(
    (said) => Promise.reject(new Error(`it was sent: ${said}`)),
    (thrown: unknown) => toRelayError(thrown),
  );
  return { code: error.code, value: error.value, whole: `${error.message} ${JSON.stringify(error)}` };
};

describe('e-mail', () => {
  it('goes out after STARTTLS, logged in, as plain text with what a program needs to sort it', async () => {
    receiver = await MailReceiver.start({}, certificate);

    expect(await send(target(receiver.port))).toContain('queued as 4711');

    const [mail] = receiver.mails;
    expect(mail).toMatchObject({ to: ['team@example.com'], isSecure: true, user: 'relay' });
    expect(mail?.raw).toMatch(/^From: Veerpont <veerpont@example\.com>\r$/mu);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/imu);
    expect(mail?.raw).toMatch(/^Message-ID: <notice-1@example\.com>\r$/imu);
    expect(mail?.raw).toMatch(/^References: <incident-incident-1@example\.com>\r$/imu);
    expect(mail?.raw).toMatch(/^Content-Type: text\/plain/imu);
    expect(mail?.raw).toContain('Since noon.');
  });

  it('goes out over TLS from the first byte', async () => {
    receiver = await MailReceiver.start({ secure: true }, certificate);
    await send(target(receiver.port, { security: 'implicit' }));
    expect(receiver.mails).toHaveLength(1);
  });

  it('goes out without TLS to this computer only', async () => {
    receiver = await MailReceiver.start({ disabledCommands: ['STARTTLS', 'AUTH'] });
    await send(target(receiver.port, { security: 'none', user: null, password: null }));
    expect(receiver.mails[0]).toMatchObject({ isSecure: false, user: null });
  });

  it('says so when some receivers were refused', async () => {
    receiver = await MailReceiver.start({}, certificate);
    const to = ['team@example.com', 'nobody@example.com'];
    expect(await send(target(receiver.port, { to }))).toMatch(/refused for 1 of 2$/u);
  });

  it('is refused when all receivers were', async () => {
    receiver = await MailReceiver.start({}, certificate);
    const { code, value } = await failure(send(target(receiver.port, { to: ['nobody@example.com'] })));
    expect(code).toBe('ALERT_REFUSED');
    expect(value).toContain('No such mailbox here');
  });
});

describe('nothing is shown to a mail server that cannot prove who it is', () => {
  it.each(['starttls', 'implicit'] as const)('a self-made certificate, %s', async (security) => {
    const stranger = createTestAuthority('Nobody knows me').issue({ name: 'localhost' });
    receiver = await MailReceiver.start({ secure: security === 'implicit' }, stranger);
    const { code, value } = await failure(send(target(receiver.port, { security })));
    expect(code).toBe('ALERT_UNREACHABLE');
    expect(value).toMatch(/certificate/iu);
    expect([receiver.mails, receiver.passwords]).toEqual([[], []]);
  });

  it('a certificate of another name', async () => {
    receiver = await MailReceiver.start({}, authority.issue({ name: 'mail.elsewhere.example' }));
    const { code } = await failure(send(target(receiver.port)));
    expect(code).toBe('ALERT_UNREACHABLE');
    expect([receiver.mails, receiver.passwords]).toEqual([[], []]);
  });

  it('a server that offers no STARTTLS, or from which somebody took the offer away', async () => {
    receiver = await MailReceiver.start({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const { code } = await failure(send(target(receiver.port)));
    expect(code).toBe('ALERT_UNREACHABLE');
    expect([receiver.mails, receiver.passwords]).toEqual([[], []]);
  });
});

describe('what goes wrong is named', () => {
  it('a wrong password, without showing it', async () => {
    receiver = await MailReceiver.start({}, certificate);
    const { code, value, whole } = await failure(send(target(receiver.port, { password: 'wrong-pass-word' })));
    expect(code).toBe('ALERT_LOGIN_REFUSED');
    expect(value).toContain('Authentication failed');
    expect(whole).not.toContain('wrong-pass-word');
    expect(receiver.passwords).toContain('wrong-pass-word');
    expect(receiver.mails).toEqual([]);
  });

  it('a server that takes the connection and says nothing', async () => {
    const sockets = new Set<{ destroy(): void }>();
    mute = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => mute?.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const startedAt = performance.now();
    const { code } = await failure(send(target(port), [], AbortSignal.timeout(700)));
    expect(code).toBe('ALERT_UNREACHABLE');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
  });

  it('a port nobody listens on', async () => {
    receiver = await MailReceiver.start({}, certificate);
    const { port } = receiver;
    await receiver.stop();
    receiver = null;
    const { code, value } = await failure(send(target(port)));
    expect(code).toBe('ALERT_UNREACHABLE');
    expect(value).toContain('ECONNREFUSED');
  });

  it('no settings', async () => {
    const sending = createEmailSink({ target: () => null }).send(aNotice, aText, AbortSignal.timeout(1_000));
    expect((await failure(sending)).code).toBe('ALERT_NO_TARGET');
  });
});
