import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/** Where the relay listens, as typed. */
const Listening = z.object({
  /** An address of this computer; '0.0.0.0' and '::' stand for all of them. */
  host: typed(300),
  /** Empty: the system chooses one, and it stays. */
  port: typed(10),
  /**
   * 'none': http, on this computer alone or behind the proxy named here. 'desk': the certificate desk keeps the certificate.
   * 'files': files that relay.json names; only shown, never to be chosen for a listener of its own.
   */
  tls: z.enum(['none', 'desk', 'files']),
  /** Address of the reverse proxy that ends TLS; empty when there is none. */
  trustedProxy: typed(100),
});

export const ListenForm = Listening.extend({
  /** False: as relay.json says; without one, this computer alone on a port that the system chose. */
  own: z.boolean(),
});
export type ListenForm = z.infer<typeof ListenForm>;

/** A listener for CXone's calls alone. */
export const BoxListenForm = Listening.extend({
  /** 'given': as relay.json says. 'none': CXone calls where WeChat does. 'own': as typed here. */
  use: z.enum(['given', 'none', 'own']),
  /** The address CXone uses. */
  publicUrl: typed(2_000),
  /** Whether CXone is asked for a client certificate there. Authorities are those of the certificate desk. */
  clientCertificate: z.enum(['none', 'optional', 'required']),
  /** Header in which the trusted proxy passes the verified certificate; empty without one. */
  header: typed(100),
});
export type BoxListenForm = z.infer<typeof BoxListenForm>;

/** Which way calls leave, as typed. The password is in the vault: owner 'relay', this id, 'proxy_password'. */
export const WayForm = z.object({
  id: setupId,
  /** As it stands in the address, without port; empty: for every host without a way of its own. */
  host: typed(300),
  /** 'system': as the operating system says. 'pac': as a PAC file says. */
  kind: z.enum(['direct', 'fixed', 'system', 'pac']),
  /** Of a fixed proxy: 'http://proxy.example.com:8080'. */
  url: typed(2_000),
  username: typed(300),
  /** Authorities of an https proxy's own certificate, PEM; empty: the public ones. */
  ca: typed(200_000),
  /** Authorities, PEM, of a proxy that opens TLS and signs anew; empty: none. */
  trustedCa: typed(200_000),
  /** Of a PAC file: its http(s) address, or its absolute path on this computer. */
  pac: typed(4_096),
});
export type WayForm = z.infer<typeof WayForm>;

/** How long things are kept, whole days as typed. */
export const KeepForm = z.object({
  /** False: as relay.json says; without one, the product's own figures. */
  own: z.boolean(),
  messageDays: typed(10),
  openDays: typed(10),
  mediaDays: typed(10),
});
export type KeepForm = z.infer<typeof KeepForm>;

/** What the relay runs on beside integrations and channels, as typed, right or wrong. */
export const RelayForm = z.object({
  listen: ListenForm,
  box: BoxListenForm,
  out: z.object({
    /** False: as relay.json says; without one, straight. */
    own: z.boolean(),
    /** The first is for every host without one of its own. */
    ways: z.array(WayForm).min(1).max(50),
  }),
  keep: KeepForm,
});
export type RelayForm = z.infer<typeof RelayForm>;

export const emptyWay = (id: string): WayForm => ({
  id,
  host: '',
  kind: 'direct',
  url: '',
  username: '',
  ca: '',
  trustedCa: '',
  pac: '',
});

/** Nothing of it set here: relay.json and the product's own figures count. */
export const emptyRelayForm = (): RelayForm => ({
  listen: { own: false, host: '127.0.0.1', port: '', tls: 'none', trustedProxy: '' },
  box: {
    use: 'given',
    host: '127.0.0.1',
    port: '',
    tls: 'none',
    trustedProxy: '',
    publicUrl: '',
    clientCertificate: 'none',
    header: '',
  },
  out: { own: false, ways: [emptyWay('default')] },
  keep: { own: false, messageDays: '90', openDays: '365', mediaDays: '30' },
});
