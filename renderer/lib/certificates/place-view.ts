import type { CertificatePlace, HeldCertificate, Trial } from '#shared/domain/certificate-desk.ts';

export const replaceSteps = ['bring', 'try', 'activate', 'watch'] as const;
export type ReplaceStep = (typeof replaceSteps)[number];

/** The trial that counts for the next certificate: of this very one, and made after it was last taken back. */
export function countingTrial({ next, trial }: Pick<CertificatePlace, 'next' | 'trial'>): Trial | null {
  if (next === null || trial === null || trial.certificateId !== next.id) return null;
  return next.takenBack !== null && trial.at <= next.takenBack.at ? null : trial;
}

/** Where the replacing of a place's certificate stands. */
export function presentStep(place: Pick<CertificatePlace, 'next' | 'trial' | 'watch'>): ReplaceStep {
  if (place.watch !== null) return 'watch';
  if (place.next === null) return 'bring';
  return countingTrial(place) === null ? 'try' : 'activate';
}

export type NextState = 'none' | 'untried' | 'passed' | 'failed' | 'takenBack';

export function nextState(place: CertificatePlace): NextState {
  if (place.next === null) return 'none';
  const trial = countingTrial(place);
  if (trial !== null) return trial.ok ? 'passed' : 'failed';
  return place.next.takenBack === null ? 'untried' : 'takenBack';
}

/** The key of the words for what a place is for. A listener may serve WeChat, CXone, or both. */
export function placeWords({ id, serves }: Pick<CertificatePlace, 'id' | 'serves'>): {
  readonly key: 'open' | 'openShared' | 'openPlain' | 'box' | 'destination';
  readonly host: string;
} {
  if (id === 'box') return { key: 'box', host: '' };
  if (id !== 'open') return { key: 'destination', host: id.slice('destination:'.length) };
  const wechat = serves.legs.includes('wechatIn');
  const cxone = serves.legs.includes('cxoneIn');
  return { key: wechat ? (cxone ? 'openShared' : 'open') : cxone ? 'box' : 'openPlain', host: '' };
}

/** How long after an activation the page still says so, once its watch is over. */
const recentMs = 2 * 86_400_000;

/** A replacement that went well a short while ago. */
export function recentlyDone(place: CertificatePlace, now: number): HeldCertificate | null {
  const { current, watch, next } = place;
  if (current === null || watch !== null || next !== null || current.source === 'file') return null;
  return current.activatedAt !== null && now - current.activatedAt < recentMs ? current : null;
}

/** What would be put back by hand: the newest earlier one that has not expired. */
export function returnTarget(place: CertificatePlace, now: number): HeldCertificate | null {
  return place.previous.find((one) => isUsable(one, now)) ?? null;
}

/** The file's own certificate is known only as far as it was seen; it is never judged from here. */
export const isUsable = (held: HeldCertificate, now: number): boolean =>
  held.source === 'file' || held.certificate.validUntil + 999 >= now;

/** How a held one stands among the earlier ones, by its id. */
export const heldById = (place: CertificatePlace, id: string | null): HeldCertificate | null =>
  id === null ? null : ([place.current, place.next, ...place.previous].find((one) => one?.id === id) ?? null);
