import { ChannelRight, type RoleForm } from '#shared/domain/setup/permissions.ts';

/** In the order of CXone's page. */
export const rights: readonly ChannelRight[] = ChannelRight.options;

/** A channel in a role, or taken out of it with all its rights. */
export function withChannel(role: RoleForm, channelId: string, isIn: boolean): RoleForm['channels'] {
  if (isIn) return { ...role.channels, [channelId]: role.channels[channelId] ?? [] };
  return Object.fromEntries(Object.entries(role.channels).filter(([id]) => id !== channelId));
}

/** A right given or taken; giving one adds the channel to the role. Rights stand in CXone's order. */
export function withRight(
  role: RoleForm,
  channelId: string,
  right: ChannelRight,
  given: boolean,
): RoleForm['channels'] {
  const before = role.channels[channelId] ?? [];
  const after = rights.filter((one) => (one === right ? given : before.includes(one)));
  return { ...role.channels, [channelId]: after };
}

/** One channel's rights for every channel given: most roles are the same everywhere. */
export function withSameRights(role: RoleForm, fromId: string, channelIds: readonly string[]): RoleForm['channels'] {
  const from = role.channels[fromId];
  if (from === undefined) return role.channels;
  return { ...role.channels, ...Object.fromEntries(channelIds.map((id) => [id, [...from]])) };
}
