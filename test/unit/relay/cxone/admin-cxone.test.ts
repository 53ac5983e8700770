import { describe, expect, it } from 'vitest';
import { createAdminCxone } from '#relay/connectors/cxone/admin/admin-cxone.ts';
import type { OutboundHttp } from '#relay/ports/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const apiHost = 'https://app-de-eu1.niceincontact.com';
const link = { brandId: 1, userId: 2, token: 'one-time-0123456789', apiHost, backUrl: null };
const session = { apiHost, accessToken: `head.${'body'.repeat(60)}.signature` };

interface Call {
  readonly url: string;
  readonly timeout: number;
}

function anAdmin(answer: (call: Call, clock: HandClock) => { readonly status: number; readonly body: unknown }) {
  const clock = new HandClock();
  const calls: Call[] = [];
  const request = (call: Call): Promise<unknown> => {
    calls.push(call);
    const { status, body } = answer(call, clock);
    return Promise.resolve({ status, headers: {}, data: Buffer.from(JSON.stringify(body)) });
  };
  return { calls, cxone: createAdminCxone({ http: { request } as unknown as OutboundHttp, clock }) };
}

const refusal = (message: string) => ({ status: 400, body: { errors: [{ field: 'token', message }] } });

describe('what CXone says about a refusal', () => {
  it('is passed on without the one-time token it repeats', async () => {
    const { cxone } = anAdmin(() => refusal(`"${link.token}" is no token`));
    const answer = await cxone.verify(apiHost, link);
    expect(answer).toMatchObject({ ok: false, failure: { value: 'token: "…" is no token' } });
  });

  it('is passed on without the administrator’s token, though only its beginning would be shown', async () => {
    const { cxone } = anAdmin(() => refusal(`cannot read ${session.accessToken}`));
    const answer = await cxone.deleteChannel(session, 'c1');
    expect(answer).toMatchObject({ ok: false, failure: { value: 'token: cannot read …' } });
  });
});

describe('the list of channels', () => {
  const page = (number: number) => [{ id: `channel-${number}`, channelIntegrationId: 'i' }];
  const numberIn = ({ url }: Call): number => Number(new URL(url).searchParams.get('page'));

  it('is given up when its pages together take too long: nobody waits for it any more', async () => {
    const { cxone, calls } = anAdmin((call, clock) => {
      clock.wind(3_000);
      return { status: 200, body: page(numberIn(call)) };
    });
    expect(await cxone.listChannels(session)).toMatchObject({
      ok: false,
      failure: { code: 'CXONE_UNREACHABLE', platformCode: 'timeout' },
    });
    expect(calls.map(({ timeout }) => timeout)).toEqual([8_000, 5_000, 2_000]);
  });

  it('ends at the page that brings nothing new', async () => {
    const { cxone, calls } = anAdmin((call) => ({ status: 200, body: page(Math.min(numberIn(call), 3)) }));
    const answer = await cxone.listChannels(session);
    expect(answer.ok && answer.value.map(({ id }) => id)).toEqual([0, 1, 2, 3].map((number) => `channel-${number}`));
    expect(calls).toHaveLength(5);
  });
});

it('an administrator’s name is one line of whole characters', async () => {
  const firstName = `Ada\r\n\u202e${'😀'.repeat(99)}`;
  const body = { accessToken: 'a.b.c', brand: { tenantId: 'tenant' }, user: { firstName } };
  const { cxone } = anAdmin(() => ({ status: 200, body }));
  const answer = await cxone.verify(apiHost, link);
  const name = answer.ok ? answer.value.userName : '';
  expect(name).toBe(`Ada ${'😀'.repeat(96)}`);
});
