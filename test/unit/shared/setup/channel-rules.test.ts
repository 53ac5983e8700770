import { describe, expect, it } from 'vitest';
import { ChannelForm, ChannelStep } from '#shared/domain/setup/channel-form.ts';
import {
  checkChannel,
  checkChannelStep,
  checkChannelToRun,
  cleanChannel,
  stepToDo,
} from '#shared/setup/channel-rules.ts';
import { emptyChannel } from '#shared/setup/new-entry.ts';
import { first, goodChannel, goodContext, told, type Spoilable } from './good-setup.ts';

type Spoil = (form: ChannelForm, ctx: Spoilable) => void;
/** Ways to spoil a good channel, what is found, and whether the relay can run it all the same. */
type Row = readonly [title: string, runs: 'runs' | 'stops', spoil: Spoil, ...found: string[]];

const set =
  (fields: Partial<ChannelForm>): Spoil =>
  (form) => {
    Object.assign(form, fields);
  };
const wechat =
  (fields: Partial<ChannelForm['wechat']>): Spoil =>
  (form) => {
    Object.assign(form.wechat, fields);
  };
const cxone =
  (fields: Partial<ChannelForm['cxone']>): Spoil =>
  (form) => {
    Object.assign(form.cxone, fields);
  };
const without =
  (name: string): Spoil =>
  (_form, ctx) => {
    ctx.secrets = ctx.secrets.filter((secret) => secret.name !== name);
  };
const beside =
  (fields: Partial<ChannelForm>): Spoil =>
  (_form, ctx) => {
    const other: ChannelForm = {
      ...goodChannel('other'),
      name: 'Other',
      wechat: { appId: 'wxffffffffffffffff', originalId: 'gh_other', mode: 'security', apiBase: '' },
      cxone: { channelId: 'other', made: 'api' },
      ...fields,
    };
    ctx.book.channels.push({ draft: other, applied: null, appliedAt: null, appliedBy: null });
  };

const rows: readonly Row[] = [
  ['a good one', 'runs', () => undefined],
  // The account.
  ['no name', 'stops', set({ name: '' }), 'name SETUP_REQUIRED'],
  ['a Chinese name', 'runs', set({ name: '郁金香商店' })],
  ['the name of another', 'stops', beside({ name: 'tulip SHOP' }), 'name SETUP_NAME_TAKEN Tulip shop'],
  [
    'the name of a given one',
    'stops',
    (_form, ctx) => {
      const one = { id: 'demo', name: 'Tulip Shop', integration: 'demo', cxoneChannelId: 'demo' };
      ctx.given = { from: 'sandbox', relay: null, integrations: [], channels: [one] };
    },
    'name SETUP_NAME_TAKEN Tulip shop',
  ],
  ['no AppID', 'stops', wechat({ appId: ' ' }), 'wechat.appId SETUP_REQUIRED'],
  ['a short AppID', 'stops', wechat({ appId: 'wx0123456789abcde' }), 'wechat.appId SETUP_APP_ID_FORM'],
  ['capitals in the AppID', 'stops', wechat({ appId: 'wx0123456789ABCDEF' }), 'wechat.appId SETUP_APP_ID_FORM'],
  ['the original ID for the AppID', 'stops', wechat({ appId: 'gh_0a1b2c3d4e5f' }), 'wechat.appId SETUP_APP_ID_FORM'],
  ['spaces pasted around the AppID', 'runs', wechat({ appId: ' wx0123456789abcdef\r\n' })],
  [
    'the account of another',
    'stops',
    beside({ wechat: { ...goodChannel().wechat } }),
    'wechat.appId SETUP_ACCOUNT_TAKEN Other',
    'wechat.originalId SETUP_ACCOUNT_TAKEN Other',
  ],
  ['no original ID', 'stops', wechat({ originalId: '' }), 'wechat.originalId SETUP_REQUIRED'],
  ['a name for the original ID', 'stops', wechat({ originalId: 'tulip' }), 'wechat.originalId SETUP_ORIGINAL_ID_FORM'],
  [
    'a long original ID',
    'stops',
    wechat({ originalId: `gh_${'a'.repeat(62)}` }),
    'wechat.originalId SETUP_ORIGINAL_ID_FORM',
  ],
  ['no AppSecret', 'stops', without('wechat_app_secret'), 'secrets.wechat_app_secret SETUP_SECRET_MISSING'],
  ['plain mode', 'runs', wechat({ mode: 'plain' }), '~wechat.mode SETUP_PLAIN_MODE'],
  [
    'an API base without https',
    'stops',
    wechat({ apiBase: 'http://api.weixin.qq.com' }),
    'wechat.apiBase SETUP_URL_NOT_HTTPS',
  ],
  // The callback.
  ['no Token', 'stops', without('wechat_token'), 'secrets.wechat_token SETUP_SECRET_MISSING'],
  ['no EncodingAESKey', 'stops', without('wechat_aes_key'), 'secrets.wechat_aes_key SETUP_SECRET_MISSING'],
  [
    'no EncodingAESKey in compatible mode',
    'stops',
    (form, ctx) => {
      form.wechat.mode = 'compatible';
      without('wechat_aes_key')(form, ctx);
    },
    'secrets.wechat_aes_key SETUP_SECRET_MISSING',
  ],
  [
    'no EncodingAESKey in plain mode',
    'runs',
    (form, ctx) => {
      form.wechat.mode = 'plain';
      without('wechat_aes_key')(form, ctx);
    },
    '~wechat.mode SETUP_PLAIN_MODE',
  ],
  [
    'no public address',
    'runs',
    (_form, ctx) => {
      ctx.publicUrl = null;
    },
    'callback SETUP_PUBLIC_ADDRESS_MISSING',
  ],
  [
    'a public address at a port WeChat does not call',
    'runs',
    (_form, ctx) => {
      ctx.publicUrl = 'https://relay.veerpont.nl:8443';
    },
    'callback SETUP_URL_PORT 8443',
  ],
  // CXone.
  ['no integration', 'stops', set({ integration: '' }), 'integration SETUP_REQUIRED'],
  ['an integration nobody knows', 'stops', set({ integration: 'gone' }), 'integration SETUP_INTEGRATION_UNKNOWN gone'],
  [
    'an integration not in use',
    'stops',
    (_form, ctx) => {
      first(ctx.book.integrations).applied = null;
    },
    'integration SETUP_INTEGRATION_NOT_APPLIED WeChat support',
  ],
  [
    'an integration of relay.json',
    'runs',
    (form, ctx) => {
      form.integration = 'file';
      ctx.given = {
        from: 'file',
        relay: null,
        integrations: [{ id: 'file', name: 'File', integrationId: 'x' }],
        channels: [],
      };
    },
  ],
  ['no channel id', 'stops', cxone({ channelId: '' }), 'cxone.channelId SETUP_CXONE_CHANNEL_MISSING'],
  [
    'a name for the channel id',
    'stops',
    cxone({ channelId: 'Tulip shop' }),
    'cxone.channelId SETUP_CXONE_CHANNEL_FORM',
  ],
  ['a channel id that only we know', 'runs', cxone({ made: 'not_yet' }), 'cxone.made SETUP_CXONE_CHANNEL_MISSING'],
  [
    'the CXone channel of another',
    'stops',
    beside({ cxone: { channelId: '6F1F0C2E-4b7e-4a53-9d0a-2a6f5d8c1e90', made: 'api' } }),
    'cxone.channelId SETUP_CXONE_CHANNEL_TAKEN Other',
  ],
  // Not ready without script and skill.
  ['no script', 'runs', set({ script: { id: '', name: ' ' } }), 'script SETUP_SCRIPT_MISSING'],
  ['no skill', 'runs', set({ skill: { id: '', name: '' } }), 'skill SETUP_SKILL_MISSING'],
  ['a script and a skill by their ids', 'runs', set({ script: { id: '1', name: '' }, skill: { id: '2', name: '' } })],
  [
    'no script, and queues',
    'runs',
    set({ script: { id: '', name: '' }, routing: 'queues' }),
    'script SETUP_SCRIPT_MISSING',
  ],
];

function spoilt(spoil: Spoil): readonly [ChannelForm, Spoilable] {
  const form = goodChannel();
  const ctx = goodContext();
  spoil(form, ctx);
  ChannelForm.parse(form);
  return [form, ctx];
}

const cases = rows.map(([title, runs, spoil, ...found]) => ({ title, runs, spoil, found }));

describe('the rules of a channel', () => {
  it.each(cases)('$title', ({ spoil, found }) => {
    expect(checkChannel(...spoilt(spoil)).map(told)).toEqual(found);
  });

  it.each(cases)('$title: the relay $runs', ({ runs, spoil }) => {
    const isStopped = checkChannelToRun(...spoilt(spoil)).some(({ weight }) => weight === 'error');
    expect(isStopped ? 'stops' : 'runs').toBe(runs);
  });

  it.each(cases)('$title: each problem belongs to one step', ({ spoil, found }) => {
    const [form, ctx] = spoilt(spoil);
    const bySteps = ChannelStep.options.flatMap((step) => checkChannelStep(form, step, ctx));
    expect(bySteps.map(told)).toEqual(found);
  });

  it('goes on at the first step that is not finished', () => {
    const ctx = goodContext();
    expect(stepToDo(emptyChannel('new', { integration: '', cxoneChannelId: '' }), ctx)).toBe('account');
    expect(stepToDo(goodChannel(), { ...ctx, publicUrl: null })).toBe('callback');
    expect(stepToDo({ ...goodChannel(), cxone: { channelId: 'x', made: 'not_yet' } }, ctx)).toBe('cxone');
    expect(stepToDo({ ...goodChannel(), skill: { id: '', name: '' } }, ctx)).toBe('routing');
    expect(stepToDo(goodChannel(), ctx)).toBe('first_message');
  });

  it('runs on what was pasted without the spaces', () => {
    const form = goodChannel();
    wechat({ appId: ' wx0123456789abcdef ', originalId: 'gh_0a1b2c3d4e5f\n' })(form, goodContext());
    cxone({ channelId: ' 6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90' })(form, goodContext());
    expect(cleanChannel({ ...form, name: ' Tulip shop ' })).toEqual(goodChannel());
  });

  it('has no spaces in any field it runs on', () => {
    const fixed = ['id', 'integration', 'mode', 'made', 'routing', 'step', 'customerLanguage', 'agentLanguage'];
    const form = goodChannel();
    const padded = (value: unknown, key = ''): unknown => {
      if (typeof value === 'string') return fixed.includes(key) ? value : ` ${value}x\t`;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, padded(one, name)]));
    };
    const spaced = ChannelForm.parse({
      ...(padded(form) as ChannelForm),
      script: { id: ' 1 ', name: ' S ' },
      skill: { id: ' 2 ', name: ' T ' },
    });
    const cleaned = cleanChannel(spaced);
    expect(JSON.stringify(cleaned)).not.toMatch(/" |[ \t]"|\\t"/u);
    expect(cleaned).toMatchObject({ script: { id: '1', name: 'S' }, skill: { id: '2', name: 'T' } });
  });
});
