import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startProxiedRig, type ProxiedRig } from '#test/faults/network/rig-with-proxies.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';

const dayMs = 86_400_000;
const unreachable: Readonly<Record<Side, RegExp>> = { cxone: /CXONE_UNREACHABLE/u, wechat: /WECHAT_UNREACHABLE/u };
/** A certificate that must not be trusted has a code of its own, whosever it is. */
const refused = /TARGET_CERTIFICATE_REFUSED/u;

interface Case {
  readonly name: string;
  readonly secure: SecureContextOptions | 'hang';
  /** There is a handshake, and its certificate is refused. */
  readonly isRefused: boolean;
  /** What the operator is told, exactly. */
  readonly says: RegExp;
}

/** TLS that must not be trusted. */
export const badCertificate: Scenario = {
  name: 'target-bad-tls',
  group: 'targets',
  title:
    'each platform shows an expired certificate, another name, an unknown authority, a certificate changed while running, only TLS 1.0, or no handshake at all: not a byte of a message is sent, the exact cause is told, and all arrives once it is right again',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const authority = createTestAuthority();
    const stranger = createTestAuthority('Somebody else');
    const name = '127.0.0.1';
    const good = authority.issue({ name });
    const past = new Date(Date.now() - dayMs);
    const cases: readonly Case[] = [
      {
        name: 'expired',
        secure: authority.issue({ name, from: new Date(Date.now() - 9 * dayMs), to: past }),
        isRefused: true,
        says: /CERT_HAS_EXPIRED/u,
      },
      {
        name: 'another name',
        secure: authority.issue({ name: 'api.example.org' }),
        isRefused: true,
        says: /ALTNAME_INVALID/u,
      },
      {
        name: 'unknown authority',
        secure: stranger.issue({ name }),
        isRefused: true,
        says: /UNABLE_TO_VERIFY|SELF_SIGNED|ISSUER/u,
      },
      {
        name: 'changed while running',
        secure: createTestAuthority('Third').issue({ name }),
        isRefused: true,
        says: /UNABLE_TO_VERIFY|SELF_SIGNED|ISSUER/u,
      },
      {
        name: 'TLS 1.0 only',
        secure: { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' },
        isRefused: false,
        says: /PROTOCOL|VERSION|EPROTO/u,
      },
      { name: 'no handshake', secure: 'hang', isRefused: false, says: /timeout/iu },
    ];
    const ca = join(context.folder, 'authority.pem');
    writeFileSync(ca, authority.cert);
    const rig = await startProxiedRig(context, {
      proxy: { secure: good },
      relay: { environment: { NODE_EXTRA_CA_CERTS: ca, VEERPONT_LOG_LEVEL: 'info' } },
    });
    const rounds = context.times({ slice: 1, full: 1, night: 10 });
    for (let round = 0; round < rounds; round += 1) {
      for (const one of cases) {
        for (const side of ['cxone', 'wechat'] as const) {
          context.say(`${side}: ${one.name}`);
          await showCertificate(rig, side, one, good, `${one.name} ${round}`);
        }
      }
    }
    const counts = countsOf(await rig.verdict({ injections: rounds * cases.length * 2, drainMs: 120_000 }));
    return { ...counts, figures: {} };
  },
};

async function showCertificate(
  rig: ProxiedRig,
  side: Side,
  one: Case,
  good: SecureContextOptions,
  text: string,
): Promise<void> {
  const proxy = rig.proxies[side];
  const customer = await rig.customer(`${side} ${text}`);
  proxy.secure(one.secure);
  proxy.cut();
  const logBefore = rig.relay.log().length;
  const bytesBefore = proxy.receivedBytes;
  expect(await customer.say(side, text), text).toBe(true);
  const code = one.isRefused ? refused : unreachable[side];
  const failures = (): string[] =>
    rig.relay
      .log()
      .slice(logBefore)
      .split('\n')
      .filter((line) => code.test(line) && /delivery\.not_accepted|channel\.check_failed|channel\.state/u.test(line));
  await eventually(`${side} ${text}: the cause`, () => failures().some((line) => one.says.test(line)), 40_000);
  expect(proxy.receivedBytes, `${side} ${text}: bytes sent`).toBe(bytesBefore);
  proxy.secure(good);
  proxy.cut();
  await eventually(`${side} ${text}: delivered`, () => customer.arrived(side).includes(text), 90_000);
}

async function eventually(what: string, isThere: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(`within ${limitMs / 1_000} s it did not come: ${what}`);
    await pause(50);
  }
}
