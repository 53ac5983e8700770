import { RelayError } from '#shared/errors/relay-error.ts';
import { retryAfterMs } from '../../core/retry-after.ts';
import type { AlertSink } from '../../ports/alert-sink.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { callError } from './call-error.ts';
import { dingtalkAddress } from './dingtalk-address.ts';
import { keysInAddress } from './keys-in-address.ts';
import { plainDetail } from './plain-detail.ts';
import { webhookBody, type WebhookForm } from './webhook-bodies.ts';

const callTimeoutMs = 15_000;
const longestAnswerBytes = 64 * 1024;

export interface WebhookTarget {
  readonly url: string;
  readonly form: WebhookForm;
  readonly secret: string | null;
}

/** Sends notices to the address of a team's chat or of a program. */
export function createWebhookSink(deps: {
  readonly http: Pick<OutboundHttp, 'request'>;
  readonly target: () => WebhookTarget | null;
  readonly now: () => number;
}): AlertSink {
  return {
    name: 'webhook',
    send: async (notice, text, signal) => {
      const target = deps.target();
      if (target === null) throw new RelayError('ALERT_NO_TARGET', 'the webhook has no address');
      const { form, secret } = target;
      // A robot of DingTalk reads no header: it is shown the secret by a signature in the address.
      const isSigned = form === 'dingtalk' && secret !== null;
      const url = isSigned ? dingtalkAddress(target.url, secret, deps.now()) : target.url;
      const answer = await deps.http
        .request<Buffer>({
          method: 'POST',
          url,
          data: JSON.stringify(webhookBody[form](notice, text)),
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/plain',
            ...(secret === null || isSigned ? {} : { authorization: secret }),
          },
          timeout: callTimeoutMs,
          maxContentLength: longestAnswerBytes,
          signal,
        })
        .catch((thrown: unknown) => {
          throw callError(thrown);
        });
      const said = plainDetail(Buffer.from(answer.data).toString('utf8'), [secret, ...keysInAddress(url)]);
      const detail = `HTTP ${answer.status}${said === '' ? '' : ` ${said}`}`;
      if (answer.status < 200 || answer.status > 299) {
        const waitMs = retryAfterMs(answer.headers['retry-after'], deps.now());
        throw refused(detail, answer.status, waitMs);
      }
      if (!tookIt(form, answer.data)) throw refused(detail, answer.status, null);
      return detail;
    },
  };
}

/** WeCom and DingTalk answer 200 to what they refuse, with their own code inside. */
function tookIt(form: WebhookForm, body: Buffer): boolean {
  if (form !== 'wecom' && form !== 'dingtalk') return true;
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof answer === 'object' && answer !== null && 'errcode' in answer && answer.errcode === 0;
  } catch {
    return false;
  }
}

function refused(detail: string, status: number, waitMs: number | null): RelayError {
  return new RelayError('ALERT_REFUSED', 'the webhook refused the notice', {
    value: detail,
    platformCode: `HTTP ${status}`,
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
  });
}
