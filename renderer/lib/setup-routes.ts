import { ChannelId } from '#shared/domain/ids.ts';
import { ChannelStep } from '#shared/domain/setup/channel-form.ts';
import { setupId } from '#shared/domain/setup/typed.ts';

/** Pages of the set-up. `id`: of an entry of the set-up book; `channelId` may be one of a configuration file too. */
export type SetupRoute =
  | { readonly page: 'setup'; readonly tab: PlainTab }
  | { readonly page: 'setup'; readonly tab: 'integration' | 'handOver'; readonly id: string }
  /** Without a step: where the wizard was left. */
  | { readonly page: 'setup'; readonly tab: 'channel'; readonly id: string; readonly step: ChannelStep | null }
  /** Without a skill: the list. Without a step: the first one. */
  | { readonly page: 'setup'; readonly tab: 'skills'; readonly id: null; readonly step: null }
  | { readonly page: 'setup'; readonly tab: 'skills'; readonly id: string; readonly step: SkillPageStep | null }
  | { readonly page: 'setup'; readonly tab: 'readiness'; readonly channelId: ChannelId };

/** Steps of an outbound skill, in the order they are filled in. */
export const skillPageSteps = ['skill', 'timers', 'sla', 'make'] as const;
export type SkillPageStep = (typeof skillPageSteps)[number];

const root = '/set-up';

const plainPaths = {
  overview: root,
  permissions: `${root}/permissions`,
  routing: `${root}/routing`,
  outside: `${root}/outside`,
  relay: `${root}/relay`,
  configuration: `${root}/configuration`,
} as const;
type PlainTab = keyof typeof plainPaths;
const plainTabs = ['overview', 'permissions', 'routing', 'outside', 'relay', 'configuration'] as const;

const isId = (text: string | undefined): text is string => setupId.safeParse(text).success;

function parseChannel(id: string, step: string | undefined): SetupRoute | null {
  if (step === undefined) return { page: 'setup', tab: 'channel', id, step: null };
  const parsed = ChannelStep.safeParse(step.replaceAll('-', '_'));
  return parsed.success ? { page: 'setup', tab: 'channel', id, step: parsed.data } : null;
}

function parseSkill(id: string, part: string | undefined): SetupRoute | null {
  if (part === undefined) return { page: 'setup', tab: 'skills', id, step: null };
  const step = skillPageSteps.find((one) => one === part);
  return step === undefined ? null : { page: 'setup', tab: 'skills', id, step };
}

/** Reads what stands after '#' when it begins with '/set-up'; null when it is no such address. */
export function parseSetupRoute(path: string): SetupRoute | null {
  const plain = plainTabs.find((tab) => plainPaths[tab] === path);
  if (plain !== undefined) return { page: 'setup', tab: plain };
  if (path === `${root}/skills`) return { page: 'setup', tab: 'skills', id: null, step: null };
  if (!path.startsWith(`${root}/`)) return null;
  const [kind, id, part, surplus] = path.slice(root.length + 1).split('/');
  if (surplus !== undefined) return null;
  if (kind === 'readiness' && part === undefined) {
    const channelId = ChannelId.safeParse(id);
    return channelId.success ? { page: 'setup', tab: 'readiness', channelId: channelId.data } : null;
  }
  if (!isId(id)) return null;
  if (kind === 'channel') return parseChannel(id, part);
  if (kind === 'skills') return parseSkill(id, part);
  if (kind === 'integration' && part === 'hand-over') return { page: 'setup', tab: 'handOver', id };
  if (part !== undefined) return null;
  return kind === 'integration' ? { page: 'setup', tab: 'integration', id } : null;
}

/** The address of a route of the set-up, with '#'. */
export function hrefOfSetup(route: SetupRoute): string {
  switch (route.tab) {
    case 'integration':
      return `#${root}/integration/${route.id}`;
    case 'handOver':
      return `#${root}/integration/${route.id}/hand-over`;
    case 'channel':
      return `#${root}/channel/${route.id}${route.step === null ? '' : `/${route.step.replaceAll('_', '-')}`}`;
    case 'skills':
      if (route.id === null) return `#${root}/skills`;
      return `#${root}/skills/${route.id}${route.step === null ? '' : `/${route.step}`}`;
    case 'readiness':
      return `#${root}/readiness/${route.channelId}`;
    default:
      return `#${plainPaths[route.tab]}`;
  }
}

/** Shorthands for links. */
export const setupHref = (tab: PlainTab = 'overview'): string => hrefOfSetup({ page: 'setup', tab });
export const setupIntegrationHref = (id: string): string => hrefOfSetup({ page: 'setup', tab: 'integration', id });
export const setupHandOverHref = (id: string): string => hrefOfSetup({ page: 'setup', tab: 'handOver', id });
export const setupChannelHref = (id: string, step: ChannelStep | null = null): string =>
  hrefOfSetup({ page: 'setup', tab: 'channel', id, step });
export const setupSkillHref = (id: string | null, step: SkillPageStep | null = null): string =>
  hrefOfSetup(
    id === null ? { page: 'setup', tab: 'skills', id, step: null } : { page: 'setup', tab: 'skills', id, step },
  );
export const setupReadinessHref = (channelId: ChannelId): string =>
  hrefOfSetup({ page: 'setup', tab: 'readiness', channelId });
