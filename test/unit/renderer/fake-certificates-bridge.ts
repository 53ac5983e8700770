import type { BroughtFile } from '#shared/contract/certificates-contract.ts';
import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers, InvokeNames } from '#shared/contract/contract-types.ts';
import type { CertificateDesk, CertificatePlace, HeldCertificate } from '#shared/domain/certificate-desk.ts';
import type { CertificateFinding, CertificateReading } from '#shared/domain/certificate.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import {
  aCertificateReading,
  aClient,
  aFinding,
  aHeld,
  anAuthority,
  aTrial,
  aView,
  day,
  rootView,
} from './fake-certificates.ts';
import { minute, present } from './fake-data.ts';

/** What the simulated relay knows of its certificates. */
export interface CertificatesState {
  certificateDesk: CertificateDesk;
}

type Owned = Extract<InvokeNames<ConsoleContract>, `certificates.${string}`>;

const textOf = ({ content }: BroughtFile): string => atob(content);

/**
 * Reads made-up files: "leaf", "chain" and "key" are what they say, "expired" is a leaf that has ended, "locked" a key that
 * opens with the passphrase "right", anything else is junk.
 */
function readAsRelay(files: readonly BroughtFile[], passphrase: string | null, isPlace: boolean): CertificateReading {
  const findings: CertificateFinding[] = [];
  let [hasLeaf, hasChain, hasKey, hasEnded] = [false, false, false, false];
  for (const file of files) {
    const text = textOf(file);
    if (text.includes('expired')) {
      hasLeaf = hasEnded = true;
      findings.push(aFinding({ code: 'CERT_EXPIRED', file: file.name, value: '2026-11-20' }));
    } else if (text.includes('leaf')) hasLeaf = true;
    else if (text.includes('chain')) hasChain = true;
    else if (text.includes('locked')) {
      hasKey = passphrase === 'right';
      if (passphrase === null) findings.push(aFinding({ code: 'CERT_PASSPHRASE_NEEDED', file: file.name }));
      else if (!hasKey) findings.push(aFinding({ code: 'CERT_PASSPHRASE_WRONG', file: file.name }));
    } else if (text.includes('key')) hasKey = true;
    else findings.push(aFinding({ code: 'CERT_NOTHING_FOUND', file: file.name }));
  }
  if (hasLeaf && isPlace && !hasKey && !findings.some(({ code }) => code.startsWith('CERT_PASSPHRASE'))) {
    findings.push(aFinding({ code: 'CERT_KEY_MISSING' }));
  }
  if (hasLeaf && !hasChain)
    findings.push(aFinding({ code: 'CERT_INTERMEDIATE_MISSING', value: 'Example Issuing CA 2' }));
  if (hasLeaf && hasChain)
    findings.push(aFinding({ code: 'CERT_ROOT_INCLUDED', severity: 'warning', value: 'Example Root' }));
  const chain = aCertificateReading();
  return {
    isUsable: hasLeaf && findings.every(({ severity }) => severity === 'warning'),
    purpose: isPlace ? 'server' : 'client',
    leaf: hasLeaf ? aView(hasEnded ? { validUntil: present - 2 * day } : { validUntil: present + 397 * day }) : null,
    intermediates: hasChain ? chain.intermediates : [],
    roots: hasChain ? [rootView] : [],
    hasKey,
    findings,
  };
}

/** Answers as the relay would, simply. */
export function certificateHandlers(
  state: CertificatesState,
  running: <T>(answer: () => T) => T,
): Pick<Handlers<ConsoleContract>, Owned> {
  const told = (part: Partial<CertificateDesk>): CertificateDesk =>
    (state.certificateDesk = { ...state.certificateDesk, ...part });
  const onPlace = (
    placeId: string,
    change: (place: CertificatePlace) => Partial<CertificatePlace>,
  ): CertificateDesk => {
    if (!state.certificateDesk.places.some(({ id }) => id === placeId))
      throw new RelayError('DESK_PLACE_UNKNOWN', 'No');
    return told({
      places: state.certificateDesk.places.map((one) => (one.id === placeId ? { ...one, ...change(one) } : one)),
    });
  };
  const nextOf = (place: CertificatePlace): HeldCertificate => {
    if (place.next === null) throw new RelayError('DESK_NOTHING_NEXT', 'No');
    return place.next;
  };
  const kept = (held: HeldCertificate | null): HeldCertificate[] =>
    held === null ? [] : [{ ...held, keptUntil: held.source === 'file' ? null : present + 30 * day }];
  return {
    'certificates.desk': () => running(() => state.certificateDesk),
    'certificates.examine': ({ target, files, passphrase }) =>
      running(() => ({ reading: readAsRelay(files, passphrase, target.kind === 'place'), requestId: null })),
    'certificates.bring': ({ target, files, passphrase }) =>
      running(() => {
        const reading = readAsRelay(files, passphrase, target.kind === 'place');
        const { leaf } = reading;
        if (!reading.isUsable || leaf === null) throw new RelayError('DESK_FILES_UNUSABLE', 'No');
        if (target.kind === 'place') {
          return onPlace(target.placeId, () => ({
            next: aHeld({ id: 'next-1', certificate: leaf, addedAt: present }),
            trial: null,
          }));
        }
        const { clients, authorities } = state.certificateDesk;
        return target.kind === 'client'
          ? told({
              clients: [
                ...clients,
                aClient({ id: 'client-new', integrationId: target.integrationId, firstSeenAt: null, lastSeenAt: null }),
              ],
            })
          : told({ authorities: [...authorities, anAuthority({ id: 'authority-new' })] });
      }),
    'certificates.try': ({ placeId }) =>
      running(() => onPlace(placeId, (place) => ({ trial: aTrial({ certificateId: nextOf(place).id, at: present }) }))),
    'certificates.activate': ({ placeId, watchMinutes, despiteTrial }) =>
      running(() =>
        onPlace(placeId, (place) => {
          if (place.trial?.ok !== true && !despiteTrial) throw new RelayError('DESK_NOT_TRIED', 'No');
          return {
            current: { ...nextOf(place), activatedAt: present },
            next: null,
            trial: null,
            previous: [...kept(place.current), ...place.previous],
            watch: {
              since: present,
              until: present + watchMinutes * minute,
              accepted: 0,
              refused: 0,
              silent: 0,
              lastRefusal: null,
              fallsBackTo: place.current?.id ?? null,
            },
          };
        }),
      ),
    'certificates.goBack': ({ placeId, certificateId }) =>
      running(() =>
        onPlace(placeId, (place) => {
          const back = place.previous.find(({ id }) => id === certificateId);
          if (back === undefined) throw new RelayError('DESK_NOT_FOUND', 'No');
          return {
            current: { ...back, keptUntil: null },
            previous: [...kept(place.current), ...place.previous.filter(({ id }) => id !== certificateId)],
            watch: null,
          };
        }),
      ),
    'certificates.endWatch': ({ placeId }) => running(() => onPlace(placeId, () => ({ watch: null }))),
    'certificates.remove': ({ placeId, certificateId }) =>
      running(() =>
        onPlace(placeId, (place) => ({
          next: place.next?.id === certificateId ? null : place.next,
          previous: place.previous.filter(({ id }) => id !== certificateId),
        })),
      ),
    'certificates.request': ({ placeId, subject, names, key }) =>
      running(() => {
        const request = {
          id: 'request-1',
          placeId,
          subject: `CN=${subject.commonName}`,
          names,
          key: key === 'p256' ? 'P-256' : key === 'rsa2048' ? 'RSA 2048' : 'RSA 3072',
          keySha256: '0'.repeat(64),
          createdAt: present,
          createdBy: 'desk-2',
        };
        const desk = told({ requests: [...state.certificateDesk.requests, request] });
        return { desk, requestId: request.id, pem: requestPem };
      }),
    'certificates.requestText': () => running(() => ({ pem: requestPem })),
    'certificates.text': () => running(() => ({ pem: 'made up' })),
    'certificates.save': ({ what }) => ({ path: `/home/desk/relay.example.com.${what === 'request' ? 'csr' : 'pem'}` }),
    'certificates.cancelRequest': ({ id }) =>
      running(() => told({ requests: state.certificateDesk.requests.filter((one) => one.id !== id) })),
    'certificates.makeAuthority': ({ name }) =>
      running(() => {
        const authority = anAuthority({ id: 'own', source: 'own', certificate: aView({ name, isAuthority: true }) });
        const { authorities } = state.certificateDesk;
        return told({ authorities: [...authorities, authority], ownAuthority: { id: 'own', issued: [] } });
      }),
    'certificates.issueClient': ({ integrationId, name }) =>
      running(() => {
        const client = aClient({
          id: 'client-issued',
          integrationId,
          source: 'issued',
          certificate: aView({ name }),
          firstSeenAt: null,
          lastSeenAt: null,
        });
        const desk = told({ clients: [...state.certificateDesk.clients, client] });
        return { desk, certificate: 'issued certificate', key: issuedKey, authority: 'issued authority' };
      }),
    'certificates.revoke': ({ id }) =>
      running(() => {
        const { clients, authorities } = state.certificateDesk;
        return told({
          clients: clients.filter((one) => one.id !== id),
          authorities: authorities.filter((one) => one.id !== id),
        });
      }),
  };
}

/** The one secret of these answers; tests look for it where it must not be. */
export const issuedKey = 'made-up-private-key-of-an-issued-pair';

const requestPem = `-----BEGIN CERTIFICATE REQUEST-----\n${'MADEUP+REQUEST/TEXT'.repeat(3)}\n-----END CERTIFICATE REQUEST-----\n`;
