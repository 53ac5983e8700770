import type { FieldProblem } from '../domain/setup/finding.ts';
import type { IntegrationForm } from '../domain/setup/integration-form.ts';
import { addressParts, checkAddress } from './addresses.ts';
import { checkPublicUrl, cleanPublicUrl } from './address-rules.ts';
import { errorAt, hasErrors, missingSecrets, secretField, secretOf, warningAt, type SetupContext } from './context.ts';
import { checkName, isFilled } from './names.ts';
import { isCertificatePem } from './pem.ts';

/** What is handed out to CXone, field by field; null where it is not known yet. */
export interface IntegrationUrls {
  readonly box: string | null;
  readonly authorization: string | null;
  readonly add: string | null;
  readonly reconnect: string | null;
  readonly remove: string | null;
}

type UrlField = 'boxUrl' | 'authorizationUrl' | 'addUrl' | 'reconnectUrl' | 'removeUrl';
const urlFields: readonly UrlField[] = ['boxUrl', 'authorizationUrl', 'addUrl', 'reconnectUrl', 'removeUrl'];

/** Fields that CXone's administrator does not need: how we call CXone, and what only CXone can tell. */
const oursAlone = /^(?:cxone\.|integrationId$|secrets\.cxone_)/u;

/**
 * The addresses as CXone gets them. Empty fields: the box and Add are made from the public address; Authorization is the
 * integration box URL, Reconnect and Remove are Add (CXone: BYOC form).
 */
export function integrationUrls(form: IntegrationForm, publicUrl: string | null): IntegrationUrls {
  const base = publicUrl === null || !isFilled(publicUrl) ? null : cleanPublicUrl(publicUrl);
  const typed = (text: string): string | null => (isFilled(text) ? text.trim() : null);
  const box = typed(form.boxUrl) ?? (base === null ? null : `${base}/integration/box`);
  const add = typed(form.addUrl) ?? (base === null ? null : `${base}/integration/add`);
  return {
    box,
    authorization: typed(form.authorizationUrl) ?? box,
    add,
    reconnect: typed(form.reconnectUrl) ?? add,
    remove: typed(form.removeUrl) ?? add,
  };
}

/**
 * Everything that is wrong with an integration as typed, in the order of the form. Without an error the relay may run on it.
 * Secrets stand under 'secrets.{name}'. Whether the certificates fit one another is not asked here (SETUP_MTLS_MISMATCH).
 */
export function checkIntegration(form: IntegrationForm, ctx: SetupContext): FieldProblem[] {
  return [
    ...checkName('name', form.name, otherNames(form, ctx)),
    ...checkUrls(form, ctx),
    ...checkClient(form, ctx),
    ...checkMutualTls(form, ctx),
    ...(/^#[0-9a-f]{6}$/iu.test(form.color.trim()) ? [] : [errorAt('color', 'SETUP_COLOR_FORM')]),
    ...checkIntegrationId(form, ctx),
    ...checkAccess(form, ctx),
  ];
}

/** Everything the hand-over sheet needs is there and right; what comes back from CXone may still be missing. */
export function canHandOver(form: IntegrationForm, ctx: SetupContext): boolean {
  return !hasErrors(checkIntegration(form, ctx).filter(({ field }) => !oursAlone.test(field)));
}

/** As the relay runs on it: no spaces around what was pasted. */
export function cleanIntegration(form: IntegrationForm): IntegrationForm {
  const { issuer, apiBase, tenantId, clientId, accessKeyId } = form.cxone;
  return {
    ...form,
    name: form.name.trim(),
    boxUrl: form.boxUrl.trim(),
    authorizationUrl: form.authorizationUrl.trim(),
    addUrl: form.addUrl.trim(),
    reconnectUrl: form.reconnectUrl.trim(),
    removeUrl: form.removeUrl.trim(),
    clientId: form.clientId.trim(),
    clientCertificate: form.clientCertificate.trim(),
    caCertificate: form.caCertificate.trim(),
    color: form.color.trim().toLowerCase(),
    integrationId: form.integrationId.trim(),
    cxone: {
      issuer: issuer.trim(),
      apiBase: apiBase.trim(),
      tenantId: tenantId.trim(),
      clientId: clientId.trim(),
      accessKeyId: accessKeyId.trim(),
    },
  };
}

function otherNames({ id }: IntegrationForm, { book, given }: SetupContext): string[] {
  return [
    ...book.integrations.filter(({ draft }) => draft.id !== id).map(({ draft }) => draft.name),
    ...given.integrations.filter((one) => one.id !== id).map(({ name }) => name),
  ];
}

function checkUrls(form: IntegrationForm, { publicUrl, allowPrivate }: SetupContext): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of urlFields) {
    const text = form[field];
    if (isFilled(text)) {
      const found = checkAddress(field, text, { allowPrivate, isBase: field === 'boxUrl' });
      problems.push(
        ...(found.length > 0 || isAtRelay(text, publicUrl) ? found : [warningAt(field, 'SETUP_URL_ELSEWHERE')]),
      );
    } else if (field === 'boxUrl' || field === 'addUrl') problems.push(...checkMadeUrl(field, publicUrl, allowPrivate));
  }
  return problems;
}

/** An empty field stands for an address made from the public one; that one has to be right then. */
function checkMadeUrl(field: UrlField, publicUrl: string | null, allowPrivate: boolean): FieldProblem[] {
  if (publicUrl === null || !isFilled(publicUrl)) return [errorAt(field, 'SETUP_PUBLIC_ADDRESS_MISSING')];
  return checkPublicUrl(publicUrl, allowPrivate).map((problem) => ({ ...problem, field }));
}

/** Another server than the relay answers there, as far as is known. */
function isAtRelay(text: string, publicUrl: string | null): boolean {
  const own = publicUrl === null ? null : addressParts(cleanPublicUrl(publicUrl));
  const typed = addressParts(text.trim());
  if (own === null || typed === null) return true;
  return own.host === typed.host && portOf(own) === portOf(typed) && typed.path.startsWith(own.path);
}

const portOf = ({ scheme, port }: { scheme: 'http' | 'https'; port: number | null }): number =>
  port ?? (scheme === 'https' ? 443 : 80);

/** Visible characters of a keyboard but the colon, which ends a name in HTTP's own way of showing it. */
const clientIdForm = /^[\x21-\x39\x3b-\x7e]{1,200}$/u;

function checkClient(form: IntegrationForm, { book, secrets }: SetupContext): FieldProblem[] {
  const clientId = form.clientId.trim();
  const problems: FieldProblem[] = [];
  if (clientId === '') problems.push(errorAt('clientId', 'SETUP_REQUIRED'));
  else if (!clientIdForm.test(clientId)) problems.push(errorAt('clientId', 'SETUP_CLIENT_ID_FORM'));
  else {
    const other = book.integrations.find(({ draft }) => draft.id !== form.id && draft.clientId.trim() === clientId);
    if (other !== undefined) problems.push(errorAt('clientId', 'SETUP_CLIENT_ID_TAKEN', other.draft.name.trim()));
  }
  return [...problems, ...missingSecrets(secrets, { owner: 'integration', ownerId: form.id }, ['box_secret'])];
}

/** CXone's client certificate, its private key and the CA certificate: all three or none (CXone: BYOC form). */
function checkMutualTls(form: IntegrationForm, { secrets }: SetupContext): FieldProblem[] {
  const hasKey = secretOf(secrets, { owner: 'integration', ownerId: form.id }, 'mtls_key') !== null;
  const filled = {
    clientCertificate: isFilled(form.clientCertificate),
    [secretField('mtls_key')]: hasKey,
    caCertificate: isFilled(form.caCertificate),
  };
  const hasSome = Object.values(filled).includes(true);
  const problems = Object.entries(filled)
    .filter(([, isThere]) => hasSome && !isThere)
    .map(([field]) => errorAt(field, 'SETUP_MTLS_ALL_OR_NONE'));
  if (filled.clientCertificate && !isCertificatePem(form.clientCertificate)) {
    problems.push(errorAt('clientCertificate', 'SETUP_MTLS_CERTIFICATE'));
  }
  if (filled.caCertificate && !isCertificatePem(form.caCertificate)) {
    problems.push(errorAt('caCertificate', 'SETUP_MTLS_AUTHORITY'));
  }
  return problems;
}

function checkIntegrationId(form: IntegrationForm, { book, given }: SetupContext): FieldProblem[] {
  const integrationId = form.integrationId.trim();
  if (integrationId === '') return [errorAt('integrationId', 'SETUP_INTEGRATION_ID_MISSING')];
  if (!/^[A-Za-z0-9_-]{1,100}$/u.test(integrationId)) return [errorAt('integrationId', 'SETUP_INTEGRATION_ID_FORM')];
  const others = [
    ...book.integrations.filter(({ draft }) => draft.id !== form.id).map(({ draft }) => draft),
    ...given.integrations.filter(({ id }) => id !== form.id),
  ];
  const other = others.find((one) => one.integrationId.trim().toLowerCase() === integrationId.toLowerCase());
  return other === undefined ? [] : [errorAt('integrationId', 'SETUP_INTEGRATION_ID_TAKEN', other.name.trim())];
}

/** How we call CXone. */
function checkAccess(form: IntegrationForm, { secrets, allowPrivate }: SetupContext): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of ['issuer', 'apiBase'] as const) {
    const text = form.cxone[field];
    if (isFilled(text)) problems.push(...checkAddress(`cxone.${field}`, text, { allowPrivate, isBase: true }));
  }
  for (const field of ['tenantId', 'clientId', 'accessKeyId'] as const) {
    const text = form.cxone[field].trim();
    if (text === '') {
      if (field !== 'tenantId') problems.push(errorAt(`cxone.${field}`, 'SETUP_REQUIRED'));
    } else if (!/^[\x21-\x7e]+$/u.test(text)) problems.push(errorAt(`cxone.${field}`, 'SETUP_VALUE_UNSEEN'));
  }
  return [
    ...problems,
    ...missingSecrets(secrets, { owner: 'integration', ownerId: form.id }, [
      'cxone_client_secret',
      'cxone_access_key_secret',
    ]),
  ];
}
