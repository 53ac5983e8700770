import { beforeEach, describe, expect, it } from 'vitest';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import {
  askForCertificates,
  certificateDeskAnswered,
  listenToCertificates,
} from '#renderer/store/certificates-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { aDesk, aPlace } from '../fake-certificates.ts';

const initial = useConsole.getInitialState();
beforeEach(() => useConsole.setState(initial, true));

const named = (address: string): CertificateDesk => aDesk({ places: [aPlace({ address })] });
const shown = (): string | undefined => useConsole.getState().certificateDesk?.places[0]?.address;

describe('the certificate desk in the store', () => {
  it('is the newest one asked for, whatever order the answers come in', async () => {
    const answers: ((desk: CertificateDesk) => void)[] = [];
    const slow = () => new Promise<CertificateDesk>((done) => answers.push(done));
    const client = createConsoleClient(createFakeBridge({}, { 'certificates.desk': slow }));
    const first = askForCertificates(client, useConsole.getState());
    const second = askForCertificates(client, useConsole.getState());
    answers[1]?.(named('second'));
    await second;
    answers[0]?.(named('first'));
    await first;
    expect(shown()).toBe('second');
  });

  it('is not set back by a question from before an act', async () => {
    const answers: ((desk: CertificateDesk) => void)[] = [];
    const slow = () => new Promise<CertificateDesk>((done) => answers.push(done));
    const client = createConsoleClient(createFakeBridge({}, { 'certificates.desk': slow }));
    const asked = askForCertificates(client, useConsole.getState());
    certificateDeskAnswered(useConsole.getState(), named('after the act'));
    answers[0]?.(named('before the act'));
    await asked;
    expect(shown()).toBe('after the act');
  });

  it('stays as it was last seen when it cannot be asked, with the reason', async () => {
    let fails = false;
    const bridge = createFakeBridge(
      {},
      {
        'certificates.desk': () => {
          if (fails) throw new RelayError('RELAY_UNRESPONSIVE', 'no');
          return named('seen');
        },
      },
    );
    const client = createConsoleClient(bridge);
    const stops = listenToCertificates(client, useConsole.getState());
    await askForCertificates(client, useConsole.getState());
    fails = true;
    bridge.push('certificates.changed', null);
    await new Promise((done) => setTimeout(done, 5));
    expect(shown()).toBe('seen');
    expect(useConsole.getState().certificateDeskError?.code).toBe('RELAY_UNRESPONSIVE');
    for (const stop of stops) stop();
    expect(bridge.listenerCount()).toBe(0);
  });
});
