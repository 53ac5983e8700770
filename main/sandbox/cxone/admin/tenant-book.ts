import type { Random } from '../../kit/random.ts';
import { createSignal } from '../../kit/signal.ts';
import type { Signal } from '../../kit/signal.ts';
import type {
  MessageTemplate,
  TenantAccessKey,
  TenantApplication,
  TenantCampaign,
  TenantQueue,
  TenantRole,
  TenantScript,
  TenantSkill,
  TenantSla,
  TenantUser,
} from './tenant-model.ts';

export type TenantPart =
  | 'integrations'
  | 'channels'
  | 'users'
  | 'roles'
  | 'skills'
  | 'scripts'
  | 'campaigns'
  | 'queues'
  | 'templates'
  | 'sla'
  | 'access';

/** Everything of the tenant but integrations, channels and messages. Whoever changes something says so with `changed`. */
export interface TenantBook {
  readonly users: Map<number, TenantUser>;
  readonly roles: Map<string, TenantRole>;
  readonly skills: Map<string, TenantSkill>;
  readonly scripts: Map<string, TenantScript>;
  readonly campaigns: Map<string, TenantCampaign>;
  readonly queues: Map<string, TenantQueue>;
  readonly templates: Map<string, MessageTemplate>;
  readonly applications: Map<string, TenantApplication>;
  readonly accessKeys: Map<string, TenantAccessKey>;
  sla: TenantSla;
  /** What was changed, after it was. */
  readonly changes: Signal<TenantPart>;
  changed(part: TenantPart): void;
  /** Rises with each change. */
  revision(): number;
  /** A number for a new thing of the tenant, never used before. */
  newId(): string;
  newUuid(): string;
  random: Random;
}

export function createTenantBook(random: Random): TenantBook {
  const changes = createSignal<TenantPart>();
  let revision = 0;
  let lastId = 20_000;
  return {
    users: new Map(),
    roles: new Map(),
    skills: new Map(),
    scripts: new Map(),
    campaigns: new Map(),
    queues: new Map(),
    templates: new Map(),
    applications: new Map(),
    accessKeys: new Map(),
    sla: { global: { firstResponseMinutes: 30, solutionMinutes: 480 }, channels: {}, officeHours: null },
    changes,
    changed(part) {
      revision += 1;
      changes.emit(part);
    },
    revision: () => revision,
    newId: () => String((lastId += 1)),
    newUuid: () => random.uuid(),
    random,
  };
}
