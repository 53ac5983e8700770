import Fastify, { type FastifyInstance } from 'fastify';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Overview } from '#shared/domain/overview.ts';

export interface AdminSources {
  /** True when the store takes writes and the public listener is open. */
  readonly isReady: () => boolean;
  readonly overview: () => Promise<Overview>;
  readonly channels: () => readonly ChannelSnapshot[];
}

/** Health and metrics, on their own listener: loopback unless set. The public listener knows none of this. */
export function createAdminServer(sources: AdminSources): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 1_024, requestTimeout: 10_000 });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = sources.isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  app.get('/metrics', async (_request, reply) => {
    const text = metricsText(await sources.overview(), sources.channels());
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found'));
  return app;
}

/** Prometheus text format, version 0.0.4. */
export function metricsText(overview: Overview, channels: readonly ChannelSnapshot[]): string {
  const lines: string[] = [];
  const gauge = (name: string, help: string, samples: readonly (readonly [labels: string, value: number])[]): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const [labels, value] of samples) lines.push(`${name}${labels} ${value}`);
  };
  const { accepted, ...states } = overview.counts;
  gauge('veerpont_messages_accepted', 'Messages ever accepted.', [['', accepted]]);
  gauge(
    'veerpont_messages',
    'Messages by state; together they make veerpont_messages_accepted.',
    Object.entries(states).map(([state, count]) => [`{state="${state}"}`, count]),
  );
  gauge('veerpont_duplicates_dropped', 'Repeats recognised and dropped since start.', [
    ['', overview.duplicatesDropped],
  ]);
  gauge('veerpont_requests_refused', 'Requests refused since start.', [['', overview.refusedRequests]]);
  gauge('veerpont_store_writable', '1 while messages can be stored, else 0.', [
    ['', overview.storage.writable ? 1 : 0],
  ]);
  gauge('veerpont_clock_offset_seconds', 'How far the clock of this computer is behind.', [
    ['', overview.clockOffsetMs / 1_000],
  ]);
  gauge('veerpont_records_missing', 'Records missing after damage.', [['', overview.missingRecords]]);
  if (overview.acknowledgement !== null) {
    gauge('veerpont_acknowledgement_seconds', 'Time to acknowledge a request.', [
      ['{quantile="0.5"}', overview.acknowledgement.p50Ms / 1_000],
      ['{quantile="0.99"}', overview.acknowledgement.p99Ms / 1_000],
    ]);
  }
  gauge(
    'veerpont_channel_state',
    'The state of each channel.',
    channels.map((channel) => [`{channel="${channel.id}",state="${channel.state.kind}"}`, 1]),
  );
  gauge(
    'veerpont_channel_waiting',
    'Messages waiting for delivery.',
    channels.flatMap((channel) => [
      [`{channel="${channel.id}",direction="inbound"}`, channel.waiting.inbound] as const,
      [`{channel="${channel.id}",direction="outbound"}`, channel.waiting.outbound] as const,
    ]),
  );
  return `${lines.join('\n')}\n`;
}
