import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { demand, TenantRefusal } from './refusal.ts';

/** The BYOC form (ACD > Digital > Bring Your Own Channel > Add). Empty text: the field was left empty. */
export const IntegrationBody = z.strictObject({
  name: z.string().max(2_000),
  boxUrl: z.string().max(4_000),
  authorizationUrl: z.string().max(4_000).default(''),
  addUrl: z.string().max(4_000).default(''),
  reconnectUrl: z.string().max(4_000).default(''),
  removeUrl: z.string().max(4_000).default(''),
  clientId: z.string().max(2_000),
  clientSecret: z.string().max(2_000),
  clientCertificate: z.string().max(100_000).default(''),
  privateKey: z.string().max(100_000).default(''),
  caCertificate: z.string().max(200_000).default(''),
  color: z.string().max(200).default('#07c160'),
  icon: z.string().max(200).default('wechat'),
  digital3Outbound: z.boolean().default(true),
});
export type IntegrationBody = z.output<typeof IntegrationBody>;

/** Addresses the form asks to be complete URLs, and whether they may be left empty. */
const urlFields = [
  ['boxUrl', false],
  ['authorizationUrl', true],
  ['addUrl', true],
  ['reconnectUrl', true],
  ['removeUrl', true],
] as const;

/** Throws TenantRefusal for the first rule of the form that is not kept; otherwise the form with its blanks cut off. */
export function checkIntegration(body: IntegrationBody, otherNames: readonly string[], nowMs: number): IntegrationBody {
  const form = trimmed(body);
  demand(form.name !== '', 'required', 'name', 'The integration needs a name.');
  demand(form.name.length <= 200, 'too_long', 'name', 'The name is longer than 200 characters.');
  const isTaken = otherNames.some((other) => other.toLowerCase() === form.name.toLowerCase());
  demand(!isTaken, 'name_taken', 'name', 'Another integration has this name.');
  for (const [field, mayBeEmpty] of urlFields) {
    if (form[field] === '') demand(mayBeEmpty, 'required', field, 'The integration box URL is needed.');
    else checkUrl(form[field], field);
  }
  for (const field of ['clientId', 'clientSecret'] as const) {
    demand(form[field] !== '', 'required', field, 'Client ID and client secret are needed for message callbacks.');
  }
  checkCertificates(form, nowMs);
  demand(/^#[0-9a-f]{6}$/iu.test(form.color), 'color_form', 'color', 'A colour is written as # and six hex digits.');
  demand(form.icon !== '', 'required', 'icon', 'The button on Digital points of contact needs an icon.');
  return form;
}

function trimmed(body: IntegrationBody): IntegrationBody {
  const entries = Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]);
  return Object.fromEntries(entries) as IntegrationBody;
}

function checkUrl(text: string, field: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.username === '' && url.password === '' && url.hash === '' && url.hostname !== '';
  if (!isPlain || !/^https?:\/\//iu.test(text)) {
    throw new TenantRefusal(
      'url_form',
      field,
      'A fully qualified URL is needed, as https://relay.example.com/integration.',
    );
  }
  // Within the sandbox everything is on this machine, where there are no certificates; elsewhere there is no exception.
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  demand(
    url.protocol === 'https:' || isLoopback,
    'url_not_https',
    field,
    'Message callbacks are made over HTTPS only.',
  );
}

/** All three or none, and what is there can be used. */
function checkCertificates({ clientCertificate, privateKey, caCertificate }: IntegrationBody, nowMs: number): void {
  const fields = { clientCertificate, privateKey, caCertificate };
  const empty = Object.entries(fields).filter(([, text]) => text === '');
  if (empty.length === 3) return;
  const [firstEmpty] = empty;
  if (firstEmpty) {
    throw new TenantRefusal(
      'mtls_all_or_none',
      firstEmpty[0],
      'Client certificate, private key and CA certificate are given together, or all left empty.',
    );
  }
  const certificate = readCertificates(clientCertificate)?.[0];
  if (!certificate)
    throw new TenantRefusal('mtls_certificate', 'clientCertificate', 'This is no X.509 certificate in PEM.');
  const key = readKey(privateKey);
  if (!key) throw new TenantRefusal('mtls_key', 'privateKey', 'This is no unencrypted private key in PEM.');
  const authorities = readCertificates(caCertificate);
  if (authorities?.every(({ ca }) => ca) !== true) {
    throw new TenantRefusal('mtls_authority', 'caCertificate', 'This is no certificate of an authority in PEM.');
  }
  demand(
    certificate.checkPrivateKey(key),
    'mtls_key_mismatch',
    'privateKey',
    'The key belongs to another certificate.',
  );
  const isOver = Date.parse(certificate.validTo) <= nowMs;
  demand(!isOver, 'mtls_expired', 'clientCertificate', 'The client certificate has run out.');
}

/** Undefined when there is none, or one that cannot be read. */
function readCertificates(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu);
  if (!blocks) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    // What cannot be read is refused by the caller, with the field's name.
    return undefined;
  }
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // As above; an encrypted key ends here too.
    return undefined;
  }
}
