import { z } from 'zod';
import { ChannelId, IntegrationId } from '../domain/ids.ts';
import { ErrorCode } from '../errors/catalogue.ts';

/** A secret by value, environment variable, file or command. In the relay's start message only values occur. */
export const SecretSource = z.union([
  z.string().min(1),
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
  /** A program, by its absolute path, and its arguments; what it writes on standard output is the secret. */
  z.strictObject({ command: z.tuple([z.string().min(1).max(4_096)], z.string().max(4_096)).check(z.maxLength(64)) }),
]);
export type SecretSource = z.infer<typeof SecretSource>;

/** WeChat: the EncodingAESKey is exactly 43 characters from a-z, A-Z, 0-9 (message encryption). */
export const EncodingAesKey = z.string().regex(/^[A-Za-z0-9]{43}$/u);

/** `longestTextBytes` where a channel says nothing of it. */
export const defaultTextBytes = 2_048;

const httpUrl = z.url({ protocol: /^https?$/u });
const port = z.number().int().min(0).max(65_535);

function relayConfigOf<S extends z.ZodType>(secret: S) {
  const Listen = z.strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: port.default(0),
  });
  /** Certificate chain and key as PEM files, the leaf first. */
  const CertificateFiles = z.strictObject({
    certFile: z.string().min(1),
    keyFile: z.string().min(1),
    /** Of an encrypted key. */
    passphrase: secret.optional(),
  });
  /** The certificate is kept at the certificate desk; until it has one, the relay shows one of its own that nobody trusts. */
  const DeskDecides = z.strictObject({ desk: z.literal(true) });
  const OutsideListen = Listen.extend({
    /** The address WeChat and CXone use, when it differs from host and port (behind a proxy or tunnel). */
    publicUrl: httpUrl.optional(),
    /** Needed on any address but loopback unless `trustedProxy` is set. */
    tls: z.union([CertificateFiles, DeskDecides]).optional(),
    /** Address of the reverse proxy that terminates TLS. Its X-Forwarded-For is believed, nobody else's. */
    trustedProxy: z.union([z.ipv4(), z.ipv6()]).optional(),
  });
  /** A listener for CXone's calls alone, where it can be asked for a client certificate (mTLS). */
  const BoxListen = OutsideListen.extend({
    clientCertificate: z
      .strictObject({
        /** optional: looked at and noted when there is one. required: without the right one no byte of HTTP is read. */
        mode: z.enum(['optional', 'required']),
        /**
         * Authorities that may have signed it, PEM. Never the public ones: anybody can have a certificate of theirs. Of the
         * desk: only those that are brought there or made there; while there is none, nobody's certificate counts.
         */
        ca: z.union([secret, DeskDecides]),
        /** Header in which `trustedProxy` passes the verified certificate (URL-encoded PEM); only with a proxy. */
        header: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,64}$/u)
          .optional(),
      })
      .optional(),
  });
  /** Which certificate an integration's calls come with: one of a valid chain is not an identity yet. */
  const Pin = z.union([
    z.strictObject({ sha256: z.string().regex(/^[0-9A-Fa-f]{2}(?::?[0-9A-Fa-f]{2}){31}$/u) }),
    /** A DNS name, exactly as it stands among the certificate's alternative names. */
    z.strictObject({ san: z.string().min(1).max(253) }),
  ]);
  const Integration = z.strictObject({
    id: IntegrationId,
    name: z.string().min(1).max(200),
    /** The Integration ID that CXone shows after the BYOC form is saved. */
    integrationId: z.string().min(1).max(100),
    box: z.strictObject({
      clientId: z.string().min(1).max(200),
      clientSecret: secret,
      /** Two while CXone is being moved from one certificate to the next. */
      clientCertificates: z.array(Pin).max(10).default([]),
    }),
    cxone: z.strictObject({
      issuer: httpUrl.default('https://cxone.niceincontact.com'),
      apiBase: httpUrl.optional(),
      tenantId: z.string().min(1).optional(),
      clientId: z.string().min(1),
      clientSecret: secret,
      accessKeyId: z.string().min(1),
      accessKeySecret: secret,
    }),
  });
  /** A CXone template and the WeChat template message it becomes outside the reply window. */
  const Template = z.strictObject({
    /** The template's name in CXone. */
    name: z.string().min(1).max(200),
    /** WeChat's template_id. */
    templateId: z.string().min(1).max(200),
    /** WeChat field name ('thing1', 'first') to text; '{{variable}}' stands for a variable of the CXone template. */
    fields: z.record(z.string().regex(/^[A-Za-z0-9_]{1,64}$/u), z.string().max(500)),
    /** Opened when the end user taps the message. */
    url: httpUrl.optional(),
  });
  const Channel = z.strictObject({
    id: ChannelId,
    name: z.string().min(1).max(200),
    integration: IntegrationId,
    /** The channel's id in CXone (digital point of contact), a UUID chosen when it was created. */
    cxoneChannelId: z.string().min(1).max(100),
    /**
     * 'cxone': the channel does not exist in CXone yet. Pushes are taken in and kept, and nothing is attempted toward CXone
     * until it does.
     */
    waitsFor: z.literal('cxone').optional(),
    wechat: z.strictObject({
      appId: z.string().regex(/^wx[0-9a-f]{16}$/u),
      /** The account's own user name in pushes (ToUserName), 'gh_…'. */
      originalId: z.string().regex(/^gh_[A-Za-z0-9_-]{1,61}$/u),
      appSecret: secret,
      token: secret,
      encodingAesKey: secret.optional(),
      /** The key before the last change; accepted while pushes made with it may still be under way. */
      previousEncodingAesKey: secret.optional(),
      mode: z.enum(['security', 'compatible', 'plain']).default('security'),
      apiBase: httpUrl.default('https://api.weixin.qq.com'),
      /**
       * Longest text of one message, UTF-8 bytes; longer ones are sent in parts. WeChat's pages name no figure for an
       * official account.
       */
      longestTextBytes: z.number().int().min(200).max(8_192).default(defaultTextBytes),
      /** Replies WeChat allows after a message of the end user, and after a menu click, scan or follow. */
      repliesPerMessage: z.number().int().min(1).max(100).default(5),
      repliesPerAction: z.number().int().min(1).max(100).default(3),
      templates: z.array(Template).max(200).default([]),
    }),
    /** Language of the lines the relay writes itself: to the end user, and to the agent. */
    customerLanguage: z.enum(['en', 'nl', 'zh']).default('zh'),
    agentLanguage: z.enum(['en', 'nl', 'zh']).default('en'),
    /** What is done with a reply that went out and whose outcome is not known. */
    unconfirmed: z
      .strictObject({
        /** 'ask': an operator decides. 'send_again': once more, and the end user may read it twice. 'give_up': dead letter. */
        rule: z.enum(['ask', 'send_again', 'give_up']).default('ask'),
        /** What CXone is told meanwhile. 'failed' says that it may have arrived. */
        report: z.enum(['nothing', 'failed']).default('nothing'),
      })
      .prefault({}),
  });
  /** How calls leave: straight, through one proxy, or as the system says. */
  const Proxy = z.union([
    z.literal('direct'),
    z.strictObject({
      kind: z.literal('fixed'),
      /** 'http://proxy.example.com:8080'; https when we speak TLS to the proxy itself. Nothing behind the port. */
      url: z.string().regex(/^https?:\/\/(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?\/?$/u),
      /** Authorities of an https proxy's own certificate in place of the public ones, PEM. */
      ca: secret.optional(),
      /** Authorities, PEM, of a proxy that opens TLS and signs anew: they count beside the others for hosts behind it. */
      trustedCa: secret.optional(),
      /** Sent to the proxy alone (Basic). */
      username: z.string().min(1).max(200).optional(),
      password: secret.optional(),
    }),
    /**
     * Headless: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. Inside the console: what the operating system says for
     * each host at the start.
     */
    z.strictObject({ kind: z.literal('system') }),
    /** As a PAC file says for each address, asked anew from time to time; its http(s) address, or its absolute path. */
    z.strictObject({ kind: z.literal('pac'), source: z.string().min(1).max(4_096) }),
  ]);
  return z.strictObject({
    listen: z
      .strictObject({
        public: OutsideListen.prefault({}),
        /** When set, CXone's calls are served here and nowhere else. */
        box: BoxListen.optional(),
        admin: Listen.prefault({}),
      })
      .prefault({}),
    /** 32 random bytes in Base64: the key of the encrypted store. */
    storeKey: secret,
    integrations: z.array(Integration).max(100),
    channels: z.array(Channel).max(500),
    /** How long things are kept, days. Nothing that waits or needs a decision is removed before `openDays`. */
    retention: z
      .strictObject({
        /** Delivered, expired and discarded messages. */
        messageDays: z.number().int().min(3).max(3_650).default(90),
        /** Dead letters, unconfirmed and quarantined messages. */
        openDays: z.number().int().min(3).max(3_650).default(365),
        /** Pictures, voices, videos and files; the message itself stays. */
        mediaDays: z.number().int().min(3).max(3_650).default(30),
      })
      .prefault({}),
    outbound: z
      .strictObject({
        /** For every host without one of its own; left out: direct. Names of this computer are always called directly. */
        proxy: Proxy.optional(),
      })
      .optional(),
    /** What outgoing calls to one host need beyond the public trust store: a company's own proxy, for one. */
    destinations: z
      .array(
        z.strictObject({
          /** As it stands in the address, without port. */
          host: z.string().min(1).max(253),
          /** Certificate authorities trusted for this host in place of the public ones, PEM. */
          ca: secret.optional(),
          /** What we show to a host that asks who calls. */
          clientCertificate: CertificateFiles.optional(),
          /** In place of `outbound.proxy`. */
          proxy: Proxy.optional(),
        }),
      )
      .max(50)
      .default([]),
    /** Allows http and private addresses as targets. Only for the sandbox and for tests. */
    allowPrivateTargets: z.boolean().default(false),
  });
}

/** relay.json as an operator writes it. */
export const RelayConfigFile = relayConfigOf(SecretSource);
export type RelayConfigFile = z.infer<typeof RelayConfigFile>;

/** A channel that cannot run for want of a secret, its own or its integration's. */
export const UnsetChannel = z.strictObject({
  id: ChannelId,
  name: z.string(),
  integration: IntegrationId,
  integrationName: z.string(),
  code: ErrorCode,
  /** Which field, and what is wrong with it; never what stands in it. */
  field: z.string(),
});
export type UnsetChannel = z.infer<typeof UnsetChannel>;

/** The same with every secret resolved: what the relay runs on. Channels that want for one stand in `unset` only. */
export const RelayConfig = relayConfigOf(z.string().min(1)).extend({ unset: z.array(UnsetChannel).optional() });
export type RelayConfig = z.infer<typeof RelayConfig>;
export type IntegrationConfig = RelayConfig['integrations'][number];
export type ProxyRule = NonNullable<NonNullable<RelayConfig['outbound']>['proxy']>;
export type FixedProxy = Extract<ProxyRule, { kind: 'fixed' }>;
export type ChannelConfig = RelayConfig['channels'][number];
export type OutsideListen = RelayConfig['listen']['public'];
export type TlsFiles = Exclude<NonNullable<OutsideListen['tls']>, { desk: true }>;
export type BoxListen = NonNullable<RelayConfig['listen']['box']>;
export type CertificatePin = IntegrationConfig['box']['clientCertificates'][number];
