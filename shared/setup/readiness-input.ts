import type { ChannelSnapshot } from '../domain/channel.ts';
import type { GivenParts, SetupBook, SetupSecret } from '../domain/setup/book.ts';
import type { Sighting } from '../domain/setup/sighting.ts';
import type { SlaSettings } from '../domain/sla-settings.ts';

/** Everything that is known of a set-up at a moment. */
export interface ReadinessInput {
  readonly book: SetupBook;
  readonly secrets: readonly SetupSecret[];
  readonly given: GivenParts;
  readonly sightings: readonly Sighting[];
  /** The channel as the relay shows it; null while it is not running there. */
  readonly snapshot: Pick<ChannelSnapshot, 'legs'> | null;
  /** Null: not known now. */
  readonly sla: SlaSettings | null;
  readonly publicUrl: string | null;
  /** Epoch ms. */
  readonly now: number;
}
