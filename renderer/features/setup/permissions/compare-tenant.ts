import type { RoleForm, UserForm } from '#shared/domain/setup/permissions.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import { nameKey } from '#shared/setup/names.ts';

type TenantUser = TenantLists['users']['items'][number];
type TenantRole = TenantLists['roles']['items'][number];

/** In what a user of the plan differs from the tenant's. */
export type UserPoint = 'roles' | 'attribute' | 'skills';

export type UserComparison =
  | {
      readonly kind: 'both';
      readonly user: UserForm;
      readonly tenant: TenantUser;
      /** The tenant's roles by name. */
      readonly tenantRoles: readonly string[];
      readonly differs: readonly UserPoint[];
    }
  | { readonly kind: 'only_here'; readonly user: UserForm }
  | { readonly kind: 'only_tenant'; readonly tenant: TenantUser; readonly tenantRoles: readonly string[] };

export type RoleComparison =
  | { readonly kind: 'both' | 'only_here'; readonly role: RoleForm }
  | { readonly kind: 'only_tenant'; readonly tenant: TenantRole };

const sameNames = (a: readonly string[], b: readonly string[]): boolean => {
  const keys = (names: readonly string[]): string => [...new Set(names.map(nameKey))].sort().join('\n');
  return keys(a) === keys(b);
};

/** Roles as the tenant names them: its users may carry ids or names. */
const namesOf = (roles: readonly string[], known: readonly TenantRole[]): readonly string[] =>
  roles.map((one) => known.find(({ id }) => id === one)?.name ?? one);

/** The plan's roles beside the tenant's, by name. */
export function compareRoles(roles: readonly RoleForm[], tenant: readonly TenantRole[]): readonly RoleComparison[] {
  const there = new Set(tenant.map(({ name }) => nameKey(name)));
  const here = new Set(roles.map(({ name }) => nameKey(name)));
  return [
    ...roles.map((role): RoleComparison => ({ kind: there.has(nameKey(role.name)) ? 'both' : 'only_here', role })),
    ...tenant
      .filter(({ name }) => !here.has(nameKey(name)))
      .map((one): RoleComparison => ({ kind: 'only_tenant', tenant: one })),
  ];
}

/** The plan's users beside the tenant's, by name; what the tenant does not tell is no difference. */
export function compareUsers(
  users: readonly UserForm[],
  roles: readonly RoleForm[],
  tenant: Pick<TenantLists, 'users' | 'roles'>,
): readonly UserComparison[] {
  const here = new Set(users.map(({ name }) => nameKey(name)));
  const rolesOf = (one: TenantUser): readonly string[] => namesOf(one.roles, tenant.roles.items);
  const planned = users.map((user): UserComparison => {
    const there = tenant.users.items.find(({ name }) => nameKey(name) === nameKey(user.name));
    if (there === undefined) return { kind: 'only_here', user };
    const tenantRoles = rolesOf(there);
    const mine = user.roles.map((id) => roles.find((role) => role.id === id)?.name ?? id);
    const differs: UserPoint[] = [];
    if (!sameNames(mine, tenantRoles)) differs.push('roles');
    if (there.digitalEngagement !== null && there.digitalEngagement !== user.digitalEngagement)
      differs.push('attribute');
    if (!sameNames(user.skills, there.skills)) differs.push('skills');
    return { kind: 'both', user, tenant: there, tenantRoles, differs };
  });
  const others = tenant.users.items
    .filter(({ name }) => !here.has(nameKey(name)))
    .map((one): UserComparison => ({ kind: 'only_tenant', tenant: one, tenantRoles: rolesOf(one) }));
  return [...planned, ...others];
}
