import type { SandboxClock } from '../../kit/clock.ts';
import { createHttpClient } from '../../kit/http-client.ts';
import type { HttpClient, ClientCredentials } from '../../kit/http-client.ts';
import type { BoxClient } from '../box-client.ts';
import type { IntegrationOptions } from '../tenant.ts';
import type { IntegrationBody } from './integration-rules.ts';
import type { TenantBook } from './tenant-book.ts';

/** A BYOC integration that an administrator registered with the form. */
export interface RegisteredIntegration {
  /** As the Box API's client knows it. The same object for good: a change is seen by who holds it. */
  options: IntegrationOptions;
  /** As it was saved. The client secret and the private key never leave the tenant. */
  form: IntegrationBody;
  savedAt: number;
}

/**
 * The tenant's BYOC integrations: those it began with, and those registered later. From its registration on the tenant
 * calls an integration's Box API at the URL given, with the credentials given.
 */
export interface IntegrationRegistry {
  /** All of them, as one list that grows and shrinks. */
  readonly list: readonly IntegrationOptions[];
  find(integrationId: string): IntegrationOptions | undefined;
  registered(integrationId: string): RegisteredIntegration | undefined;
  /** Those registered with the form, oldest first. */
  allRegistered(): RegisteredIntegration[];
  /** Without an id: a new one, whose Integration ID the tenant draws. */
  save(form: IntegrationBody, integrationId?: string): RegisteredIntegration;
  remove(integrationId: string): void;
  /** Whether the box URL is the registered one, not where the sandbox was told the relay is. */
  isRegistered(key: string): boolean;
  stop(): void;
}

interface Parts {
  given: readonly IntegrationOptions[];
  book: TenantBook;
  clock: SandboxClock;
  boxes: Map<string, BoxClient>;
  /** `client`: its own, when it shows a certificate. */
  makeBox: (integration: IntegrationOptions, client?: HttpClient) => BoxClient;
}

export function createIntegrationRegistry({ given, book, clock, boxes, makeBox }: Parts): IntegrationRegistry {
  const list: IntegrationOptions[] = [...given];
  const registered = new Map<string, RegisteredIntegration>();
  const clients = new Map<string, HttpClient>();
  let lastNumber = 0;

  const dropClient = (key: string): void => {
    clients.get(key)?.stop();
    clients.delete(key);
  };

  const connect = ({ options, form }: RegisteredIntegration): void => {
    dropClient(options.key);
    const credentials = credentialsOf(form);
    const client = createHttpClient(clock, 16, credentials);
    clients.set(options.key, client);
    const box = makeBox(options, client);
    box.setBaseUrl(form.boxUrl);
    boxes.set(options.key, box);
  };

  return {
    list,
    find: (integrationId) => list.find((candidate) => candidate.integrationId === integrationId),
    registered: (integrationId) => registered.get(integrationId),
    allRegistered: () => [...registered.values()],
    isRegistered: (key) => clients.has(key),
    save(form, integrationId) {
      const known = integrationId === undefined ? undefined : registered.get(integrationId);
      const options = known?.options ?? newOptions(form, `registered-${(lastNumber += 1)}`, book.newUuid());
      Object.assign(options, {
        name: form.name,
        box: { clientId: form.clientId, clientSecret: form.clientSecret },
        replyVersion: form.digital3Outbound ? '2.0' : '1.0',
        authorizationUrl: form.authorizationUrl === '' ? undefined : form.authorizationUrl,
      } satisfies Partial<IntegrationOptions>);
      const saved = { options, form, savedAt: clock.stampNow() };
      registered.set(options.integrationId, saved);
      if (!known) list.push(options);
      connect(saved);
      book.changed('integrations');
      return saved;
    },
    remove(integrationId) {
      const known = registered.get(integrationId);
      if (!known) return;
      registered.delete(integrationId);
      list.splice(list.indexOf(known.options), 1);
      boxes.delete(known.options.key);
      dropClient(known.options.key);
      book.changed('integrations');
    },
    stop() {
      for (const key of [...clients.keys()]) dropClient(key);
    },
  };
}

function newOptions(form: IntegrationBody, key: string, integrationId: string): IntegrationOptions {
  return {
    key,
    name: form.name,
    integrationId,
    clientId: '',
    clientSecret: '',
    accessKeyId: '',
    accessKeySecret: '',
    box: { clientId: form.clientId, clientSecret: form.clientSecret },
    replyVersion: '2.0',
  };
}

function credentialsOf({
  clientCertificate,
  privateKey,
  caCertificate,
}: IntegrationBody): ClientCredentials | undefined {
  if (clientCertificate === '') return undefined;
  return { cert: clientCertificate, key: privateKey, ca: caCertificate };
}
