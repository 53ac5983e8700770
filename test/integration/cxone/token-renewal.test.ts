import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCxoneTokens, type CxoneTokens } from '#relay/connectors/cxone/cxone-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { startFakeCxone, tokenPath, type FakeCxone } from './fake-cxone.ts';
import { RecordingLog } from './recording-intake.ts';
import { relayConfig } from './relay-fixture.ts';

let cxone: FakeCxone;
let clock: HandClock;
let tokens: CxoneTokens;
const { signal } = new AbortController();

beforeEach(async () => {
  cxone = await startFakeCxone();
  clock = new HandClock();
  const [integration] = relayConfig.integrations;
  if (!integration) throw new Error('the fixture has no integration');
  const http = createOutboundHttp({ clock, allowPrivateTargets: true });
  const config = { ...integration.cxone, issuer: cxone.url, apiBase: cxone.url };
  tokens = createCxoneTokens({ http, config, clock, log: new RecordingLog() });
});
afterEach(() => cxone.stop());

const calls = () => cxone.callsOf('POST', tokenPath).length;
const tokenOf = async (): Promise<string> => {
  const session = await tokens.session(signal);
  return session.ok ? session.value.accessToken : session.failure.code;
};

describe('renewing the sign-in', () => {
  it('makes a new one although there is one, but not for each channel of an integration', async () => {
    const first = await tokenOf();
    clock.wind(60_000);
    for (let channel = 0; channel < 20; channel += 1) await tokens.renew(signal);
    expect(calls()).toBe(2);
    expect(await tokenOf()).not.toBe(first);
  });

  it('that fails leaves the session there was', async () => {
    const first = await tokenOf();
    clock.wind(60_000);
    cxone.set('POST', tokenPath, { status: 500 });
    expect(await tokens.renew(signal)).toMatchObject({ ok: false, failure: { code: 'CXONE_SERVER_ERROR' } });
    expect(await tokenOf()).toBe(first);
  });

  it('does not try refused credentials again', async () => {
    cxone.set('POST', tokenPath, { status: 401 });
    for (let time = 0; time < 5; time += 1) {
      expect(await tokens.renew(signal)).toMatchObject({ failure: { code: 'CXONE_CREDENTIALS_REFUSED' } });
      clock.wind(60_000);
    }
    expect(calls()).toBe(1);
  });

  it('makes one call for all who ask at a time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => tokens.renew(signal)));
    expect(calls()).toBe(1);
  });
});
