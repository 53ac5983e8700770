import type { AddressForm } from '../domain/setup/book.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import { addressParts, checkAddress } from './addresses.ts';
import { errorAt } from './context.ts';
import { isFilled } from './names.ts';

/**
 * The public address of the relay, under 'publicUrl'. Port: WeChat calls port 443 (https) and no other secure one (WeChat:
 * server configuration). `allowPrivate` (practice): any port and this computer's own addresses.
 */
export function checkPublicUrl(publicUrl: string, allowPrivate: boolean): FieldProblem[] {
  const text = publicUrl.trim();
  const problems = checkAddress('publicUrl', text, { allowPrivate, isBase: true });
  if (problems.length > 0 || allowPrivate) return problems;
  const port = addressParts(text)?.port ?? 443;
  return port === 443 ? [] : [errorAt('publicUrl', 'SETUP_URL_PORT', String(port))];
}

/** An empty address is no mistake: nothing is set up yet. */
export function checkAddressForm(form: AddressForm, allowPrivate: boolean): FieldProblem[] {
  return isFilled(form.publicUrl) ? checkPublicUrl(form.publicUrl, allowPrivate) : [];
}

/** As the relay runs on it: without spaces around it and without slashes at its end. */
export const cleanPublicUrl = (publicUrl: string): string => publicUrl.trim().replace(/\/+$/u, '');
