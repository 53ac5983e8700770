import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { SlaChannel } from './case-book.ts';

/** A poller that slows down asks every minute; later than this it is late. */
const lateMs = 90_000;

interface Poll {
  lastAt: number | null;
  code: ErrorCode | null;
}

/** How far CXone has been heard about cases, by integration. */
export class PollBook {
  readonly #channels: readonly SlaChannel[];
  readonly #polls = new Map<IntegrationId, Poll>();
  readonly #channelsOf = new Map<IntegrationId, ReadonlySet<ChannelId>>();
  readonly #integrationOf = new Map<ChannelId, IntegrationId>();

  constructor(channels: readonly SlaChannel[]) {
    this.#channels = channels;
    for (const { id, integrationId } of channels) {
      this.#integrationOf.set(id, integrationId);
      if (!this.#polls.has(integrationId)) this.#polls.set(integrationId, { lastAt: null, code: null });
    }
  }

  heard(integrationId: IntegrationId, at: number): void {
    this.#polls.set(integrationId, { lastAt: at, code: null });
  }

  failed(integrationId: IntegrationId, code: ErrorCode): void {
    this.#polls.set(integrationId, { lastAt: this.#polls.get(integrationId)?.lastAt ?? null, code });
  }

  /** False where CXone does not let us ask. A passing failure is not that. */
  isAsked(integrationId: IntegrationId): boolean {
    return this.#polls.get(integrationId)?.code !== 'CXONE_CASES_NOT_ALLOWED';
  }

  isChannelAsked(channelId: ChannelId): boolean {
    const integrationId = this.#integrationOf.get(channelId);
    return integrationId !== undefined && this.isAsked(integrationId);
  }

  channelsOf(integrationId: IntegrationId): ReadonlySet<ChannelId> {
    const known = this.#channelsOf.get(integrationId);
    if (known !== undefined) return known;
    const found = new Set(this.#channels.filter((one) => one.integrationId === integrationId).map(({ id }) => id));
    this.#channelsOf.set(integrationId, found);
    return found;
  }

  states(now: number): SlaSummary['polls'] {
    return [...this.#polls].map(([integrationId, { lastAt, code }]) => ({
      integrationId,
      lastAt,
      code,
      state: stateOf(lastAt, code, now),
    }));
  }
}

function stateOf(lastAt: number | null, code: ErrorCode | null, now: number): SlaSummary['polls'][number]['state'] {
  if (code === 'CXONE_CASES_NOT_ALLOWED') return 'not_possible';
  if (code !== null) return 'failing';
  return lastAt === null || now - lastAt > lateMs ? 'late' : 'fresh';
}
