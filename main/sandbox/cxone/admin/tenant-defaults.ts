import type { TenantBook } from './tenant-book.ts';
import type { ChannelRight, TenantRole, TenantSkill, TenantUser } from './tenant-model.ts';

/** Ids of what every sandbox tenant begins with. */
export const startingIds = {
  roles: { agent: '301', trainee: '302', supervisor: '303' },
  inboundSkill: '10001',
  queue: '10002',
  script: '501',
  campaigns: ['601', '602'],
  template: '701',
} as const;

/** A skill as the form shows it before anything is entered: digital, inbound, no timers. */
export function emptySkill(id: string, name: string, campaignId: string): TenantSkill {
  return {
    id,
    name,
    mediaTypeId: 9,
    isOutbound: false,
    isActive: true,
    channelId: null,
    campaignId,
    proactive: false,
    templateId: null,
    usedWith: 'studio',
    subSkill: null,
    agentless: false,
    minimumAgents: null,
    minimumAvailable: null,
    priorityBlending: false,
    popUrl: null,
    acceptReject: false,
    refusalSeconds: 45,
    agentTimer: { enabled: false, firstSeconds: 0, followUpSeconds: 0 },
    customerTimer: { enabled: false, idleSeconds: 0, extension: false },
  };
}

const agentRights: readonly ChannelRight[] = ['reply'];
const supervisorRights: readonly ChannelRight[] = [
  'reply',
  'delete_original',
  'hide_original',
  'approve',
  'assign',
  'unassign',
];

/** Adds a channel to the three roles the tenant begins with, as a tenant that is in use would have it. */
export function addToStartingRoles(book: TenantBook, channelId: string): void {
  const { agent, trainee, supervisor } = startingIds.roles;
  const rightsOf: Record<string, readonly ChannelRight[]> = {
    [agent]: agentRights,
    [trainee]: [],
    [supervisor]: supervisorRights,
  };
  for (const [id, rights] of Object.entries(rightsOf)) {
    const role = book.roles.get(id);
    if (role) role.channels[channelId] = [...rights];
  }
}

/** People, roles, one inbound skill, a script, two campaigns, a queue of older days and a template. */
export function fillTenant(book: TenantBook): void {
  const { roles, inboundSkill, queue, script, campaigns, template } = startingIds;
  const role = (id: string, name: string, viewSkills: boolean): void => {
    const made: TenantRole = { id, name, viewSkills, channels: {} };
    book.roles.set(id, made);
  };
  role(roles.agent, 'Agent', true);
  role(roles.trainee, 'Trainee', true);
  role(roles.supervisor, 'Supervisor', true);

  for (const user of startingUsers) book.users.set(user.id, structuredClone(user));

  book.campaigns.set(campaigns[0], { id: campaigns[0], name: 'Customer Care' });
  book.campaigns.set(campaigns[1], { id: campaigns[1], name: 'Proactive Messages' });
  book.scripts.set(script, { id: script, name: 'Digital_Inbound' });
  book.templates.set(template, { id: template, name: 'Order on its way', text: 'Your order is on its way.' });
  book.skills.set(inboundSkill, {
    ...emptySkill(inboundSkill, 'WeChat_Inbound', campaigns[0]),
    acceptReject: true,
    agentTimer: { enabled: true, firstSeconds: 120, followUpSeconds: 300 },
    customerTimer: { enabled: true, idleSeconds: 900, extension: true },
  });
  book.queues.set(queue, {
    id: queue,
    name: 'Digital_Legacy',
    priority: 1,
    isFallback: false,
    filters: [{ id: 'f1', name: 'Channels', conditions: [{ rule: 'included_channels', channelIds: [] }] }],
  });
}

type StartingUser = Pick<TenantUser, 'id' | 'firstName' | 'surname' | 'roleIds' | 'application'> & {
  isBotUser?: boolean;
};

const person = ({ isBotUser = false, ...user }: StartingUser): TenantUser => ({
  ...user,
  nickname: user.firstName,
  emailAddress: `${user.firstName.toLowerCase()}@agents.example.com`,
  isBotUser,
  digitalEngagement: !isBotUser,
  skillIds: isBotUser ? [] : [startingIds.inboundSkill, startingIds.queue],
});

/** Everybody who may answer; the first is who writes when nobody is named. */
export const startingUsers: readonly TenantUser[] = [
  person({ id: 4711, firstName: 'Anna', surname: 'de Wit', roleIds: ['301'], application: 'cxone_agent' }),
  person({ id: 4712, firstName: 'Bas', surname: 'Jansen', roleIds: ['302'], application: 'cxone_agent' }),
  person({ id: 4713, firstName: '小明', surname: '王', roleIds: ['301'], application: 'max' }),
  person({ id: 4714, firstName: 'Sara', surname: 'El Amrani', roleIds: ['303'], application: 'cxone_agent' }),
  person({ id: 4790, firstName: 'Welcome', surname: 'Bot', roleIds: [], application: 'none', isBotUser: true }),
];
