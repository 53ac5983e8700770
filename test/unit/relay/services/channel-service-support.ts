import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { CheckResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';

/** Two channels of one integration. */
export const config = configOf(['tulip', 'canal'], 1);

/** Channels spread over so many integrations in turn. */
export function configOf(ids: readonly string[], integrations: number): RelayConfig {
  return RelayConfig.parse({
    storeKey: Buffer.alloc(32).toString('base64'),
    integrations: Array.from({ length: integrations }, (_, index) => ({
      id: index === 0 ? 'demo' : `demo${index}`,
      name: 'Demo',
      integrationId: 'i',
      box: { clientId: `b${index}`, clientSecret: 's' },
      cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'k', accessKeySecret: 's' },
    })),
    channels: ids.map((id, index) => ({
      id,
      name: id,
      integration: index % integrations === 0 ? 'demo' : `demo${index % integrations}`,
      cxoneChannelId: id,
      wechat: {
        appId: `wx${index.toString(16).padStart(16, '0')}`,
        originalId: 'gh_1',
        appSecret: 's',
        token: 't',
        encodingAesKey: 'A'.repeat(43),
      },
    })),
  });
}

export const ipRefused: CheckResult = {
  ok: false,
  code: 'WECHAT_IP_NOT_LISTED',
  platformCode: '40164',
  value: '203.0.113.9',
  retryable: false,
};

export const secretRefused: CheckResult = {
  ok: false,
  code: 'WECHAT_SECRET_INVALID',
  platformCode: '40125',
  value: null,
  retryable: false,
};

export const wechatGone: CheckResult = {
  ok: false,
  code: 'WECHAT_UNREACHABLE',
  platformCode: null,
  value: null,
  retryable: true,
};

export const keyRefused: CheckResult = {
  ok: false,
  code: 'CXONE_CREDENTIALS_REFUSED',
  platformCode: 'HTTP 401',
  value: null,
  retryable: false,
};

/** A target whose checks end as the test says, at once or when it says so. */
export class CheckedTarget implements DeliveryTarget {
  readonly repeatable = true;
  checks = 0;
  result: CheckResult = { ok: true };
  /** When set, a check ends only with it. */
  until: Promise<void> | null = null;

  deliver(): never {
    throw new Error('not asked for here');
  }

  async check(): Promise<CheckResult> {
    this.checks += 1;
    await this.until;
    return this.result;
  }
}
