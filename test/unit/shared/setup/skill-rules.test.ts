import { describe, expect, it } from 'vitest';
import { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { emptyQueue, emptySkill } from '#shared/setup/new-entry.ts';
import { skillInstructions } from '#shared/setup/skill-instructions.ts';
import { checkSkill, policyOf, timerDifferences } from '#shared/setup/skill-rules.ts';
import { checkTime, timeOf, timeText, wholeNumber } from '#shared/setup/times.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { first, goodContext, goodSkill, told, type Spoilable } from './good-setup.ts';

type Row = readonly [title: string, spoil: (form: SkillForm, ctx: Spoilable) => void, ...found: string[]];

const set =
  (fields: Partial<SkillForm>): Row[1] =>
  (form) => {
    Object.assign(form, fields);
  };
const named = (name: string): Row[1] => set({ name });
const time = (hours: string, minutes: string, seconds: string) => ({ hours, minutes, seconds });
const minutes = (count: number) => time('', String(count), '');
/** An agent in MAX who has the skill. */
const inMax: Row[1] = (_form, ctx) => {
  ctx.book.users.push({ ...first(ctx.book.users), id: 'max', name: 'Max', application: 'max', skills: ['wechat_out'] });
};

const rows: readonly Row[] = [
  ['a good one', () => undefined],
  // 2 to 30 of letters, digits, hyphen, underscore, full stop, colon.
  ['no name', named(' '), 'name SETUP_REQUIRED'],
  ['one character', named('W'), 'name SETUP_SKILL_NAME_LENGTH 1'],
  ['two characters', named('We')],
  ['30 characters', named('a'.repeat(30))],
  ['31 characters', named('a'.repeat(31)), 'name SETUP_SKILL_NAME_LENGTH 31'],
  ['30 characters and spaces around them', named(` ${'a'.repeat(30)}\t`)],
  ['every kind of character', named('Az09-_.:')],
  ['a space', named('WeChat out'), 'name SETUP_SKILL_NAME_CHARACTERS U+0020'],
  ['other signs, each told once', named('a/b/c&d'), 'name SETUP_SKILL_NAME_CHARACTERS / &'],
  ['no more than five of them', named('!@#$%^&*'), 'name SETUP_SKILL_NAME_CHARACTERS ! @ # $ %'],
  ['a hidden character', named('We\u200bChat'), 'name SETUP_SKILL_NAME_CHARACTERS U+200B'],
  ['an emoji', named('WeChat🚢'), 'name SETUP_SKILL_NAME_CHARACTERS 🚢'],
  ['a tag', named('<b>x</b>'), 'name SETUP_SKILL_NAME_CHARACTERS < > /'],
  ['letters with an accent', named('Vérkoop'), '~name SETUP_SKILL_NAME_LETTERS'],
  ['Chinese letters', named('微信外呼'), '~name SETUP_SKILL_NAME_LETTERS'],
  [
    'one rare Chinese letter counts as one',
    named('𠮷'),
    'name SETUP_SKILL_NAME_LENGTH 1',
    '~name SETUP_SKILL_NAME_LETTERS',
  ],
  [
    'the name of another skill',
    (_form, ctx) => {
      ctx.book.skills.push({ ...goodSkill('other'), name: 'WECHAT_OUT' });
    },
    'name SETUP_NAME_TAKEN WeChat_Out',
  ],
  [
    'the name of a queue',
    (_form, ctx) => {
      ctx.book.queues.push({ ...emptyQueue('care'), name: 'wechat_out' });
    },
    'name SETUP_NAME_SKILL_AND_QUEUE WeChat_Out',
  ],
  // What it is for.
  ['another media type', set({ mediaType: 'other' }), 'mediaType SETUP_SKILL_MEDIA'],
  ['inbound', set({ direction: 'inbound' }), 'direction SETUP_SKILL_DIRECTION'],
  ['no channel', set({ channel: '' }), 'channel SETUP_SKILL_CHANNEL'],
  ['a channel nobody knows', set({ channel: 'gone' }), 'channel SETUP_SKILL_CHANNEL gone'],
  [
    'a given channel',
    (form, ctx) => {
      form.channel = 'demo';
      ctx.given = {
        from: 'sandbox',
        relay: null,
        integrations: [],
        channels: [{ id: 'demo', name: 'Demo', integration: 'demo', cxoneChannelId: 'demo' }],
      };
    },
  ],
  ['no campaign', set({ campaign: { id: '', name: ' ' } }), 'campaign SETUP_SKILL_CAMPAIGN'],
  ['a campaign by its name', set({ campaign: { id: '', name: 'Care' } })],
  // Template: for proactive work only, and always there.
  [
    'a template without proactive work',
    set({ messageTemplate: 'hello' }),
    'messageTemplate SETUP_TEMPLATE_NOT_PROACTIVE',
  ],
  ['proactive work without a template', set({ proactive: true }), 'messageTemplate SETUP_TEMPLATE_MISSING'],
  ['proactive work with one', set({ proactive: true, messageTemplate: 'hello' })],
  // Sub-skill: not with Studio.
  ['a sub-skill with Studio', set({ subSkill: 'VIP' }), 'subSkill SETUP_SUBSKILL_STUDIO'],
  ['a sub-skill with queues', set({ subSkill: 'VIP', usedWith: 'queues' }), '~usedWith SETUP_QUEUES_NOT_ADVISED'],
  // Agentless.
  ['agentless with agents', set({ agentless: true }), 'agentless SETUP_AGENTLESS_ASSISTED'],
  ['agentless without them', set({ agentless: true, agentAssisted: false })],
  [
    'agentless with minimums',
    set({ agentless: true, agentAssisted: false, minimumAgents: '2', minimumAvailable: 'x' }),
    'minimumAgents SETUP_AGENTLESS_MINIMUMS',
    'minimumAvailable SETUP_AGENTLESS_MINIMUMS',
  ],
  ['minimums', set({ minimumAgents: '2', minimumAvailable: '0' })],
  [
    'minimums that are no numbers',
    set({ minimumAgents: '-1', minimumAvailable: '1.5' }),
    'minimumAgents SETUP_NUMBER_FORM',
    'minimumAvailable SETUP_NUMBER_FORM',
  ],
  ['no blending', set({ priorityBlending: false }), '~priorityBlending SETUP_BLENDING_ADVISED'],
  // Screen pop.
  ['a screen pop', set({ screenPop: true, screenPopUrl: 'https://crm.veerpont.nl/?id={contactId}' })],
  ['a screen pop without an address', set({ screenPop: true }), 'screenPopUrl SETUP_REQUIRED'],
  [
    'a screen pop that is a script',
    set({ screenPop: true, screenPopUrl: 'javascript:alert(1)' }),
    'screenPopUrl SETUP_URL_FORM',
  ],
  [
    'a screen pop with a password',
    set({ screenPop: true, screenPopUrl: 'https://@crm.veerpont.nl' }),
    'screenPopUrl SETUP_URL_FORM',
  ],
  ['no screen pop, and an address left over', set({ screenPopUrl: 'x' })],
  [
    'a screen pop with queues',
    set({ screenPop: true, screenPopUrl: 'https://crm.veerpont.nl', usedWith: 'queues' }),
    '~usedWith SETUP_QUEUES_NOT_ADVISED',
    'screenPop SETUP_POPURL_NEEDS_STUDIO',
  ],
  [
    'what MAX does not have',
    (form, ctx) => {
      inMax(form, ctx);
      form.screenPop = true;
      form.screenPopUrl = 'https://crm.veerpont.nl';
      form.agentTimer = { enabled: true, first: minutes(5), followUp: minutes(5) };
      form.customerTimer = { enabled: true, idle: minutes(15), extension: true };
    },
    '~screenPop SETUP_CXONE_AGENT_ONLY Max',
    '~agentTimer.enabled SETUP_CXONE_AGENT_ONLY Max',
    '~customerTimer.enabled SETUP_CXONE_AGENT_ONLY Max',
  ],
  ['none of it in MAX', inMax],
  [
    'MAX, and another skill',
    (form, ctx) => {
      inMax(form, ctx);
      for (const { skills } of ctx.book.users) skills.splice(0, 1, 'Other');
      form.agentTimer = { enabled: true, first: minutes(5), followUp: minutes(5) };
    },
  ],
  [
    'a timer, and the skill with an agent of CXone Agent',
    (form, ctx) => {
      first(ctx.book.users).skills = ['WeChat_Out'];
      form.agentTimer = { enabled: true, first: minutes(5), followUp: minutes(5) };
    },
  ],
  ['no accepting or rejecting', set({ acceptReject: false })],
  // Timers.
  [
    'timers without a time',
    set({
      agentTimer: { enabled: true, first: time('', '', ''), followUp: time('0', '00', ' ') },
      customerTimer: { enabled: true, idle: time('', '', ''), extension: false },
    }),
    'agentTimer.first SETUP_TIME_MISSING',
    'agentTimer.followUp SETUP_TIME_MISSING',
    'customerTimer.idle SETUP_TIME_MISSING',
  ],
  [
    'times that are none',
    set({
      agentTimer: { enabled: true, first: time('1h', '60', '1'), followUp: time('8785', '', '') },
      customerTimer: { enabled: true, idle: time('', '-1', '61'), extension: false },
    }),
    'agentTimer.first.hours SETUP_TIME_FORM 8784',
    'agentTimer.first.minutes SETUP_TIME_FORM 59',
    'agentTimer.followUp.hours SETUP_TIME_FORM 8784',
    'customerTimer.idle.minutes SETUP_TIME_FORM 59',
    'customerTimer.idle.seconds SETUP_TIME_FORM 59',
  ],
  [
    'nonsense in a timer that is off',
    set({
      agentTimer: { enabled: false, first: time('x', '', ''), followUp: time('', '', '') },
      customerTimer: { enabled: false, idle: time('x', '', ''), extension: true },
    }),
  ],
];

describe('the rules of an outbound digital skill', () => {
  it.each(rows.map(([title, spoil, ...found]) => ({ title, spoil, found })))('$title', ({ spoil, found }) => {
    const form = goodSkill();
    const ctx = goodContext();
    spoil(form, ctx);
    expect(checkSkill(SkillForm.parse(form), ctx).map(told)).toEqual(found);
  });

  it('says of an empty form what is needed', () => {
    expect(checkSkill(emptySkill('new'), goodContext()).map(told)).toEqual([
      'name SETUP_REQUIRED',
      'channel SETUP_SKILL_CHANNEL',
      'campaign SETUP_SKILL_CAMPAIGN',
    ]);
  });
});

describe('times', () => {
  it.each([
    [time('', '', ''), 0, '0:00:00'],
    [time('0', '0', '1'), 1_000, '0:00:01'],
    [time('1', '2', '3'), 3_723_000, '1:02:03'],
    [time('26', '', ''), 93_600_000, '26:00:00'],
    [time('１', '３０', ''), 5_400_000, '1:30:00'],
    [time(' 1 ', '', ''), 3_600_000, '1:00:00'],
  ])('%j', (parts, ms, text) => {
    expect(timeOf(parts)).toBe(ms);
    expect(timeText(ms)).toBe(text);
    expect(checkTime('t', parts).map(told)).toEqual(ms === 0 ? ['t SETUP_TIME_MISSING'] : []);
  });

  it.each([
    [time('x', '', ''), 't.hours'],
    [time('', '60', ''), 't.minutes'],
    [time('', '', '1e1'), 't.seconds'],
    [time('', '', '1.5'), 't.seconds'],
  ])('%j is none', (parts, field) => {
    expect(timeOf(parts)).toBeNull();
    expect(checkTime('t', parts).map((one) => one.field)).toEqual([field]);
  });

  it.each([
    ['', 0],
    ['007', 7],
    ['999999', 999_999],
    ['1000000', null],
    ['+1', null],
    ['0x1', null],
    ['١', null],
  ])('%j as a whole number: %j', (text, expected) => {
    expect(wholeNumber(text)).toBe(expected);
  });
});

describe('timers of the skill and clocks here', () => {
  const policy = defaultSlaSettings('UTC').global;
  const on = (ms: number) => ({ enabled: true, targetMs: ms });
  const form = (): SkillForm => ({
    ...goodSkill(),
    agentTimer: { enabled: true, first: minutes(5), followUp: minutes(3) },
    customerTimer: { enabled: true, idle: minutes(15), extension: true },
  });
  const same = {
    ...policy,
    agentFirst: on(300_000),
    agentFollowUp: on(180_000),
    customerIdle: on(900_000),
    mayExtendIdle: true,
  };

  it.each([
    ['the same', form(), same, false, false],
    ['both off', goodSkill(), policy, false, false],
    [
      'a part of a minute',
      { ...form(), customerTimer: { enabled: true, idle: time('', '14', '1'), extension: true } },
      same,
      false,
      false,
    ],
    [
      'no time at all',
      { ...form(), customerTimer: { enabled: true, idle: time('x', '', ''), extension: true } },
      same,
      false,
      true,
    ],
    ['another first response', form(), { ...same, agentFirst: on(60_000) }, true, false],
    ['another follow-up', form(), { ...same, agentFollowUp: on(60_000) }, true, false],
    ['off here', form(), { ...same, agentFirst: { enabled: false, targetMs: 300_000 } }, true, false],
    ['on here only', goodSkill(), same, true, true],
    ['another idle time', form(), { ...same, customerIdle: on(60_000) }, false, true],
    ['no extension here', form(), { ...same, mayExtendIdle: false }, false, true],
  ] as const)('%s', (_title, skill, target, agent, customer) => {
    expect(timerDifferences(skill, target)).toEqual({ agent, customer });
  });

  it('are compared with the channel’s own goals where it has some', () => {
    const settings = defaultSlaSettings('UTC');
    settings.channels.push({ channelId: ChannelId.parse('tulip'), policy: same });
    expect(policyOf(settings, 'tulip')).toBe(same);
    expect(policyOf(settings, 'rose')).toBe(settings.global);
  });
});

describe('the instructions for making it by hand', () => {
  const lines = (form: SkillForm): string[] =>
    skillInstructions(form, { channel: 'Tulip shop' }).map(({ step, value }) => `${step} ${value ?? ''}`.trim());

  it('follow the form, and leave out what is not offered', () => {
    expect(lines(goodSkill())).toEqual([
      'open_acd',
      'open_skills',
      'create_single',
      'media_type Digital',
      'direction Outbound',
      'name WeChat_Out',
      'digital_channel Bring Your Own Channel',
      'channel_name Tulip shop',
      'campaign Care',
      'agentless off',
      'priority_blending on',
      'accept_reject on',
      'agent_timer off',
      'customer_timer off',
      'create',
    ]);
  });

  it('hold every value there is', () => {
    const form: SkillForm = {
      ...goodSkill(),
      proactive: true,
      messageTemplate: ' hello ',
      usedWith: 'queues',
      subSkill: 'VIP',
      minimumAgents: '2',
      minimumAvailable: '1',
      screenPop: true,
      screenPopUrl: 'https://crm.veerpont.nl',
      agentTimer: { enabled: true, first: minutes(5), followUp: time('', '1', '30') },
      customerTimer: { enabled: true, idle: time('1', '', ''), extension: true },
    };
    expect(lines(form).filter((line) => !lines(goodSkill()).includes(line))).toEqual([
      'message_template hello',
      'sub_skill VIP',
      'minimum_agents 2',
      'minimum_available 1',
      'screen_pop https://crm.veerpont.nl',
      'agent_timer on',
      'agent_first 0:05:00',
      'agent_follow_up 0:01:30',
      'customer_timer on',
      'customer_idle 1:00:00',
      'time_extension on',
    ]);
  });

  it('have no minimums with Agentless, and no sub-skill with Studio', () => {
    const form: SkillForm = { ...goodSkill(), agentless: true, minimumAgents: '2', subSkill: 'VIP' };
    expect(lines(form).join()).not.toMatch(/minimum|sub_skill/u);
  });
});
