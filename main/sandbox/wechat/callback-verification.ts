import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { HttpClient } from '../kit/http-client.ts';
import { digits } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';
import type { Account } from './accounts.ts';
import type { WeChatFaultTable } from './faults.ts';
import { signParts } from './message-crypto.ts';
import type { WeChatRules } from './rules.ts';

export interface VerificationOutcome {
  verified: boolean;
  /** HTTP status of the answer; null when there was none. */
  status: number | null;
  detail: string;
}

interface Parts {
  clock: SandboxClock;
  random: Random;
  client: HttpClient;
  rules: () => WeChatRules;
  faults: FaultRegistry<WeChatFaultTable>;
}

/** The signed GET that WeChat sends when the owner saves the URL: the answer must be `echostr` and nothing else. */
export async function verifyCallback(account: Account, parts: Parts): Promise<VerificationOutcome> {
  if (account.callbackUrl === undefined) return { verified: false, status: null, detail: 'no callback URL' };
  const { clock, random, client, rules, faults } = parts;
  const targets = [account.options.key];
  if (faults.peek('callbackNotSet', targets)) return { verified: false, status: null, detail: 'no callback URL' };
  if (faults.peek('callbackUnreachable', targets)) return { verified: false, status: null, detail: 'ENOTFOUND' };
  const token = faults.take('pushWrongToken', targets)?.token ?? account.options.token;
  const ageMs = faults.take('pushStale', targets)?.ageMs ?? 0;
  const timestamp = String(Math.floor((clock.stampNow() - ageMs) / 1000));
  const nonce = random.text(10, digits.slice(1));
  const echostr = random.text(19, digits.slice(1));
  const query = new URLSearchParams({ signature: signParts([token, timestamp, nonce]), echostr, timestamp, nonce });
  const outcome = await client.call({
    method: 'GET',
    url: `${account.callbackUrl}?${query.toString()}`,
    headers: { 'user-agent': 'Mozilla/4.0', accept: '*/*' },
    timeoutMs: rules().responseTimeoutMs,
    isRepeatable: true,
  });
  if (outcome.kind === 'failed') return { verified: false, status: null, detail: outcome.detail };
  const { status, body } = outcome;
  if (status !== 200) return { verified: false, status, detail: `HTTP ${status}` };
  if (body !== echostr) return { verified: false, status, detail: 'the answer is not the echostr' };
  return { verified: true, status, detail: 'echoed' };
}
