import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCxoneTokens, type CxoneTokens } from '#relay/connectors/cxone/cxone-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { IntegrationSecrets } from '#relay/ports/live-secrets.ts';
import { integrationSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { startFakeCxone, tokenPath, type FakeCxone } from './fake-cxone.ts';
import { RecordingLog } from './recording-intake.ts';
import { relayConfig } from './relay-fixture.ts';

let cxone: FakeCxone;
let clock: HandClock;
let tokens: CxoneTokens;
let secrets: IntegrationSecrets;
let answers: string[];
const { signal } = new AbortController();

beforeEach(async () => {
  cxone = await startFakeCxone();
  clock = new HandClock();
  const [integration] = relayConfig.integrations;
  if (!integration) throw new Error('the fixture has no integration');
  const http = createOutboundHttp({ clock, allowPrivateTargets: true });
  secrets = integrationSecretsOf(integration);
  answers = [];
  const config = { ...integration.cxone, issuer: cxone.url, apiBase: cxone.url };
  tokens = createCxoneTokens({
    http,
    config,
    secrets: () => secrets,
    onAnswered: ({ accessKeySecret }, answer) => {
      answers.push(
        `${accessKeySecret === 'another' ? 'another' : 'first'} ${answer.ok ? 'ok' : (answer.value ?? answer.code)}`,
      );
    },
    clock,
    log: new RecordingLog(),
  });
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

describe('other credentials', () => {
  const withOther = () => ({ ...secrets, accessKeySecret: 'another' });
  const passwords = () =>
    cxone.callsOf('POST', tokenPath).map(({ text }) => new URLSearchParams(text).get('password')?.slice(0, 7));

  it('end the session made with those before', async () => {
    const first = await tokenOf();
    secrets = withOther();
    expect(await tokenOf()).not.toBe(first);
    expect(await tokenOf()).not.toBe(first);
    expect(calls()).toBe(2);
    expect(passwords()[1]).toBe('another');
  });

  it('are tried although those before were refused, and told to have been', async () => {
    cxone.set('POST', tokenPath, { status: 401, body: { error: 'invalid_client' } });
    expect(await tokenOf()).toBe('CXONE_CREDENTIALS_REFUSED');
    expect(await tokenOf()).toBe('CXONE_CREDENTIALS_REFUSED');
    expect(calls()).toBe(1);
    cxone.set('POST', tokenPath, { status: 200, body: { access_token: 'fresh', expires_in: 3_600 } });
    expect(await tokenOf()).toBe('CXONE_CREDENTIALS_REFUSED');
    secrets = withOther();
    expect(await tokenOf()).toBe('fresh');
    expect(answers).toEqual(['first invalid_client', 'another ok']);
  });

  it('serve those who were waiting for those before, whose answer is not kept', async () => {
    let letGo: () => void = () => undefined;
    cxone.set(
      'POST',
      tokenPath,
      (_call, response) => {
        letGo = () => response.end(JSON.stringify({ access_token: 'old', expires_in: 3_600 }));
      },
      { status: 200, body: { access_token: 'new', expires_in: 3_600 } },
    );
    const waiting = tokenOf();
    await expect.poll(calls).toBe(1);
    secrets = withOther();
    expect(await tokenOf()).toBe('new');
    letGo();
    expect([await waiting, await tokenOf()]).toEqual(['new', 'new']);
    expect(calls()).toBe(2);
  });
});
