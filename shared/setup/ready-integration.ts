import type { ReadinessLine } from '../domain/setup/readiness.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { digestOf } from './digest.ts';
import { checkIntegration, cleanIntegration } from './integration-rules.ts';
import {
  done,
  doneOrWaiting,
  faultLine,
  faultOf,
  missing,
  notNeeded,
  provedSince,
  provenAt,
  seenAt,
  seenHere,
  subject,
  ticked,
  wrong,
  type ReadyParts,
} from './ready-parts.ts';
import { certificateTick, givenCertificateTick } from './ticks.ts';

const mtlsFields: readonly string[] = ['clientCertificate', 'caCertificate', 'secrets.mtls_key'];
const accessField = /^(?:cxone\.|secrets\.cxone_)/u;

/** CXone answered, and refused the one call: the way in is right. */
const answeredCodes: readonly ErrorCode[] = ['CXONE_CHANNEL_MISSING', 'CXONE_REQUEST_REFUSED'];

/** Errors of the integration's draft in the fields that `isAbout` picks; empty for one that is not of the book. */
function problemsOf(
  { integration, ctx }: ReadyParts,
  isAbout: (field: string) => boolean,
): ReturnType<typeof checkIntegration> {
  return integration === null ? [] : checkIntegration(integration.draft, ctx).filter(({ field }) => isAbout(field));
}

export function integrationLine(parts: ReadyParts): ReadinessLine {
  const about = subject('integration', 'integration');
  const { integration, givenIntegration } = parts;
  if (integration === null) {
    if (givenIntegration === null) return missing(about, 'SETUP_INTEGRATION_UNKNOWN');
    return doneOrWaiting(about, provedSince(parts, [seenAt(parts, ['token_fetched', 'box_called'])], []));
  }
  const fault = faultLine(
    about,
    problemsOf(parts, (field) => field !== 'integrationId' && !accessField.test(field) && !mtlsFields.includes(field)),
  );
  if (fault !== null) return fault;
  const { draft, applied, appliedAt, appliedBy } = integration;
  if (applied === null || appliedAt === null) {
    return missing(about, 'SETUP_INTEGRATION_NOT_APPLIED', draft.name.trim() || null);
  }
  return digestOf(cleanIntegration(draft)) === digestOf(cleanIntegration(applied))
    ? done(about, Math.min(appliedAt, parts.input.now), appliedBy)
    : missing(about, 'SETUP_NOT_APPLIED', draft.name.trim() || null);
}

/** Proved when CXone called for a channel, or took a message in one: both live under that Integration ID. */
export function integrationIdLine(parts: ReadyParts): ReadinessLine {
  const about = subject('integration_id', 'integration');
  const { integration, givenIntegration } = parts;
  const integrationId = (integration?.draft ?? givenIntegration)?.integrationId.trim() ?? '';
  if (integrationId === '') return missing(about, 'SETUP_INTEGRATION_ID_MISSING');
  const fault = faultLine(
    about,
    problemsOf(parts, (field) => field === 'integrationId'),
  );
  return fault ?? doneOrWaiting(about, provedSince(parts, [seenAt(parts, ['box_called', 'message_in'])], []));
}

/** How we call CXone: proved by a token of CXone and by any message it took. */
export function accessLine(parts: ReadyParts): ReadinessLine {
  const about = subject('cxone_access', 'integration');
  if (parts.integration === null && parts.givenIntegration === null) return missing(about, 'SETUP_INTEGRATION_UNKNOWN');
  const problem = faultLine(
    about,
    problemsOf(parts, (field) => accessField.test(field)),
  );
  if (problem !== null) return problem;
  const fault = faultOf(parts, 'cxoneOut');
  const answered = fault !== null && answeredCodes.includes(fault.code);
  if (fault !== null && !answered) return wrong(about, fault.code, fault.value);
  const moments = [provenAt(parts, 'cxoneOut', true), seenAt(parts, ['message_in']), answered ? fault.at : null];
  return doneOrWaiting(about, provedSince(parts, moments, ['cxone_client_secret', 'cxone_access_key_secret']));
}

/** The three certificates in CXone's form; nobody but a person can see there whether they are the right ones. */
export function certificateLine(parts: ReadyParts): ReadinessLine {
  const about = subject('client_certificate', 'integration');
  const { integration, givenIntegration } = parts;
  if (integration === null) {
    return givenIntegration === null
      ? missing(about, 'SETUP_INTEGRATION_UNKNOWN')
      : ticked(about, parts, [givenCertificateTick(givenIntegration.id)], 'SETUP_GIVEN_UNKNOWN');
  }
  const problem = faultLine(
    about,
    problemsOf(parts, (field) => mtlsFields.includes(field)),
  );
  if (problem !== null) return problem;
  const tick = certificateTick(integration.draft, parts.ctx.secrets);
  return tick === null ? notNeeded(about) : ticked(about, parts, [tick], 'SETUP_NOT_TICKED');
}

/** CXone has really called: it fetched a token with the secret we made, or came with one. */
export function calledLine(parts: ReadyParts): ReadinessLine {
  const about = subject('cxone_called', 'integration');
  const fault = faultOf(parts, 'cxoneIn');
  if (fault !== null) return wrong(about, fault.code, fault.value);
  const moments = [seenHere(parts, ['token_fetched', 'box_called'])];
  return doneOrWaiting(about, provedSince(parts, moments, ['box_secret']));
}
