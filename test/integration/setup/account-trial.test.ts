import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createWeChatTrial } from '#relay/connectors/wechat/setup/account-trial.ts';
import { createWeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { TryWeChat, WeChatAccess } from '#relay/ports/setup-trials.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startWeChatSimulator, type WeChatSimulator } from '#sandbox/wechat/simulator.ts';
import { MemoryOfToken } from '../wechat/outbound-kit.ts';

const [account] = drawIdentities(createRandom('account-trial')).accounts;
if (account === undefined) throw new Error('no account');
const { appId, appSecret, key } = account;
const tokenPath = '/cgi-bin/stable_token';
const addressPath = '/cgi-bin/get_api_domain_ip';
const quotaPath = '/cgi-bin/openapi/quota/get';
const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });

let wechat: WeChatSimulator;
let tryWeChat: TryWeChat;
let access: WeChatAccess;

beforeEach(async () => {
  wechat = await startWeChatSimulator({ accounts: [account], random: createRandom('wechat') });
  tryWeChat = createWeChatTrial({ http, clock: systemClock });
  access = { appId, appSecret, apiBase: wechat.url };
});
afterEach(() => wechat.stop());

const lines = ({ steps }: Trial) => steps.map(({ step, outcome, code }) => [step, outcome, code]);

describe('trying an account at WeChat', () => {
  it('shows that the account may send, and what is left of today', async () => {
    const trial = await tryWeChat(access);
    expect(lines(trial)).toEqual([
      ['token', 'ok', null],
      ['account', 'ok', null],
      ['quota', 'ok', null],
    ]);
    expect(trial.steps[2]?.value).toMatch(/^\d+\/\d+$/u);
    expect(JSON.stringify(trial)).not.toContain(appSecret);
  });

  it('does not disturb a channel that runs on the account', async () => {
    const client = createWeChatClient({ http, apiBase: wechat.url, clock: systemClock });
    const memory = new MemoryOfToken();
    const given = { client, appId, secret: () => appSecret, memory, clock: systemClock };
    const tokens = new TokenSource({ ...given, chance: () => 0, log: silentLogger });
    const signal = new AbortController().signal;
    const before = await tokens.current(signal);
    await tryWeChat(access);
    if (!before.ok) throw new Error('no token');
    const outcome = await client.apiAddresses(before.token, signal);
    expect(outcome).toMatchObject({ kind: 'answer', answer: { errcode: null } });
    expect(await tokens.renew(signal)).toEqual(before);
  });

  it.each<[string, Partial<WeChatAccess>, string, string | null, string | null]>([
    ['an app id nobody has', { appId: 'wx0000000000000000' }, 'WECHAT_APPID_INVALID', '40013', null],
    ['another secret', { appSecret: '0'.repeat(32) }, 'WECHAT_SECRET_INVALID', '40125', null],
    ['no app id', { appId: '' }, 'SETUP_REQUIRED', null, 'appId'],
    ['no secret', { appSecret: '' }, 'SETUP_SECRET_MISSING', null, 'wechat_app_secret'],
    ['an address that is none', { apiBase: 'wechat' }, 'SETUP_URL_FORM', null, 'wechat'],
    ['nobody at the address', { apiBase: 'http://127.0.0.1:9' }, 'WECHAT_UNREACHABLE', 'ECONNREFUSED', null],
  ])('says what is wrong with %s', async (_what, change, code, platformCode, value) => {
    const trial = await tryWeChat({ ...access, ...change });
    expect(trial.steps[0]).toMatchObject({ step: 'token', outcome: 'failed', code, platformCode, value });
    expect(trial.steps.slice(1).map(({ outcome }) => outcome)).toEqual(['not_tried', 'not_tried']);
  });

  it('names the address that has to be allowed', async () => {
    wechat.faults.set({ target: key, fault: 'ipNotListed', options: { ip: '203.0.113.77' } });
    expect((await tryWeChat(access)).steps[0]).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_IP_NOT_LISTED',
      platformCode: '40164',
      value: '203.0.113.77',
    });
  });

  it.each([
    [41002, 'WECHAT_APPID_INVALID'],
    [41004, 'WECHAT_SECRET_INVALID'],
    [40243, 'WECHAT_SECRET_FROZEN'],
    [89503, 'WECHAT_IP_CONFIRM_PENDING'],
    [50004, 'WECHAT_API_FORBIDDEN'],
  ])('puts WeChat’s %i at the token call into words, and repeats no secret', async (errcode, code) => {
    const errmsg = `refused ${appSecret}`;
    wechat.faults.set({ target: key, fault: 'errcode', options: { code: errcode, errmsg, paths: [tokenPath] } });
    const trial = await tryWeChat(access);
    expect(trial.steps[0]).toMatchObject({ outcome: 'failed', code, platformCode: String(errcode) });
    expect(JSON.stringify(trial)).not.toContain(appSecret);
  });

  it.each([
    ['is banned', addressPath, 48004, ['failed', 'WECHAT_API_FORBIDDEN']],
    ['may not send', quotaPath, 48001, ['failed', 'WECHAT_PERMISSION_MISSING']],
    ['is of a kind that cannot', quotaPath, 40200, ['failed', 'WECHAT_PERMISSION_MISSING']],
    ['cannot be asked about', quotaPath, 76021, ['not_tried', null]],
  ])('tells an account that %s', async (_what, path, errcode, expected) => {
    wechat.faults.set({ target: key, fault: 'errcode', options: { code: errcode, paths: [path] } });
    const trial = await tryWeChat(access);
    expect(lines(trial)).toEqual([
      ['token', 'ok', null],
      ['account', ...expected],
      ['quota', 'not_tried', null],
    ]);
  });
});
