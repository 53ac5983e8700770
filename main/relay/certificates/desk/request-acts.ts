import { createPrivateKey } from 'node:crypto';
import type { KeyWish } from '#shared/contract/certificates-contract.ts';
import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { hostNamesOf, wrongPart, type SubjectWish } from '../making/certificate-wishes.ts';
import { makeKeyAndRequest } from '../making/make-request.ts';
import { publicDigest } from '../reading/keys.ts';
import { keyName } from '../reading/strength.ts';
import type { DeskParts } from './desk-parts.ts';
import { KeptRequest } from './kept.ts';
import { notFound, type PlaceChanges } from './place-changes.ts';
import { fieldNamed, wrongField } from './wish-fields.ts';

export interface RequestAct {
  readonly placeId: PlaceId;
  readonly by: string;
  readonly key: KeyWish;
  readonly subject: Readonly<Record<keyof SubjectWish, string>>;
  readonly names: readonly string[];
}

/** Keys made here, and the requests that authorities answer with a certificate. */
export class RequestActs {
  readonly #parts: DeskParts;
  readonly #changes: PlaceChanges;

  constructor(parts: DeskParts, changes: PlaceChanges) {
    this.#parts = parts;
    this.#changes = changes;
  }

  /** Throws DESK_PLACE_UNKNOWN, DESK_NO_TLS, CERT_WISH_INVALID (value: the field). */
  make({ placeId, by, key, subject: given, names: givenNames }: RequestAct): Promise<KeptRequest> {
    const { shelf, clock, newId, lanes, audit } = this.#parts;
    return lanes.run(placeId, async () => {
      const { purpose } = this.#changes.takingFacts(placeId);
      const subject = filledIn(given);
      const wrong = wrongPart(subject);
      if (wrong !== null) throw wrongField(wrong);
      const hostNames = givenNames.map((name) => name.trim());
      if (purpose === 'server' && hostNames.length === 0) throw wrongField('names');
      const names = await fieldNamed('names', () => Promise.resolve(hostNamesOf(hostNames)));
      const made = await makeKeyAndRequest({ kind: key, subject, hostNames });
      const privateKey = createPrivateKey(made.keyPem);
      const request = new KeptRequest({
        id: newId('ctr'),
        placeId,
        subject: subjectText(subject),
        names: names.map(({ value }) => value),
        key: keyName(privateKey),
        keySha256: publicDigest(privateKey),
        createdAt: clock.now(),
        createdBy: by,
        ...made,
      });
      await shelf.putRequest(request);
      const { id, keySha256 } = request.shown;
      const detail = `${placeId} ${id}, key ${keySha256}`;
      audit.note({ by, action: 'certificate_requested', channelId: null, subject: subject.commonName, detail });
      return request;
    });
  }

  /** Its key goes with it. Throws DESK_NOT_FOUND. */
  cancel({ id, by }: { readonly id: string; readonly by: string }): Promise<void> {
    const { shelf, lanes, audit } = this.#parts;
    return lanes.run(this.find(id).shown.placeId, async () => {
      const { shown } = this.find(id);
      await shelf.removeRequest(id);
      const detail = `${shown.placeId} ${id}, key ${shown.keySha256}`;
      audit.note({ by, action: 'certificate_request_dropped', channelId: null, subject: shown.subject, detail });
    });
  }

  /** Throws DESK_NOT_FOUND. */
  find(id: string): KeptRequest {
    const found = this.#parts.shelf.requests().find(({ shown }) => shown.id === id);
    if (found === undefined) throw notFound(id);
    return found;
  }
}

/** Throws CERT_WISH_INVALID without a common name. */
function filledIn(given: RequestAct['subject']): SubjectWish {
  const texts = Object.entries(given).map(([part, text]) => [part, text.trim()] as const);
  const { commonName, ...rest } = Object.fromEntries(texts.filter(([, text]) => text !== ''));
  if (commonName === undefined) throw wrongField('commonName');
  return { commonName, ...rest };
}

const shortNames: readonly (readonly [keyof SubjectWish, string])[] = [
  ['commonName', 'CN'],
  ['organizationalUnit', 'OU'],
  ['organization', 'O'],
  ['locality', 'L'],
  ['state', 'ST'],
  ['country', 'C'],
];

/** Most particular part first, as certificates are shown. */
function subjectText(subject: SubjectWish): string {
  return shortNames
    .flatMap(([part, short]) => (subject[part] === undefined ? [] : [`${short}=${subject[part]}`]))
    .join(', ');
}
