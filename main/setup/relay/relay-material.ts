import { X509Certificate } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { RelayForm, WayForm } from '#shared/domain/setup/relay-form.ts';
import { errorAt } from '#shared/setup/context.ts';

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu;

/**
 * What the window cannot tell of a form: whether authorities can be read and are authorities, and whether
 * addresses are taken by whoever opens them. Expects a cleaned form.
 */
export function checkRelayMaterial({ box, out }: RelayForm): FieldProblem[] {
  const isBoxUrl = box.use !== 'own' || box.publicUrl === '' || URL.canParse(box.publicUrl);
  return [
    ...(isBoxUrl ? [] : [errorAt('box.publicUrl', 'SETUP_URL_FORM')]),
    ...(out.own ? out.ways.flatMap((way, index) => checkWayMaterial(way, `out.ways.${String(index)}`)) : []),
  ];
}

function checkWayMaterial({ kind, host, url, ca, trustedCa, pac }: WayForm, path: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  // Names in xn-- form that stand for nothing, for one.
  if (host !== '' && !URL.canParse(`https://${host}`)) problems.push(errorAt(`${path}.host`, 'SETUP_WAY_HOST_FORM'));
  // A path of another system leads nowhere here.
  if (kind === 'pac' && !(/^https?:/iu.test(pac) ? URL.canParse(pac) : isAbsolute(pac))) {
    problems.push(errorAt(`${path}.pac`, 'SETUP_PAC_FORM'));
  }
  if (kind !== 'fixed') return problems;
  if (!URL.canParse(url)) problems.push(errorAt(`${path}.url`, 'SETUP_PROXY_FORM'));
  if (ca !== '' && !areAuthorities(ca)) problems.push(errorAt(`${path}.ca`, 'SETUP_AUTHORITY_FORM'));
  if (trustedCa !== '' && !areAuthorities(trustedCa)) {
    problems.push(errorAt(`${path}.trustedCa`, 'SETUP_AUTHORITY_FORM'));
  }
  return problems;
}

/** At least one, and every one of them an authority: with none, whoever asks for it would trust nobody, or everybody. */
function areAuthorities(pem: string): boolean {
  const blocks = pem.match(block) ?? [];
  try {
    return blocks.length > 0 && blocks.every((text) => new X509Certificate(text).ca);
  } catch {
    return false;
  }
}
