import { useCallback, useMemo, useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';

export interface ChosenChannels {
  /** In the order of the list; a channel that is gone is not chosen any more. */
  readonly chosen: readonly ChannelSnapshot[];
  readonly choose: (id: ChannelId, on: boolean) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

/** The channels picked for an act on several at once. */
export function useChosenChannels(channels: readonly ChannelSnapshot[]): ChosenChannels {
  const [ids, setIds] = useState<ReadonlySet<ChannelId>>(new Set());
  const chosen = useMemo(() => channels.filter((one) => ids.has(one.id)), [channels, ids]);
  const choose = useCallback(
    (id: ChannelId, on: boolean) =>
      setIds((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id))),
    [],
  );
  const chooseAll = useCallback(() => setIds(new Set(channels.map((one) => one.id))), [channels]);
  const clear = useCallback(() => setIds(new Set()), []);
  return { chosen, choose, chooseAll, clear };
}
