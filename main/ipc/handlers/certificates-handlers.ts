import type { certificateActs, certificateQuestions } from '#shared/contract/certificates-contract.ts';
import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import { operatorName } from '../operator-name.ts';

/** A text that may be given away: a certificate with its chain, or a request. Never a key. */
export interface PublicPem {
  readonly what: 'certificate' | 'request';
  /** SHA-256 of a certificate, or the request's id. */
  readonly id: string;
  readonly pem: string;
}

export interface CertificatesHandlerDeps {
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  /** Asks where to save and writes the file. Null: called off. Throws FILE_NOT_SAVED. */
  readonly savePem: (text: PublicPem) => Promise<string | null>;
}

type CertificatesHandlers = Pick<
  Handlers<ConsoleContract>,
  keyof typeof certificateQuestions | keyof typeof certificateActs | 'certificates.save'
>;

/** The certificate desk and the credentials: the relay answers; who acts is the user of this computer. */
export function certificatesHandlers({ client, savePem }: CertificatesHandlerDeps): CertificatesHandlers {
  return {
    'certificates.desk': (input) => client.invoke('certificates.desk', input),
    'certificates.examine': (input) => client.invoke('certificates.examine', input),
    'certificates.requestText': (input) => client.invoke('certificates.requestText', input),
    'certificates.text': (input) => client.invoke('certificates.text', input),
    'certificates.bring': (input) => client.invoke('certificates.bring', { ...input, by: operatorName() }),
    'certificates.try': (input) => client.invoke('certificates.try', { ...input, by: operatorName() }),
    'certificates.activate': (input) => client.invoke('certificates.activate', { ...input, by: operatorName() }),
    'certificates.goBack': (input) => client.invoke('certificates.goBack', { ...input, by: operatorName() }),
    'certificates.endWatch': (input) => client.invoke('certificates.endWatch', { ...input, by: operatorName() }),
    'certificates.remove': (input) => client.invoke('certificates.remove', { ...input, by: operatorName() }),
    'certificates.request': (input) => client.invoke('certificates.request', { ...input, by: operatorName() }),
    'certificates.cancelRequest': (input) =>
      client.invoke('certificates.cancelRequest', { ...input, by: operatorName() }),
    'certificates.makeAuthority': (input) =>
      client.invoke('certificates.makeAuthority', { ...input, by: operatorName() }),
    'certificates.issueClient': (input) => client.invoke('certificates.issueClient', { ...input, by: operatorName() }),
    'certificates.revoke': (input) => client.invoke('certificates.revoke', { ...input, by: operatorName() }),
    'certificates.save': async ({ what, id }) => {
      const { pem } =
        what === 'certificate'
          ? await client.invoke('certificates.text', { sha256: id })
          : await client.invoke('certificates.requestText', { id });
      const path = await savePem({ what, id, pem });
      // The file is there, whether or not the relay is still there to note it.
      if (path !== null) await client.invoke('certificates.saved', { what, id, by: operatorName() }).catch(() => null);
      return { path };
    },
    'credentials.desk': (input) => client.invoke('credentials.desk', input),
    'credentials.test': (input) => client.invoke('credentials.test', { ...input, by: operatorName() }),
    'credentials.set': (input) => client.invoke('credentials.set', { ...input, by: operatorName() }),
    'credentials.useConfig': (input) => client.invoke('credentials.useConfig', { ...input, by: operatorName() }),
    'credentials.makeBoxSecret': (input) =>
      client.invoke('credentials.makeBoxSecret', { ...input, by: operatorName() }),
    'credentials.endBoxSecret': (input) => client.invoke('credentials.endBoxSecret', { ...input, by: operatorName() }),
  };
}
