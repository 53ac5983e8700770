import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/** What a role may do on one channel (CXone: ACD > Digital > Roles > Channels > Edit permissions). */
export const ChannelRight = z.enum(['reply', 'delete_original', 'hide_original', 'approve', 'assign', 'unassign']);
export type ChannelRight = z.infer<typeof ChannelRight>;

export const RoleForm = z.object({
  id: setupId,
  name: typed(200),
  /** The permission View Skills of the application Admin; needed beside Reply. */
  viewSkills: z.boolean(),
  /** By our channel id. A channel that is missing is not added to the role. */
  channels: z.record(z.string().max(40), z.array(ChannelRight)),
});
export type RoleForm = z.infer<typeof RoleForm>;

export const UserForm = z.object({
  id: setupId,
  name: typed(200),
  /** `id`s of roles. A digital user has exactly one. */
  roles: z.array(z.string().max(40)).max(20),
  /** Which program the agent answers in: CXone Agent needs attribute and skill, MAX either. */
  application: z.enum(['cxone_agent', 'max', 'none']),
  digitalEngagement: z.boolean(),
  /** Names of digital skills assigned to them. */
  skills: z.array(typed(60)).max(100),
});
export type UserForm = z.infer<typeof UserForm>;
