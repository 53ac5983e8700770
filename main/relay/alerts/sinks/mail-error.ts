import { RelayError } from '#shared/errors/relay-error.ts';
import { plainDetail } from './plain-detail.ts';

const loginCodes = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);
const refusalCodes = new Set(['EENVELOPE', 'EMESSAGE', 'EMAXRECIPIENTS']);

/** Names why a mail was not taken, with the server's own words where it spoke. */
export function mailError(thrown: unknown, secrets: readonly (string | null)[]): RelayError {
  if (thrown instanceof RelayError) return thrown;
  const code = textIn(thrown, 'code') ?? '';
  const reply = textIn(thrown, 'response');
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const value = plainDetail(reply ?? message, secrets);
  // The library's error may carry the dialogue; only what is shown here goes on.
  if (loginCodes.has(code))
    return new RelayError('ALERT_LOGIN_REFUSED', 'the mail server refused the login', { value });
  if (refusalCodes.has(code)) return new RelayError('ALERT_REFUSED', 'the mail server refused the mail', { value });
  return new RelayError('ALERT_UNREACHABLE', `the mail server cannot be reached: ${code}`, { value });
}

function textIn(thrown: unknown, key: 'code' | 'response'): string | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const value: unknown = Reflect.get(thrown, key);
  return typeof value === 'string' && value !== '' ? value : null;
}
