// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { PermissionsPage } from '#renderer/features/setup/permissions/PermissionsPage.tsx';
import { useTenantStore } from '#renderer/features/setup/parts/use-tenant.ts';
import type { RoleForm, UserForm } from '#shared/domain/setup/permissions.ts';
import { emptyRole, emptyUser } from '#shared/setup/new-entry.ts';
import { roleTick } from '#shared/setup/ticks.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { noTenant } from '../fake-setup-bridge.ts';
import { aChannelForm, anIntegration, appliedNow, begunView } from './setup-kit.ts';
import {
  askedFor,
  click,
  closePage,
  focus,
  leave,
  named,
  press,
  settled,
  showPage,
  shownText,
  type,
} from './shown-page.tsx';

afterEach(async () => {
  await closePage();
  useTenantStore.setState({ lists: {} });
});

const agents: RoleForm = {
  ...emptyRole('agents'),
  name: 'Agents',
  viewSkills: true,
  channels: { tulip: ['reply', 'assign'], canal: [] },
};
const jansen: UserForm = {
  ...emptyUser('jansen'),
  name: 'M. Jansen',
  roles: ['agents'],
  digitalEngagement: true,
  skills: ['WeChat'],
};

const bridgeWith = (roles: readonly RoleForm[], users: readonly UserForm[] = []): FakeBridge =>
  createFakeBridge({
    setup: begunView({
      integrations: [appliedNow(anIntegration())],
      channels: [
        appliedNow(aChannelForm()),
        appliedNow(aChannelForm({ id: 'canal', name: 'Canal', cxone: { channelId: 'b', made: 'api' } })),
      ],
      roles: [...roles],
      users: [...users],
    }),
  });

const box = (right: string, channel: string, role = 'Agents'): HTMLInputElement =>
  named('input', `${right}: role ${role}, channel ${channel}`);
const savedRole = (bridge: FakeBridge): RoleForm | undefined => bridge.state.setup.book.roles[0];

describe('the matrix of roles, channels and rights', () => {
  it('binds every box to its right, role and channel, and saves a tick', async () => {
    const bridge = bridgeWith([agents]);
    await showPage(<PermissionsPage />, bridge);
    expect(box('Reply', 'Tulip').checked).toBe(true);
    expect(box('Can approve', 'Tulip').checked).toBe(false);
    await click(box('Can approve', 'Tulip'));
    await leave(box('Can approve', 'Tulip'));
    expect(savedRole(bridge)?.channels['tulip']).toEqual(['reply', 'approve', 'assign']);
  });

  it('adds a channel with its first right and takes it out with all of them', async () => {
    const bridge = bridgeWith([{ ...agents, channels: {} }]);
    await showPage(<PermissionsPage />, bridge);
    expect(shownText()).toContain('(Tulip)');
    await click(box('Reply', 'Tulip'));
    expect(box('In the role', 'Tulip').checked).toBe(true);
    await click(box('In the role', 'Tulip'));
    await leave(box('In the role', 'Tulip'));
    expect(savedRole(bridge)?.channels).toEqual({});
  });

  it('is one stop of the Tab key, and the arrow keys move in it', async () => {
    await showPage(<PermissionsPage />, bridgeWith([agents]));
    const stops = [...document.querySelectorAll<HTMLInputElement>('table input[data-column]')].filter(
      ({ tabIndex }) => tabIndex === 0,
    );
    expect(stops).toEqual([box('In the role', 'Tulip')]);
    const [stop] = stops;
    await focus(stop as HTMLElement);
    for (const key of ['ArrowRight', 'ArrowDown']) await press(document.activeElement as HTMLElement, key);
    expect(document.activeElement).toBe(box('Reply', 'Canal'));
    expect(box('Reply', 'Canal').tabIndex).toBe(0);
    await press(box('Reply', 'Canal'), 'End');
    expect(document.activeElement).toBe(box('Can unassign', 'Canal'));
    await press(box('Can unassign', 'Canal'), 'Home', true);
    expect(document.activeElement).toBe(box('In the role', 'Tulip'));
    await press(box('In the role', 'Tulip'), 'ArrowUp');
    expect(document.activeElement).toBe(box('In the role', 'Tulip'));
  });

  it('says what goes against a rule where it stands, in every language', async () => {
    for (const language of ['en', 'nl', 'zh'] as const) {
      await showPage(<PermissionsPage />, bridgeWith([{ ...agents, viewSkills: false }], [jansen]), language);
      const head = document.querySelector('tbody th[scope="rowgroup"]');
      expect(head?.querySelectorAll('[data-weight="error"]'), language).toHaveLength(1);
      // Canal is in the role without Reply: drafts, and nobody to approve them.
      const rows = [...document.querySelectorAll('tbody td[colspan]')];
      expect(
        rows.map((row) => row.querySelectorAll('[data-weight="warning"]').length),
        language,
      ).toEqual([1]);
      await closePage();
    }
  });

  it('gives the first channel’s rights to all', async () => {
    const bridge = bridgeWith([agents]);
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Same for all channels'));
    await leave(box('Reply', 'Tulip'));
    expect(savedRole(bridge)?.channels).toEqual({ tulip: ['reply', 'assign'], canal: ['reply', 'assign'] });
  });

  it('adds a role, and takes one out only after it was asked', async () => {
    const bridge = bridgeWith([agents]);
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Add a role'));
    expect(bridge.state.setup.book.roles.map(({ id }) => id)).toEqual(['agents', 'role-1']);
    await click(named('button', 'Remove…: Agents'));
    expect(askedFor(bridge, 'setup.forget')).toEqual([]);
    await click(named('button', 'Remove: Agents'));
    expect(askedFor(bridge, 'setup.forget')).toEqual([{ kind: 'role', id: 'agents' }]);
  });
});

describe('the people', () => {
  it('keeps two roles of one person, as a tenant may have it, and says that one is too many', async () => {
    const bridge = bridgeWith([agents, { ...agents, id: 'leads', name: 'Leads' }], [jansen]);
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Edit M. Jansen'));
    await click(named('fieldset label input', 'Leads'));
    await leave(named('fieldset label input', 'Leads'));
    expect(bridge.state.setup.book.users[0]?.roles).toEqual(['agents', 'leads']);
    expect(named('ul', 'What is wrong with M. Jansen').querySelectorAll('[data-weight="error"]')).toHaveLength(1);
  });

  it('takes names of skills as they are typed, with a comma on its way', async () => {
    const bridge = bridgeWith([agents], [jansen]);
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Edit M. Jansen'));
    const field = named<HTMLInputElement>('input', 'Digital skills');
    await type(field, 'WeChat, ');
    expect(field.value).toBe('WeChat, ');
    await type(field, 'WeChat, Support；郁金香');
    await leave(field);
    expect(bridge.state.setup.book.users[0]?.skills).toEqual(['WeChat', 'Support', '郁金香']);
  });

  it('shows an empty name only after the field was left', async () => {
    await showPage(<PermissionsPage />, bridgeWith([agents], [{ ...jansen, name: '' }]));
    await click(named('button', 'Edit without a name'));
    const field = named<HTMLInputElement>('input', 'Name');
    expect(field.getAttribute('aria-invalid')).toBe('false');
    await leave(field);
    expect(named('input', 'Name').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('what CXone says', () => {
  const tenant = {
    ...noTenant(),
    roles: { state: 'read' as const, code: null, items: [{ id: '7', name: 'Agents' }] },
    users: {
      state: 'read' as const,
      code: null,
      items: [
        { id: '1', name: 'm. jansen', roles: ['7'], digitalEngagement: false, skills: ['WeChat'] },
        { id: '2', name: '王芳', roles: ['7'], digitalEngagement: true, skills: [] },
      ],
    },
  };

  it('stands beside the plan with the differences marked, and can be taken into it', async () => {
    const bridge = bridgeWith([agents], [jansen]);
    bridge.state.tenant = tenant;
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Read from CXone'));
    expect(askedFor(bridge, 'setup.tenant')).toEqual([{ integrationId: 'support' }]);
    const kinds = [...document.querySelectorAll('li[data-kind]')].map((one) => one.getAttribute('data-kind'));
    expect(kinds).toEqual(['both', 'differs', 'only_tenant']);
    expect(shownText()).toContain('The attribute Digital Engagement is off in CXone');
    await click(named('button', 'Add 王芳 to the plan'));
    expect(bridge.state.setup.book.users[1]).toMatchObject({ id: 'user-1', name: '王芳', roles: ['agents'] });
  });

  it('says so when the tenant does not tell', async () => {
    const bridge = bridgeWith([agents]);
    bridge.state.tenant = { ...tenant, users: { state: 'not_available', code: null, items: [] } };
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Read from CXone'));
    expect(shownText()).toContain('Compare by hand');
  });
});

describe('the check list', () => {
  it('shows who ticked what, and asks again after a change', async () => {
    const bridge = bridgeWith([agents], []);
    await showPage(<PermissionsPage />, bridge);
    const label = 'Role “Agents”, channel “Tulip”: Reply, Can assign/reassign; View Skills on';
    await click(named('label', label).querySelector('input') as HTMLElement);
    expect(askedFor(bridge, 'setup.tick')).toEqual([{ id: roleTick(agents, 'tulip'), done: true }]);
    expect(named('label', label).parentElement?.getAttribute('data-state')).toBe('ticked');
    expect(named('label', label).parentElement?.textContent).toContain('desk-2');
    await click(box('Can unassign', 'Tulip'));
    await settled();
    const changed = named(
      'label',
      'Role “Agents”, channel “Tulip”: Reply, Can assign/reassign, Can unassign; View Skills on',
    );
    expect(changed.parentElement?.getAttribute('data-state')).toBe('stale');
    expect(changed.parentElement?.textContent).toContain('look again');
  });

  it('can be copied as a list and as clicks', async () => {
    const bridge = bridgeWith([agents], [jansen]);
    await showPage(<PermissionsPage />, bridge);
    await click(named('button', 'Copy: the check list'));
    const [copied] = askedFor(bridge, 'app.copyText') as { text: string }[];
    expect(copied?.text.split('\n')).toEqual([
      'Check list for CXone',
      '[ ] Role “Agents”, channel “Tulip”: Reply, Can assign/reassign; View Skills on',
      '[ ] Role “Agents”, channel “Canal”: no box ticked; View Skills on',
      '[ ] “M. Jansen”: role Agents; Digital Engagement on; digital skills: WeChat',
    ]);
    const steps = [...document.querySelectorAll('details ol li')].map((one) => one.textContent);
    expect(steps.some((step) => step.includes('Edit permissions') && step.includes('Tulip'))).toBe(true);
  });
});
