/** The relay's own word, for waiting on; what is judged comes from the witnesses and the books. */
export interface RelayMetrics {
  /** Messages by state. */
  readonly states: Readonly<Record<string, number>>;
  /** The state of each channel. */
  readonly channels: Readonly<Record<string, string>>;
  readonly missing: number;
}

/** Reads the metrics of the admin listener. Rejects when it does not answer within two seconds. */
export async function readMetrics(adminUrl: string): Promise<RelayMetrics> {
  const answer = await fetch(`${adminUrl}/metrics`, {
    signal: AbortSignal.timeout(2_000),
    headers: { connection: 'close' },
  });
  if (!answer.ok) throw new Error(`metrics: HTTP ${answer.status}`);
  const text = await answer.text();
  const states = [...text.matchAll(/^veerpont_messages\{state="(\w+)"\} (\d+)$/gmu)];
  const channels = [...text.matchAll(/^veerpont_channel_state\{channel="([^"]+)",state="(\w+)"\} 1$/gmu)];
  return {
    states: Object.fromEntries(states.map(([, state = '', count]) => [state, Number(count)])),
    channels: Object.fromEntries(channels.map(([, channel = '', state = '']) => [channel, state])),
    missing: Number(/^veerpont_records_missing (\d+)$/mu.exec(text)?.[1] ?? 0),
  };
}
