import { describe, expect, it } from 'vitest';
import { createArrivedUnder } from '#relay/http/arrived-under.ts';

const publicUrl = 'https://relay.veerpont.nl/wechat-relay/';
const base = 'https://relay.veerpont.nl/wechat-relay';

interface Came {
  readonly host?: string;
  readonly forwarded?: string;
  readonly from?: string;
}

function under(
  { host, forwarded, from = '127.0.0.1' }: Came,
  trustedProxy?: string,
  url: string | undefined = publicUrl,
) {
  const listen = {
    host: '0.0.0.0',
    port: 0,
    ...(url !== '' && { publicUrl: url }),
    ...(trustedProxy !== undefined && { trustedProxy }),
  };
  const headers = {
    ...(host !== undefined && { host }),
    ...(forwarded !== undefined && { 'x-forwarded-host': forwarded }),
  };
  const raw = { headers, socket: { remoteAddress: from } };
  return createArrivedUnder(listen)({ raw } as unknown as Parameters<ReturnType<typeof createArrivedUnder>>[0]);
}

describe('the address a request came under', () => {
  it.each<[string, Came, string | undefined, string | null]>([
    ['the public name', { host: 'relay.veerpont.nl' }, undefined, base],
    ['in whatever case', { host: 'Relay.Veerpont.NL' }, undefined, base],
    ['with the port that its address leaves out', { host: 'relay.veerpont.nl:443' }, undefined, base],
    [
      'which a proxy may name too',
      { host: '127.0.0.1:80', forwarded: 'Relay.veerpont.nl:443', from: '10.0.0.7' },
      '10.0.0.7',
      base,
    ],
    [
      'another port is another address',
      { host: 'relay.veerpont.nl:8443' },
      undefined,
      'https://relay.veerpont.nl:8443',
    ],
    ['this computer’s own name hides it', { host: '127.0.0.1:8080' }, undefined, null],
    ['so does localhost', { host: 'localhost:8080' }, undefined, null],
    ['and IPv6', { host: '[::1]:8080' }, undefined, null],
    ['and the listener’s own', { host: '0.0.0.0:8080' }, undefined, null],
    ['no name at all', {}, undefined, null],
    [
      'a stranger’s forwarded name says nothing',
      { host: '127.0.0.1:80', forwarded: 'relay.veerpont.nl' },
      undefined,
      null,
    ],
    [
      'nor does one that does not come from the proxy',
      { host: '127.0.0.1:80', forwarded: 'relay.veerpont.nl', from: '10.0.0.8' },
      '10.0.0.7',
      null,
    ],
    [
      'the trusted proxy’s does',
      { host: '127.0.0.1:80', forwarded: 'relay.veerpont.nl', from: '10.0.0.7' },
      '10.0.0.7',
      base,
    ],
    [
      'an IPv4 proxy seen over IPv6 is the same',
      { host: '127.0.0.1:80', forwarded: 'relay.veerpont.nl', from: '::ffff:10.0.0.7' },
      '10.0.0.7',
      base,
    ],
    [
      'the last of several is the proxy’s own',
      { host: 'relay.veerpont.nl', forwarded: 'a.example.org, Old.example.org', from: '10.0.0.7' },
      '10.0.0.7',
      'https://old.example.org',
    ],
    ['an old name that still leads here', { host: 'old.example.org' }, undefined, 'https://old.example.org'],
    [
      'what is no name is passed over',
      { host: 'relay.veerpont.nl', forwarded: '<b>', from: '10.0.0.7' },
      '10.0.0.7',
      base,
    ],
    ['nor is one without end', { host: `${'a'.repeat(300)}.org` }, undefined, null],
  ])('%s', (_case, came, proxy, expected) => {
    expect(under(came, proxy)).toBe(expected);
  });

  it('is not told apart while none is configured', () => {
    expect(under({ host: 'relay.veerpont.nl' }, undefined, '')).toBeNull();
  });
});
