import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { OutageNotice } from '#shared/domain/operations.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { InboundPush } from '../ports/intake.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { noticeText, repliesAreStuck, takesNotice, type NoticeLanguage } from './outage-notice.ts';

/** Who was told is kept in memory for the last so many; for the others the store is asked. */
const keptInMemory = 10_000;

export type NoticedPush = Pick<InboundPush, 'channelId' | 'openId' | 'content' | 'dedupeKey'>;

/** Kept with the record of who was told, so that WeChat's repeat of the push gets the answer it did not read. */
const Told = z.object({ push: z.string(), text: z.string() });
type Told = z.infer<typeof Told>;

export interface OutageNoticesDeps {
  readonly noticeOf: (channelId: ChannelId) => OutageNotice;
  readonly language: (channelId: ChannelId) => NoticeLanguage;
  readonly snapshot: (channelId: ChannelId) => Pick<ChannelSnapshot, 'state' | 'legs' | 'incidentId'> | null;
  readonly store: Pick<OperationsStore, 'getRecord' | 'putRecord'>;
  /** An end user was told, as part of that incident. */
  readonly onTold: (channelId: ChannelId, incidentId: string) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Tells end users who write during an outage that their answer will take longer: once for each of them and incident, and
 * only where a text was set. Who was told is on disk before the text leaves, so that nobody is told twice.
 */
export class OutageNotices {
  readonly #deps: OutageNoticesDeps;
  readonly #told = new BoundedCache<string, Told>(keptInMemory);
  readonly #underWay = new Map<string, Promise<Told | null>>();

  constructor(deps: OutageNoticesDeps) {
    this.#deps = deps;
  }

  /**
   * What WeChat is to show to the sender of a push that is on disk, or null for nothing. The same for every repeat of that
   * push. Costs next to nothing where no notice is set. Rejects never.
   */
  textFor(push: NoticedPush): Promise<string | null> | null {
    const { noticeOf, language, snapshot } = this.#deps;
    const text = noticeText(noticeOf(push.channelId), language(push.channelId));
    if (text === null || !takesNotice(push.content)) return null;
    const view = snapshot(push.channelId);
    if (view === null || view.incidentId === null) return null;
    return this.#tell(push, view.incidentId, repliesAreStuck(view) ? text : null);
  }

  async #tell(push: NoticedPush, incidentId: string, text: string | null): Promise<string | null> {
    const id = `${incidentId}:${toldKeyOf(push.channelId, push.openId)}`;
    const pushed = shortHash(push.dedupeKey);
    try {
      const earlier = this.#told.get(id) ?? (await this.#underWay.get(id));
      const told = earlier ?? (await this.#decided(id, push.channelId, incidentId, text, pushed));
      return told?.push === pushed ? told.text : null;
    } catch (thrown) {
      this.#deps.log.warn('outage.notice_failed', { channelId: push.channelId, code: toRelayError(thrown).code });
      return null;
    }
  }

  /** One decision for each end user at a time: of two messages at once one gets the text. */
  #decided(
    id: string,
    channelId: ChannelId,
    incidentId: string,
    text: string | null,
    push: string,
  ): Promise<Told | null> {
    const other = this.#underWay.get(id);
    if (other !== undefined) return other;
    const work = this.#decide(id, channelId, incidentId, text, push).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, work);
    return work;
  }

  async #decide(
    id: string,
    channelId: ChannelId,
    incidentId: string,
    text: string | null,
    push: string,
  ): Promise<Told | null> {
    const { store, clock, onTold } = this.#deps;
    const record = await store.getRecord('told', id);
    if (record !== null) {
      // One that cannot be read says all the same that he was told.
      const known = readTold(record.body) ?? { push: '', text: '' };
      this.#told.set(id, known);
      return known;
    }
    if (text === null) return null;
    const told: Told = { push, text };
    const at = clock.now();
    await store.putRecord({
      kind: 'told',
      id,
      channelId,
      parent: incidentId,
      at,
      endedAt: at,
      body: JSON.stringify(told),
    });
    this.#told.set(id, told);
    onTold(channelId, incidentId);
    return told;
  }
}

function readTold(body: string): Told | null {
  try {
    return Told.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/** The end of the ids of an end user's records: names nobody to whoever reads them. */
export function toldKeyOf(channelId: ChannelId, openId: OpenId): string {
  return shortHash(`${channelId}\n${openId}`);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
