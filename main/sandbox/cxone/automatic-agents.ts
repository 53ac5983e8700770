import type { TenantUser } from './admin/tenant-model.ts';

/**
 * Who stands as agent where the sandbox answers by itself. They are none of the tenant's users: nobody signs in as one of them,
 * no case is routed to them, and what they write stands under no person's name.
 */
export const automaticAgents: readonly TenantUser[] = ['A', 'B', 'C'].map((letter, place) => ({
  id: 4781 + place,
  firstName: 'Automatic agent',
  surname: letter,
  nickname: `Automatic agent ${letter}`,
  emailAddress: `automatic.${letter.toLowerCase()}@agents.example.com`,
  isBotUser: false,
  roleIds: [],
  application: 'none',
  digitalEngagement: false,
  skillIds: [],
}));

export const automaticAgent = (id: number): TenantUser | undefined => automaticAgents.find((agent) => agent.id === id);
