import { describe, expect, it } from 'vitest';
import { compareRoles, compareUsers } from '#renderer/features/setup/permissions/compare-tenant.ts';
import { withChannel, withRight, withSameRights } from '#renderer/features/setup/permissions/role-rights.ts';
import { skillNames } from '#renderer/features/setup/permissions/skill-names.ts';
import { fixHref } from '#renderer/features/setup/readiness/fix-href.ts';
import { instructionText } from '#renderer/features/setup/parts/Instructions.tsx';
import { knownChannels } from '#renderer/features/setup/parts/known-channels.ts';
import { shownBook } from '#renderer/features/setup/parts/use-book.ts';
import { countReadiness } from '#renderer/features/setup/readiness/readiness-look.ts';
import { skillStepState } from '#renderer/features/setup/skills/skill-steps.ts';
import { slaDraftOf, targetOf, withSlaDraft } from '#renderer/features/setup/skills/sla-draft.ts';
import { slaProblems } from '#renderer/features/setup/skills/sla-problems.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { ReadinessLine } from '#shared/domain/setup/readiness.ts';
import type { SetupForm } from '#shared/domain/setup/book.ts';
import { emptyBook, emptyRole, emptySkill, emptyUser } from '#shared/setup/new-entry.ts';
import { checkSkill } from '#shared/setup/skill-rules.ts';
import { skillTick, slaTick } from '#shared/setup/ticks.ts';
import { aSettingsView } from '../fake-sla.ts';
import { noTenant } from '../fake-setup-bridge.ts';
import { aChannelForm, anIntegration, unapplied } from './setup-kit.ts';

const minute = 60_000;
const tulip = ChannelId.parse('tulip');

describe('rights of a role', () => {
  const role = { ...emptyRole('agents'), channels: { tulip: ['reply' as const] } };
  it.each([
    [
      'a right comes in CXone’s order',
      withRight({ ...role, channels: { tulip: ['unassign'] } }, 'tulip', 'reply', true),
      { tulip: ['reply', 'unassign'] },
    ],
    ['a right adds its channel', withRight(role, 'canal', 'approve', true), { tulip: ['reply'], canal: ['approve'] }],
    ['the last right taken leaves the channel', withRight(role, 'tulip', 'reply', false), { tulip: [] }],
    ['a channel added twice keeps its rights', withChannel(role, 'tulip', true), { tulip: ['reply'] }],
    ['a channel taken out is gone', withChannel(role, 'tulip', false), {}],
    [
      'one channel’s rights for all',
      withSameRights(role, 'tulip', ['tulip', 'canal']),
      { tulip: ['reply'], canal: ['reply'] },
    ],
    ['no rights to give', withSameRights(role, 'canal', ['tulip']), { tulip: ['reply'] }],
  ])('%s', (_name, channels, expected) => expect(channels).toEqual(expected));
});

it.each([
  ['', []],
  [' , ;; ', []],
  ['WeChat', ['WeChat']],
  ['WeChat, WeChat , Sales', ['WeChat', 'Sales']],
  ['郁金香、运河；WeChat，\nSales', ['郁金香', '运河', 'WeChat', 'Sales']],
  ['x'.repeat(99), ['x'.repeat(60)]],
])('names of skills from %j', (text, names) => expect(skillNames(text)).toEqual(names));

describe('the plan beside the tenant', () => {
  const roles = [{ ...emptyRole('agents'), name: 'Agents' }];
  const tenantRoles = [{ id: '7', name: ' AGENTS ' }];
  const user = { ...emptyUser('u'), name: '王芳', roles: ['agents'], skills: ['WeChat'], digitalEngagement: true };
  const there = { id: '1', name: '王芳', roles: ['7'], digitalEngagement: true as boolean | null, skills: ['wechat'] };
  const lists = (one: Partial<typeof there> | null) => ({
    ...noTenant(),
    roles: { state: 'read' as const, code: null, items: tenantRoles },
    users: { state: 'read' as const, code: null, items: one === null ? [] : [{ ...there, ...one }] },
  });
  it.each([
    ['the same, whatever the capitals and ids', lists({}), 'both', []],
    ['another role', lists({ roles: ['Leads'] }), 'both', ['roles']],
    ['one role more', lists({ roles: ['7', 'Leads'] }), 'both', ['roles']],
    ['the attribute off', lists({ digitalEngagement: false }), 'both', ['attribute']],
    ['an attribute the tenant does not tell', lists({ digitalEngagement: null }), 'both', []],
    ['no skill', lists({ skills: [] }), 'both', ['skills']],
    ['not there', lists(null), 'only_here', undefined],
  ] as const)('%s', (_name, tenant, kind, differs) => {
    const [first] = compareUsers([user], roles, tenant);
    expect(first?.kind).toBe(kind);
    expect(first?.kind === 'both' ? first.differs : undefined).toEqual(differs);
  });

  it('lists what only one side has', () => {
    expect(compareUsers([], roles, lists({})).map(({ kind }) => kind)).toEqual(['only_tenant']);
    expect(
      compareRoles([...roles, emptyRole('x')], [...tenantRoles, { id: '8', name: 'Leads' }]).map(({ kind }) => kind),
    ).toEqual(['both', 'only_here', 'only_tenant']);
  });
});

describe('the book as it is shown', () => {
  it('has what was typed on top of what is stored, in every list', () => {
    const role = { ...emptyRole('agents'), name: 'Agents' };
    const book = { ...emptyBook(), roles: [role], channels: [{ ...unapplied, draft: aChannelForm() }] };
    const typed = (entry: SetupForm, base: SetupForm) => ({
      base,
      typed: entry,
      state: 'waiting' as const,
      error: null,
    });
    const shown = shownBook(book, {
      'role/agents': typed({ kind: 'role', form: { ...role, viewSkills: true } }, { kind: 'role', form: role }),
      'channel/tulip': typed(
        { kind: 'channel', form: aChannelForm({ name: 'Tulp' }) },
        { kind: 'channel', form: aChannelForm() },
      ),
    });
    expect(shown.roles[0]).toMatchObject({ name: 'Agents', viewSkills: true });
    expect(shown.channels[0]?.draft.name).toBe('Tulp');
    expect(shownBook(book, {})).toBe(book);
  });

  it('knows channels of elsewhere after its own, each once', () => {
    const book = { ...emptyBook(), channels: [{ ...unapplied, draft: aChannelForm() }] };
    const channel = (id: string) => ({ id, name: id, integration: 'support', cxoneChannelId: 'c' });
    const given = {
      from: 'file' as const,
      relay: null,
      integrations: [],
      channels: [channel('tulip'), channel('canal')],
    };
    expect(knownChannels({ book, given }).map(({ id, from }) => `${id} ${from}`)).toEqual(['tulip book', 'canal file']);
  });
});

describe('readiness', () => {
  const line = (part: Partial<ReadinessLine>): ReadinessLine => ({
    topic: 'integration',
    state: 'missing',
    code: null,
    value: null,
    at: null,
    by: null,
    fix: 'integration',
    ...part,
  });
  const book = {
    ...emptyBook(),
    integrations: [{ ...unapplied, draft: anIntegration() }],
    channels: [{ ...unapplied, draft: aChannelForm() }],
    skills: [emptySkill('out', 'tulip')],
  };

  it('counts what is left out on purpose as done, and waits as not', () => {
    const lines = (['done', 'not_needed', 'waiting', 'wrong'] as const).map((state) => line({ state }));
    expect(countReadiness(lines)).toMatchObject({ done: 2, count: 4, first: { state: 'waiting' } });
    expect(countReadiness(lines.slice(0, 2)).first).toBeNull();
  });

  it.each([
    [line({ fix: 'integration' }), book, '#/set-up/integration/support'],
    [line({ fix: 'integration' }), { ...book, integrations: [] }, '#/set-up/channel/tulip'],
    [line({ fix: 'integration' }), emptyBook(), null],
    [line({ fix: 'channel', topic: 'cxone_channel' }), book, '#/set-up/channel/tulip/cxone'],
    [line({ fix: 'channel', topic: 'script_and_skill' }), book, '#/set-up/channel/tulip/routing'],
    [line({ fix: 'channel' }), emptyBook(), null],
    [line({ fix: 'skill' }), book, '#/set-up/skills/out'],
    [line({ fix: 'skill' }), emptyBook(), '#/set-up/skills'],
    [line({ fix: 'sla' }), book, '#/sla/settings'],
    [line({ fix: 'channel_page' }), emptyBook(), '#/channel/tulip'],
  ])('%#: the page that mends it', (one, of, href) => expect(fixHref(one, tulip, of)).toBe(href));
});

describe('the SLA of a channel', () => {
  const { settings } = aSettingsView().current;
  const skill = {
    ...emptySkill('out', 'tulip'),
    agentTimer: {
      enabled: true,
      first: { hours: '', minutes: '', seconds: '61' },
      followUp: { hours: '', minutes: '2', seconds: '' },
    },
    customerTimer: { enabled: true, idle: { hours: '1', minutes: '', seconds: '' }, extension: true },
  };
  const parts = (days: string, hours: string, minutes: string) => ({ enabled: true, days, hours, minutes });
  it.each([
    [parts('1', '2', '3'), (1_440 + 120 + 3) * minute],
    [parts('', '', ''), 0],
    [parts('１', '', ''), 1_440 * minute],
    [parts('-1', '', ''), null],
    [parts('', '1.5', ''), null],
  ])('%#: a target as typed', (typed, ms) => expect(targetOf(typed)).toBe(ms));

  it('reads and writes the same', () => {
    const draft = { ...slaDraftOf(settings, 'tulip'), follows: false };
    const own = withSlaDraft(settings, tulip, draft, skill);
    expect(own.channels.at(-1)?.policy).toEqual(settings.global);
    expect(withSlaDraft(own, tulip, { ...draft, follows: true }, skill)).toEqual(settings);
  });

  it('takes the timers over into the channel’s own targets, or into those of all', () => {
    const draft = { ...slaDraftOf(settings, 'tulip'), takeTimers: true };
    const valid = { ...skill, agentTimer: { ...skill.agentTimer, first: { hours: '', minutes: '1', seconds: '1' } } };
    const own = withSlaDraft(settings, tulip, { ...draft, follows: false }, valid).channels.at(-1)?.policy;
    expect([own?.agentFirst.targetMs, own?.agentFollowUp.targetMs, own?.customerIdle.targetMs]).toEqual([
      2 * minute,
      2 * minute,
      60 * minute,
    ]);
    expect(own?.mayExtendIdle).toBe(true);
    const all = withSlaDraft(settings, tulip, { ...draft, follows: true }, valid);
    expect(all.global.agentFirst).toEqual({ enabled: true, targetMs: 2 * minute });
    // What is no time leaves the target as it was.
    expect(withSlaDraft(settings, tulip, { ...draft, follows: true }, skill).global.agentFirst.targetMs).toBe(
      settings.global.agentFirst.targetMs,
    );
  });

  it('says at the field what is wrong', () => {
    const draft = { ...slaDraftOf(settings, 'tulip'), follows: false };
    const of = (part: Partial<typeof draft>) => slaProblems(settings, tulip, { ...draft, ...part }, skill);
    expect(of({})).toEqual([]);
    expect(of({ solution: parts('x', '', '') })).toEqual([
      { field: 'solution', code: 'SETUP_NUMBER_FORM', value: null },
    ]);
    expect(of({ firstResponse: parts('', '', '0') })[0]).toMatchObject({ field: 'firstResponse' });
    expect(of({ follows: true, firstResponse: parts('x', '', '') })).toEqual([]);
  });

  it('makes the steps of a skill green only by what was ticked and agrees', () => {
    const form = {
      ...emptySkill('out', 'tulip'),
      name: 'out',
      campaign: { id: '', name: 'c' },
      made: 'by_hand' as const,
    };
    const book = { ...emptyBook(), channels: [{ ...unapplied, draft: aChannelForm() }] };
    const given = { from: 'none' as const, relay: null, integrations: [], channels: [] };
    const input = { form, problems: checkSkill(form, { book, given }), ticks: [], sla: settings };
    const tick = (id: string) => ({ id, by: 'desk-2', at: 0 });
    expect(skillStepState('skill', input)).toBe('done');
    expect(skillStepState('make', input)).toBe('waiting');
    expect(skillStepState('make', { ...input, ticks: [tick(skillTick(form))] })).toBe('done');
    expect(skillStepState('make', { ...input, form: { ...form, made: 'not_yet' } })).toBe('todo');
    expect(skillStepState('sla', input)).toBe('waiting');
    expect(skillStepState('sla', { ...input, sla: null })).toBe('waiting');
    const off = {
      ...settings.global,
      ...Object.fromEntries(
        (['agentFirst', 'agentFollowUp', 'customerIdle'] as const).map((name) => [
          name,
          { ...settings.global[name], enabled: false },
        ]),
      ),
    };
    const agreeing = { ...settings, global: off };
    const ticked = [tick(slaTick(agreeing, 'tulip'))];
    expect(skillStepState('sla', { ...input, sla: agreeing, ticks: ticked })).toBe('done');
  });
});

it('writes instructions as text that can be sent', () => {
  expect(
    instructionText('Do', [
      { words: 'Open', value: null },
      { words: 'Type', value: 'a: b' },
    ]),
  ).toBe('Do\n1. Open\n2. Type: a: b');
});
