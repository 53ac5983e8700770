import { describe, expect, it } from 'vitest';
import { SetupBook } from '#shared/domain/setup/book.ts';
import type { ChannelRight, RoleForm, UserForm } from '#shared/domain/setup/permissions.ts';
import {
  checkPermissions,
  checkRoleForm,
  checkUserForm,
  mayHandleDigital,
  permissionsOf,
  rightsOf,
  type PermissionFinding,
} from '#shared/setup/permission-rules.ts';
import { emptyRole, emptyUser } from '#shared/setup/new-entry.ts';
import { first, goodBook, told } from './good-setup.ts';

/** Ways to spoil a good set-up, and what is found: 'role/user/channel CODE value'. */
type Row = readonly [title: string, spoil: (book: SetupBook) => void, ...found: string[]];

const lineOf = ({ roleId, userId, channelId, ...rest }: PermissionFinding): string =>
  told({ ...rest, field: [roleId, userId, channelId].map((id) => id ?? '').join('/') });

const role =
  (fields: Partial<RoleForm>): Row[1] =>
  (book) => {
    Object.assign(first(book.roles), fields);
  };
const rights = (...list: ChannelRight[]): Row[1] => role({ channels: { tulip: list } });
const user =
  (fields: Partial<UserForm>): Row[1] =>
  (book) => {
    Object.assign(first(book.users), fields);
  };
const addRole =
  (id: string, list: ChannelRight[], viewSkills = true): Row[1] =>
  (book) => {
    book.roles.push({ id, name: id, viewSkills, channels: { tulip: list } });
  };
const addUser =
  (id: string, roles: string[]): Row[1] =>
  (book) => {
    book.users.push({ ...first(book.users), id, name: id, roles });
  };
const all =
  (...spoils: Row[1][]): Row[1] =>
  (book) => {
    for (const spoil of spoils) spoil(book);
  };
const noUsers: Row[1] = (book) => {
  book.users = [];
};

const rows: readonly Row[] = [
  ['a good set-up', () => undefined],
  // The channel is added to the roles that use it.
  [
    'no role at all',
    (book) => {
      book.roles = [];
    },
    '/anna/ SETUP_USER_NO_ROLE Anna',
    '//tulip SETUP_CHANNEL_IN_NO_ROLE Tulip shop',
  ],
  ['the channel in no role', role({ channels: {} }), '//tulip SETUP_CHANNEL_IN_NO_ROLE Tulip shop'],
  [
    'another channel in the role',
    role({ channels: { rose: ['reply'] } }),
    '//tulip SETUP_CHANNEL_IN_NO_ROLE Tulip shop',
  ],
  // Reply and View Skills.
  [
    'Reply without View Skills',
    role({ viewSkills: false }),
    'agent// SETUP_VIEW_SKILLS_MISSING Agent',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  [
    'View Skills alone is no matter without Reply',
    all(addRole('watch', ['assign'], false)),
    '~watch//tulip SETUP_NO_REPLY_DRAFTS watch',
  ],
  // Without Reply: drafts, which somebody approves.
  [
    'no Reply, no approver, nobody replies',
    rights('assign'),
    '~agent//tulip SETUP_NO_REPLY_DRAFTS Agent',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
    '//tulip SETUP_NO_APPROVER Tulip shop',
  ],
  [
    'a trainee without an approver',
    all(addRole('trainee', []), addUser('bo', ['trainee'])),
    '~trainee//tulip SETUP_NO_REPLY_DRAFTS trainee',
    '//tulip SETUP_NO_APPROVER Tulip shop',
  ],
  [
    'a trainee, and an agent who approves',
    all(rights('reply', 'approve'), addRole('trainee', []), addUser('bo', ['trainee'])),
    '~trainee//tulip SETUP_NO_REPLY_DRAFTS trainee',
  ],
  [
    'a trainee, and a role that approves which nobody has',
    all(addRole('trainee', []), addUser('bo', ['trainee']), addRole('boss', ['reply', 'approve'])),
    '~trainee//tulip SETUP_NO_REPLY_DRAFTS trainee',
    '//tulip SETUP_NO_APPROVER Tulip shop',
  ],
  [
    'who only approves is no writer of drafts without an approver',
    all(addRole('boss', ['approve']), addUser('bo', ['boss'])),
    '~boss//tulip SETUP_NO_REPLY_DRAFTS boss',
  ],
  [
    'roles alone, while no user is written down: nobody approves',
    all(noUsers, addRole('trainee', [])),
    '~trainee//tulip SETUP_NO_REPLY_DRAFTS trainee',
    '//tulip SETUP_NO_APPROVER Tulip shop',
  ],
  [
    'roles alone: a role approves',
    all(noUsers, addRole('trainee', []), addRole('boss', ['reply', 'approve'])),
    '~trainee//tulip SETUP_NO_REPLY_DRAFTS trainee',
  ],
  // Nothing is taken back at WeChat.
  ['delete', rights('reply', 'delete_original'), '~agent//tulip SETUP_NOT_AT_WECHAT Agent'],
  ['hide', rights('reply', 'hide_original'), '~agent//tulip SETUP_NOT_AT_WECHAT Agent'],
  ['both', rights('reply', 'delete_original', 'hide_original'), '~agent//tulip SETUP_NOT_AT_WECHAT Agent'],
  // One role per digital user.
  [
    'a user without a role',
    user({ roles: [] }),
    '/anna/ SETUP_USER_NO_ROLE Anna',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  [
    'a role that no longer exists',
    user({ roles: ['gone'] }),
    '/anna/ SETUP_USER_NO_ROLE Anna',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  ['the same role twice', user({ roles: ['agent', 'agent'] })],
  [
    'two roles',
    all(addRole('boss', ['reply', 'approve']), user({ roles: ['agent', 'boss'] })),
    '/anna/ SETUP_USER_MORE_ROLES Anna: Agent, boss',
  ],
  // CXone Agent needs both, MAX either.
  [
    'CXone Agent without the attribute',
    user({ digitalEngagement: false }),
    '/anna/ SETUP_AGENT_NEEDS_BOTH Anna',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  [
    'CXone Agent without a skill',
    user({ skills: [' '] }),
    '/anna/ SETUP_AGENT_NEEDS_BOTH Anna',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  ['MAX with the skill alone', user({ application: 'max', digitalEngagement: false })],
  [
    'MAX with the attribute alone',
    user({ application: 'max', skills: [] }),
    '~//tulip SETUP_SKILL_HELD_BY_NOBODY WeChat_In',
  ],
  [
    'MAX with neither',
    user({ application: 'max', skills: [], digitalEngagement: false }),
    '/anna/ SETUP_MAX_NEEDS_EITHER Anna',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  [
    'somebody who answers in no program',
    user({ application: 'none', skills: [], digitalEngagement: false }),
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  // Who is offered the cases.
  ['another skill than the channel’s', user({ skills: ['Voice'] }), '~//tulip SETUP_SKILL_HELD_BY_NOBODY WeChat_In'],
  ['the channel’s skill in other letters', user({ skills: [' wechat_IN '] })],
  [
    'another skill, and queues',
    (book) => {
      first(book.users).skills = ['Voice'];
      first(book.channels).draft.routing = 'queues';
    },
  ],
  // Names.
  [
    'a role without a name',
    role({ name: '', viewSkills: false }),
    'agent// SETUP_VIEW_SKILLS_MISSING agent',
    '//tulip SETUP_NOBODY_REPLIES Tulip shop',
  ],
  [
    'a channel without a name',
    (book) => {
      book.roles = [];
      book.users = [];
      first(book.channels).draft.name = '';
    },
    '//tulip SETUP_CHANNEL_IN_NO_ROLE tulip',
  ],
];

function spoilt(spoil: Row[1]): SetupBook {
  const book = goodBook();
  spoil(book);
  return SetupBook.parse(book);
}

describe('the rules of permissions', () => {
  it.each(rows.map(([title, spoil, ...found]) => ({ title, spoil, found })))('$title', ({ spoil, found }) => {
    expect(checkPermissions(spoilt(spoil), ['tulip'], []).map(lineOf)).toEqual(found);
  });

  it('judges channels that are not of the book by the same roles', () => {
    const book = goodBook();
    first(book.roles).channels.demo = ['reply'];
    expect(checkPermissions(book, ['demo'], [])).toEqual([]);
    const given = [{ id: 'demo', name: 'Demo shop', integration: 'file', cxoneChannelId: 'x' }];
    const missing = (channels: typeof given) => checkPermissions(goodBook(), ['demo'], channels).map(lineOf);
    expect(missing(given)).toEqual(['//demo SETUP_CHANNEL_IN_NO_ROLE Demo shop']);
    expect(missing([])).toEqual(['//demo SETUP_CHANNEL_IN_NO_ROLE demo']);
  });

  it('says of one channel nothing about roles and users it has nothing to do with', () => {
    const book = spoilt(all(addUser('bo', []), addUser('cas', ['other'])));
    book.roles.push({ id: 'other', name: 'Other', viewSkills: false, channels: { rose: ['reply'] } });
    expect(checkPermissions(book, ['tulip', 'rose'], []).length).toBeGreaterThan(0);
    expect(permissionsOf(book, 'tulip', [])).toEqual([]);
    expect(permissionsOf(book, 'rose', []).map(lineOf)).toContain('other// SETUP_VIEW_SKILLS_MISSING Other');
  });

  it('does not take what every object has for a channel', () => {
    expect(rightsOf(emptyRole('r'), 'constructor')).toBeNull();
    expect(rightsOf(emptyRole('r'), '__proto__')).toBeNull();
  });

  it.each([
    ['cxone_agent', true, true, true],
    ['cxone_agent', true, false, false],
    ['cxone_agent', false, true, false],
    ['max', true, false, true],
    ['max', false, true, true],
    ['max', false, false, false],
    ['none', true, true, false],
  ] as const)('%s, attribute %s, skill %s: %s', (application, digitalEngagement, withSkill, expected) => {
    const skills = withSkill ? ['WeChat_In'] : [];
    expect(mayHandleDigital({ ...emptyUser('u'), application, digitalEngagement, skills })).toBe(expected);
  });

  it('wants names that can be told apart', () => {
    const book = goodBook();
    expect(checkRoleForm({ ...emptyRole('x'), name: ' AGENT' }, book).map(told)).toEqual([
      'name SETUP_NAME_TAKEN AGENT',
    ]);
    expect(checkRoleForm(emptyRole('x'), book).map(told)).toEqual(['name SETUP_REQUIRED']);
    expect(checkRoleForm(first(book.roles), book)).toEqual([]);
    expect(checkUserForm({ ...emptyUser('x'), name: 'anna' }, book).map(told)).toEqual(['name SETUP_NAME_TAKEN anna']);
    expect(checkUserForm({ ...emptyUser('x'), name: '王芳' }, book)).toEqual([]);
  });
});
