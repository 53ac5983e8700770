import { ChannelSettings } from '#shared/domain/operations.ts';
import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { RelayStore } from '../ports/relay-store.ts';

/** A passive reply of WeChat holds 2,048 bytes; a notice that long is not read. */
const longestNoticeBytes = 600;

const nothingSet: ChannelSettings = {
  testFollowers: [],
  outageNotice: { enabled: false, texts: { en: '', nl: '', zh: '' } },
};

export interface ChannelSettingsDeps {
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact' | 'message'>;
  readonly audit: AuditTrail;
  readonly log: Logger;
}

/** What operators set for a channel besides its configuration. Kept by the relay, sealed. */
export class ChannelSettingsService {
  readonly #deps: ChannelSettingsDeps;
  readonly #settings = new Map<ChannelId, ChannelSettings>();

  constructor(deps: ChannelSettingsDeps) {
    this.#deps = deps;
  }

  /** Reads what was set before. What cannot be read counts as not set: nothing is told to customers then. */
  async load(channelIds: readonly ChannelId[]): Promise<void> {
    const { store, log } = this.#deps;
    for (const channelId of channelIds) {
      try {
        const text = await store.readFact(factName(channelId));
        if (text !== null) this.#settings.set(channelId, ChannelSettings.parse(JSON.parse(text)));
      } catch (thrown) {
        log.error('channel_settings.unreadable', { channelId, code: toRelayError(thrown).code });
      }
    }
  }

  of(channelId: ChannelId): ChannelSettings {
    return this.#settings.get(channelId) ?? nothingSet;
  }

  /**
   * Registers whom a message came from or went to; one already registered gets the new label. Throws MESSAGE_NOT_FOUND;
   * TEST_FOLLOWER_UNKNOWN when the message's sender cannot be read.
   */
  async addFollower(input: {
    readonly messageId: MessageId;
    readonly label: string;
    readonly by: string;
  }): Promise<{ channelId: ChannelId; settings: ChannelSettings }> {
    const { messageId, label, by } = input;
    const { row, openId } = await this.#deps.store.message(messageId);
    if (openId === null) throw new RelayError('TEST_FOLLOWER_UNKNOWN', 'the sender of the message cannot be read');
    const { channelId } = row;
    const before = this.of(channelId);
    const others = before.testFollowers.filter((follower) => follower.openId !== openId);
    const settings = ChannelSettings.safeParse({ ...before, testFollowers: [...others, { openId, label }] });
    if (!settings.success) throw new RelayError('IPC_SCHEMA', 'too many test followers');
    return { channelId, settings: await this.set({ channelId, settings: settings.data, by }) };
  }

  /** Throws TEXT_TOO_LONG; then what was in force stays. */
  async set(input: {
    readonly channelId: ChannelId;
    readonly settings: ChannelSettings;
    readonly by: string;
  }): Promise<ChannelSettings> {
    const { channelId, settings, by } = input;
    for (const text of Object.values(settings.outageNotice.texts)) {
      if (Buffer.byteLength(text) > longestNoticeBytes) {
        throw new RelayError('TEXT_TOO_LONG', 'the outage notice is too long', { value: String(longestNoticeBytes) });
      }
    }
    const before = this.of(channelId);
    await this.#deps.store.writeFact(factName(channelId), JSON.stringify(settings));
    this.#settings.set(channelId, settings);
    this.#deps.audit.note({
      by,
      action: 'channel_settings',
      channelId,
      subject: null,
      detail: changedParts(before, settings),
    });
    return settings;
  }
}

const factName = (channelId: ChannelId): string => `channel-settings:${channelId}`;

/** Names what changed; never what stands in it. */
function changedParts(before: ChannelSettings, after: ChannelSettings): string | null {
  const parts = (['testFollowers', 'outageNotice'] as const).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return parts.length === 0 ? null : parts.join(', ');
}
