import type { ProxySentences } from '../sentence.ts';

/** English. */
export const proxyEn: ProxySentences = {
  PROXY_UNREACHABLE: {
    title: 'The proxy cannot be reached',
    help: 'Messages wait and are delivered once it is back. Ask whoever keeps the proxy whether it runs, and check its address in the configuration[: {{value}}].',
  },
  PROXY_CERTIFICATE: {
    title: 'The proxy’s certificate is not trusted',
    help: 'Nothing is sent through it, so messages wait. Name the authority of the proxy’s own certificate in the configuration (field ca)[: {{value}}].',
  },
  PROXY_AUTHENTICATION: {
    title: 'The proxy wants a user name and a password',
    help: 'Messages wait. Set them in the configuration, or correct them if they are there already[: {{value}}].',
  },
  PROXY_REFUSED: {
    title: 'The proxy does not let this connection through',
    help: 'Messages wait. Ask whoever keeps the proxy to allow the host on port 443; a 502 or 504 means that the proxy itself cannot reach the host[. Now: {{value}}].',
  },
  PROXY_BROKEN: {
    title: 'The proxy did not answer as a proxy does',
    help: 'Messages wait. Check that the address in the configuration is a proxy’s and that http or https fits it; it may also have broken off[: {{value}}].',
  },
  PAC_UNREADABLE: {
    title: 'The PAC file cannot be read',
    help: 'Which proxy to take is not known, so messages wait. Ask whoever keeps the file whether it is there, and check its address in the configuration[: {{value}}].',
  },
  PAC_FAILED: {
    title: 'The PAC file has a mistake',
    help: 'Which proxy to take is not known, so messages wait. It must be a script with a function FindProxyForURL that answers within two seconds. Ask whoever keeps the file[: {{value}}].',
  },
  PAC_UNUSABLE: {
    title: 'The PAC file names no way that can be used',
    help: 'Messages wait. The relay goes straight or through HTTP and HTTPS proxies, not through SOCKS. Ask whoever keeps the file to name such a way for this host[: {{value}}].',
  },
  WAY_HOST_UNREACHABLE: {
    title: 'The host itself was not reached',
    help: 'Nothing was sent, so messages to it wait. Ask whoever keeps the network or the proxy whether this computer may call it on port 443[: {{value}}].',
  },
  PROXY_NOT_SUPPORTED: {
    title: 'This kind of proxy cannot be used',
    help: 'The relay does not start. It goes through HTTP and HTTPS proxies, not through SOCKS. Name such a proxy in the configuration[; found: {{value}}].',
  },
  PROXY_SETTING_INVALID: {
    title: 'A proxy setting has a mistake',
    help: 'The relay does not start. It must be an address like http://proxy.example.com:8080. Correct it and start again[: {{value}}].',
  },
};
