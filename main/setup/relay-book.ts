import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { PlannedBook } from '#main/relay-host/relay-plan.ts';
import type { IntegrationConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { GivenParts } from '#shared/domain/setup/book.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { mergeBook } from './merge.ts';
import { relayFormOf } from './relay/given-relay.ts';
import { PracticePages } from './practice-pages.ts';
import { renewedForPractice } from './practice-renewal.ts';
import type { SetupPlaces } from './setup-place.ts';

/** What stands beside the book: integrations and channels of relay.json or the sandbox, and the address they name. */
export interface Surroundings {
  readonly given: GivenParts;
  readonly publicUrl: string | null;
  /** Where CXone's calls come, when they have a listener with an address of its own. */
  readonly boxUrl: string | null;
  /** With their secrets: what they may do at CXone, the set-up may try and read there. */
  readonly integrations: readonly IntegrationConfig[];
  /** Hosts that have something of their own there. */
  readonly destinations: RelayConfig['destinations'];
}

const nothing: Surroundings = {
  given: { from: 'none', integrations: [], channels: [], relay: null },
  publicUrl: null,
  boxUrl: null,
  integrations: [],
  destinations: [],
};

/** The set-up book as the relay's planner asks for it, and what the planner showed of the configuration beside it. */
export class RelayBook implements PlannedBook {
  readonly #places: SetupPlaces;
  readonly #log: Logger;
  readonly #beside = { file: nothing, sandbox: nothing };
  #sandbox: string | null = null;
  /** Set once somebody wants to know; called when what stands beside the book, or the practice book, changed. */
  onChange: () => void = () => undefined;
  /** What the running sandbox said of its places, unchecked, or null. */
  practice: () => unknown = () => null;

  constructor(places: SetupPlaces, log: Logger) {
    this.#places = places;
    this.#log = log;
  }

  get begun(): boolean {
    return this.#places.real.store.book.begun;
  }

  beside(from: 'file' | 'sandbox'): Surroundings {
    return this.#beside[from];
  }

  sees(base: RelayConfig | null, from: 'file' | 'sandbox'): void {
    const beside = base === null ? nothing : surroundingsOf(base, from);
    if (!isDeepStrictEqual(beside, this.#beside[from])) this.#beside[from] = beside;
    if (base !== null && from === 'sandbox') this.#seesSandbox(base);
    this.onChange();
  }

  merged(base: RelayConfig, from: 'file' | 'sandbox'): RelayConfig {
    const { store, secrets } = from === 'sandbox' ? this.#places.practice : this.#places.real;
    return mergeBook(base, store.book, (owner, name) => secrets.applied(owner, name), { practice: from === 'sandbox' });
  }

  /** A sandbox that was not seen before knows nothing of what was applied at an earlier one. */
  #seesSandbox(base: RelayConfig): void {
    const identity = createHash('sha256')
      .update(JSON.stringify([base.integrations, base.channels]))
      .digest('hex');
    if (identity === this.#sandbox) return;
    this.#sandbox = identity;
    try {
      const pages = PracticePages.safeParse(this.practice());
      const wechatApiBase = pages.success ? pages.data.wechatApiBase : null;
      this.#places.practice.store.change((book) => renewedForPractice(book, base, wechatApiBase));
    } catch (thrown) {
      // It counts in memory all the same.
      this.#log.warn('setup.practice_not_saved', { code: toRelayError(thrown).code });
    }
  }
}

function surroundingsOf(base: RelayConfig, from: 'file' | 'sandbox'): Surroundings {
  const { integrations, channels, unset, listen, destinations } = base;
  return {
    given: {
      from,
      integrations: integrations.map(({ id, name, integrationId }) => ({ id, name, integrationId })),
      channels: [
        ...channels.map(({ id, name, integration, cxoneChannelId }) => ({ id, name, integration, cxoneChannelId })),
        ...(unset ?? []).map(({ id, name, integration }) => ({ id, name, integration, cxoneChannelId: '' })),
      ],
      relay: relayFormOf(base),
    },
    publicUrl: listen.public.publicUrl?.replace(/\/+$/u, '') ?? null,
    boxUrl: listen.box?.publicUrl?.replace(/\/+$/u, '') ?? null,
    integrations,
    destinations,
  };
}
