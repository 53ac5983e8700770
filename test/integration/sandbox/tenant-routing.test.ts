import { describe, expect, it } from 'vitest';
import { createRandom } from '#sandbox/kit/random.ts';
import { rightsOf } from '#sandbox/cxone/admin/rights.ts';
import { routeOf } from '#sandbox/cxone/admin/route-of.ts';
import type { NotOffered, RoutedChannel } from '#sandbox/cxone/admin/route-of.ts';
import { createTenantBook } from '#sandbox/cxone/admin/tenant-book.ts';
import type { TenantBook } from '#sandbox/cxone/admin/tenant-book.ts';
import { addToStartingRoles, emptySkill, fillTenant } from '#sandbox/cxone/admin/tenant-defaults.ts';
import type { QueueCondition, TenantQueue, TenantUser } from '#sandbox/cxone/admin/tenant-model.ts';

const routed: RoutedChannel = { id: 'ch', scriptId: '501', defaultSkillId: '10001' };

function book(change: (tenant: TenantBook) => void = () => undefined): TenantBook {
  const tenant = createTenantBook(createRandom('routing'));
  fillTenant(tenant);
  addToStartingRoles(tenant, 'ch');
  change(tenant);
  return tenant;
}

const included = (...channelIds: string[]): QueueCondition => ({ rule: 'included_channels', channelIds });
const queue = (id: string, conditions: QueueCondition[][], more: Partial<TenantQueue> = {}): TenantQueue => ({
  id,
  name: id,
  priority: 0,
  isFallback: false,
  filters: conditions.map((all, place) => ({ id: String(place), name: 'x', conditions: all })),
  ...more,
});

describe('by script and skill', () => {
  it('goes to those of the skill who may work with the channel', () => {
    expect(routeOf(routed, book())).toMatchObject({
      kind: 'skill',
      skillId: '10001',
      userIds: [4711, 4712, 4713, 4714],
    });
  });

  it.each<[NotOffered, Partial<TenantUser>]>([
    ['no_application', { application: 'none' }],
    ['agent_needs_attribute_and_skill', { digitalEngagement: false }],
    ['agent_needs_attribute_and_skill', { skillIds: [] }],
    ['agent_needs_attribute_and_skill', { skillIds: [], digitalEngagement: false }],
    ['max_needs_attribute_or_skill', { application: 'max', skillIds: [], digitalEngagement: false }],
    ['not_in_skill', { skillIds: ['10002'] }],
    ['not_in_skill', { application: 'max', skillIds: [] }],
    ['no_role', { roleIds: [] }],
    ['no_role', { roleIds: ['301', '302'] }],
    ['no_role', { roleIds: ['9'] }],
  ])('passes a user over: %s %j', (because, changes) => {
    const tenant = book(({ users }) => users.set(4711, { ...users.get(4712), ...changes, id: 4711 } as TenantUser));
    const route = routeOf(routed, tenant);
    expect(route).toMatchObject({ userIds: [4712, 4713, 4714], others: [{ userId: 4711, because }] });
  });

  it.each<[string, Partial<TenantUser>]>([
    ['MAX with the skill alone', { application: 'max', digitalEngagement: false }],
    ['MAX with both', { application: 'max' }],
    ['a role without rights on the channel', { roleIds: ['302'] }],
  ])('offers to %s', (_who, changes) => {
    const tenant = book(({ users }) => users.set(4711, { ...users.get(4711), ...changes } as TenantUser));
    expect(routeOf(routed, tenant).userIds).toContain(4711);
  });

  it('passes over whose role does not have the channel', () => {
    const tenant = book(({ roles }) => {
      const role = roles.get('301');
      if (role) role.channels = {};
    });
    expect(routeOf(routed, tenant)).toMatchObject({
      userIds: [4712, 4714],
      others: [
        { userId: 4711, because: 'channel_not_in_role' },
        { userId: 4713, because: 'channel_not_in_role' },
      ],
    });
  });

  it.each<[string, RoutedChannel | undefined, (tenant: TenantBook) => void]>([
    ['no_channel', undefined, () => undefined],
    ['no_script', { ...routed, scriptId: null }, () => undefined],
    ['no_skill', { ...routed, defaultSkillId: null }, () => undefined],
    ['script_gone', routed, ({ scripts }) => scripts.clear()],
    ['skill_gone', routed, ({ skills }) => skills.clear()],
    [
      'skill_gone',
      routed,
      ({ skills }) => skills.set('10001', { ...emptySkill('10001', 'x', '601'), isActive: false }),
    ],
  ])('waits in the backlog: %s', (because, channel, change) => {
    expect(routeOf(channel, book(change))).toEqual({ kind: 'backlog', because, userIds: [], others: [] });
  });
});

describe('by queues of older days', () => {
  const legacy: RoutedChannel = { id: 'ch', scriptId: null, defaultSkillId: null };
  const withQueues = (...queues: TenantQueue[]): TenantBook =>
    book((tenant) => {
      tenant.queues.clear();
      for (const one of queues) tenant.queues.set(one.id, one);
      const anna = tenant.users.get(4711);
      if (anna) anna.skillIds = queues.map(({ id }) => id);
    });

  it.each<[string, TenantQueue[], string | null]>([
    ['the one whose filter fits', [queue('a', [[included('other')]]), queue('b', [[included('ch')]])], 'b'],
    ['one of whose filters fits', [queue('a', [[included('other')], [included('x', 'ch')]])], 'a'],
    [
      'the higher priority of two',
      [queue('a', [[included('ch')]]), queue('b', [[included('ch')]], { priority: 3 })],
      'b',
    ],
    ['none without filters', [queue('a', [])], null],
    ['none by a filter without conditions', [queue('a', [[]])], null],
    ['none by an empty list of channels', [queue('a', [[included()]])], null],
    ['none where one of two conditions fails', [queue('a', [[included('ch'), { rule: 'other', words: 'x' }]])], null],
    ['the fallback where none fits', [queue('a', [], { isFallback: true }), queue('b', [])], 'a'],
    [
      'no fallback where one fits',
      [queue('a', [], { isFallback: true, priority: 9 }), queue('b', [[included('ch')]])],
      'b',
    ],
  ])('takes %s', (_what, queues, expected) => {
    const route = routeOf(legacy, withQueues(...queues));
    expect(route.kind === 'queue' ? route.queueId : null).toBe(expected);
    expect(route.userIds).toEqual(expected === null ? [] : [4711]);
    if (route.kind === 'queue') expect(route.isFallback).toBe(queues.find(({ id }) => id === expected)?.isFallback);
  });

  it('leaves a channel with script and skill to them', () => {
    expect(routeOf(routed, withQueues(queue('a', [[included('ch')]]))).kind).toBe('skill');
  });
});

describe('rights on a channel', () => {
  it('needs Reply and View Skills together', () => {
    const tenant = book();
    const anna = tenant.users.get(4711) as TenantUser;
    const role = tenant.roles.get('301');
    const because = (change: () => void, channelId = 'ch'): string | null => {
      change();
      return rightsOf(anna, channelId, tenant).noReplyBecause;
    };
    if (!role) throw new Error('no role');
    expect(rightsOf(anna, 'ch', tenant)).toMatchObject({ reply: true, approve: false, noReplyBecause: null });
    expect(because(() => (role.viewSkills = false))).toBe('no_view_skills');
    expect(because(() => (role.channels.ch = ['approve', 'delete_original']))).toBe('no_reply_right');
    expect(rightsOf(anna, 'ch', tenant)).toMatchObject({ approve: true, deleteOriginal: true, hideOriginal: false });
    expect(because(() => undefined, 'other')).toBe('channel_not_in_role');
    expect(because(() => anna.roleIds.push('302'))).toBe('no_role');
    expect(rightsOf(anna, 'ch', tenant)).toMatchObject({ hasChannel: false, approve: false });
  });
});
