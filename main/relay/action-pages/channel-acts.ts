import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { AdminCxone } from '../ports/admin-cxone.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { ChannelControls } from '../ports/channel-watch.ts';
import { channelsOf, compareChannels, type ChannelLists, type ChannelView } from './channel-view.ts';
import { valueOf } from './cxone-problem.ts';
import type { ActionSession } from './sessions.ts';

export interface ChannelActsDeps {
  readonly channels: readonly ChannelConfig[];
  readonly snapshots: () => readonly ChannelSnapshot[];
  readonly controls: ChannelControls;
  /** Told of channels that CXone was seen to have under one of our registrations. */
  readonly isInCxone: (channelId: ChannelId) => void;
  /** Begins a reconnect of each; one under way goes on. */
  readonly reconnect: (
    channelIds: readonly ChannelId[],
    by: string,
  ) => Promise<readonly ReconnectRun[]> | readonly ReconnectRun[];
  readonly audit: AuditTrail;
  readonly cxone: AdminCxone;
}

/** What an administrator can do on the pages, with their own right at CXone. Each throws the error the page shows. */
export class ChannelActs {
  readonly #deps: ChannelActsDeps;

  constructor(deps: ChannelActsDeps) {
    this.#deps = deps;
  }

  /** Both sides' channels as they are now. */
  async lists(session: ActionSession): Promise<ChannelLists> {
    const { channels, snapshots, cxone, isInCxone } = this.#deps;
    const inCxone = valueOf(await cxone.listChannels(session), 'call');
    const lists = compareChannels(session, channels, inCxone, snapshots());
    for (const { config, presence } of lists.ours) if (presence === 'present') isInCxone(config.id);
    return lists;
  }

  /** Creates those CXone does not have, under the ids of our configuration. */
  async create(session: ActionSession, channelIds: readonly string[]): Promise<void> {
    const chosen = await this.#chosen(session, channelIds);
    const missing = chosen.filter(({ presence }) => presence === 'missing');
    for (const { config } of missing) {
      await this.#upsert(session, config);
      this.#note(session, 'action_page_created', config.id);
    }
    const told = missing.length > 0 ? missing : chosen;
    const kind = missing.length > 0 ? 'created' : chosen.length > 0 ? 'present' : 'nothing';
    session.told = { kind, names: told.map(({ config }) => config.name) };
  }

  /** Creates again what CXone no longer has, then begins the reconnects. */
  async reconnect(session: ActionSession, channelIds: readonly string[]): Promise<void> {
    const chosen = (await this.#chosen(session, channelIds)).filter(({ presence }) => presence !== 'otherIntegration');
    if (chosen.length === 0) {
      session.told = { kind: 'nothing', names: [] };
      return;
    }
    for (const { config, presence } of chosen) {
      if (presence === 'missing') await this.#upsert(session, config);
      else await this.#startRemoved(session, config.id);
    }
    const ids = chosen.map(({ config }) => config.id);
    const runs = await this.#deps.reconnect(ids, byOf(session));
    session.runs = runs.map(({ id, channelId }) => ({ runId: id, channelId }));
    for (const id of ids) this.#note(session, 'action_page_reconnected', id);
  }

  /** Deletes it in CXone, then switches it off here. */
  async remove(session: ActionSession, channelId: string): Promise<void> {
    const [view] = await this.#chosen(session, [channelId]);
    if (view === undefined || view.presence === 'otherIntegration') {
      throw new RelayError('CHANNEL_UNKNOWN', 'not one of the channels that can be removed');
    }
    const { id, cxoneChannelId, name } = view.config;
    valueOf(await this.#deps.cxone.deleteChannel(session, cxoneChannelId), 'call');
    await this.#deps.controls.set({
      channelIds: [id],
      action: 'stop',
      until: null,
      by: byOf(session),
      code: 'CHANNEL_REMOVED_IN_CXONE',
    });
    this.#note(session, 'action_page_removed', id);
    session.told = { kind: 'removed', names: [name] };
  }

  /** One of our channels by our id or CXone's. */
  named(session: Pick<ActionSession, 'integrations'>, name: string | null): ChannelId | null {
    if (name === null) return null;
    const found = channelsOf(session, this.#deps.channels).find(
      ({ id, cxoneChannelId }) => cxoneChannelId === name || id === name,
    );
    return found?.id ?? null;
  }

  opened(session: ActionSession, page: string): void {
    const { audit } = this.#deps;
    const by = byOf(session);
    audit.note({ by, action: 'action_page_opened', channelId: session.channelId, subject: page, detail: null });
  }

  async #chosen(session: ActionSession, channelIds: readonly string[]): Promise<readonly ChannelView[]> {
    if (channelIds.length === 0) return [];
    const wanted = new Set<string>(channelIds);
    const { ours } = await this.lists(session);
    return ours.filter(({ config }) => wanted.has(config.id));
  }

  async #upsert(session: ActionSession, config: ChannelConfig): Promise<void> {
    const facts = {
      cxoneChannelId: config.cxoneChannelId,
      originalId: config.wechat.originalId,
      integrationId: integrationOf(session, config).integrationId,
      name: config.name,
    };
    valueOf(await this.#deps.cxone.upsertChannel(session, facts), 'call');
    this.#deps.isInCxone(config.id);
    await this.#startRemoved(session, config.id);
  }

  /** It was switched off because it was removed in CXone; now it is there again. Who else switched it off decides. */
  async #startRemoved(session: ActionSession, channelId: ChannelId): Promise<void> {
    const { controls } = this.#deps;
    const { mode, code } = controls.of(channelId);
    if (mode !== 'stopped' || code !== 'CHANNEL_REMOVED_IN_CXONE') return;
    await controls.set({ channelIds: [channelId], action: 'start', until: null, by: byOf(session) });
  }

  #note(session: ActionSession, action: `action_page_${'created' | 'reconnected' | 'removed'}`, id: ChannelId): void {
    this.#deps.audit.note({ by: byOf(session), action, channelId: id, subject: null, detail: null });
  }
}

/** How the person stands in audit and time lines: apart from the operators of this console. */
function byOf({ userName }: ActionSession): string {
  return `CXone: ${userName}`;
}

function integrationOf(session: ActionSession, { integration }: ChannelConfig): IntegrationConfig {
  const found = session.integrations.find(({ id }) => id === integration);
  if (found === undefined) throw new RelayError('CHANNEL_UNKNOWN', 'not a channel of this tenant');
  return found;
}
