import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ConsoleClient } from '../lib/console-client.ts';
import type { CertificatesSlice } from './certificates-slice.ts';

type Told = Pick<CertificatesSlice, 'certificateDeskTold' | 'certificateDeskFailed'>;

let newest = 0;

/** Asks for the whole desk. Of several questions under way only the newest counts, so that an older answer cannot come last. */
export async function askForCertificates(client: ConsoleClient, state: Told): Promise<void> {
  newest += 1;
  const mine = newest;
  try {
    const desk = await client.invoke('certificates.desk', null);
    if (mine === newest) state.certificateDeskTold(desk);
  } catch (thrown) {
    if (mine === newest) state.certificateDeskFailed(toRelayError(thrown));
  }
}

/** An act answered with the desk as it is now: what was asked before it is older. */
export function certificateDeskAnswered(state: Told, desk: Parameters<Told['certificateDeskTold']>[0]): void {
  newest += 1;
  state.certificateDeskTold(desk);
}

/** What the relay tells of its certificates becomes state. Returns a function for each notice that ends it. */
export function listenToCertificates(client: ConsoleClient, state: Told): readonly (() => void)[] {
  return [client.on('certificates.changed', () => void askForCertificates(client, state))];
}
