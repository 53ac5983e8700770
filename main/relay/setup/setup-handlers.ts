import type { Handlers } from '#shared/contract/contract-types.ts';
import type { setupForRelay } from '#shared/contract/setup-contract.ts';
import type { AuditAction } from '#shared/domain/operations.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { TenantDesk, TryWeChat } from '../ports/setup-trials.ts';
import type { WayTrial } from '../ports/way-trial.ts';
import type { SightingBook } from './sighting-book.ts';

export interface SetupHandlerDeps {
  readonly tryWeChat: TryWeChat;
  readonly tenant: TenantDesk;
  readonly sightings: Pick<SightingBook, 'list'>;
  readonly audit: AuditTrail;
  readonly ways: WayTrial;
  /** CXone made or named these channels of its own, by its ids. */
  readonly inCxone: (cxoneChannelIds: readonly string[]) => void;
}

const actionOf = {
  applied: 'setup_applied',
  removed: 'setup_removed',
  exported: 'setup_exported',
  imported: 'setup_imported',
  sheet_saved: 'setup_sheet_saved',
  secret_made: 'setup_secret_made',
} as const satisfies Record<string, AuditAction>;

/** What main asks of the relay for the set-up. Credentials that come along live as long as the question. */
export function setupHandlers(deps: SetupHandlerDeps): Handlers<typeof setupForRelay> {
  const { tryWeChat, tenant, sightings, audit, ways, inCxone } = deps;
  const note = (by: string, action: AuditAction, subject: string, detail: string | null = null): void => {
    audit.note({ by, action, channelId: null, subject, detail });
  };
  return {
    'setup.tryWeChat': (access) => tryWeChat(access),
    'setup.tryCxone': ({ access, integrationId }) => tenant.try(access, integrationId),
    'setup.tenantOf': async ({ access, integrationId }) => {
      const lists = await tenant.lists(access, integrationId);
      inCxone(lists.channels.items.map(({ id }) => id));
      return lists;
    },
    'setup.makeChannel': async ({ access, by, ...channel }) => {
      const trial = await tenant.makeChannel(access, channel);
      const id = createdIn(trial);
      if (id !== null) {
        note(by, 'setup_channel_made', channel.name, id);
        inCxone([id]);
      }
      return trial;
    },
    'setup.makeSkill': async ({ access, skill, cxoneChannelId, by }) => {
      const trial = await tenant.makeSkill(access, skill, cxoneChannelId);
      const id = createdIn(trial);
      if (id !== null) note(by, 'setup_skill_made', skill.name, id);
      return trial;
    },
    'setup.sightings': () => sightings.list(),
    'setup.ways': () => ways.list(),
    'setup.tryProxy': ({ host }) => ways.try(host),
    'setup.noted': ({ what, subject, by }) => {
      note(by, actionOf[what], subject);
      return null;
    },
  };
}

/** The id of what was made, or null when nothing was. */
function createdIn({ steps }: Trial): string | null {
  return steps.find(({ step, outcome }) => step === 'created' && outcome === 'ok')?.value ?? null;
}
