import { randomBytes } from 'node:crypto';
import { systemClock } from '#main/node/system-clock.ts';
import type { FromRelay } from '#shared/contract/relay-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { startRelay, type Relay } from './compose.ts';
import { readArguments } from './config/arguments.ts';
import { loadConfig } from './config/load-config.ts';
import { serveControl } from './control/serve-control.ts';
import { createPinoLogger } from './pino-logger.ts';

/** The part of Electron's utility process this program knows; absent under plain Node. */
interface ParentPort {
  postMessage(message: FromRelay): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const log = createPinoLogger(process.env['VEERPONT_LOG_LEVEL'] ?? 'info');
const parts = { clock: systemClock, log, random: randomBytes, chance: Math.random, environment: process.env };

process.on('uncaughtException', (error) => {
  log.error('relay.uncaught', { detail: error.stack ?? error.message });
  process.exit(70);
});
process.on('unhandledRejection', (reason) => {
  log.error('relay.unhandled_rejection', { detail: reason instanceof Error ? (reason.stack ?? '') : String(reason) });
  process.exit(70);
});

const parentPort = (process as { parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) void runHeadless();
else runEmbedded(parentPort);

function runEmbedded(port: ParentPort): void {
  serveControl({
    ...parts,
    port: {
      post: (message) => {
        port.postMessage(message);
      },
      onMessage: (listener) => {
        port.on('message', (event) => {
          listener(event.data);
        });
      },
    },
    start: ({ config, dataDir }) => startRelay({ ...parts, config, dataDir }),
    exit: (code) => process.exit(code),
  });
}

async function runHeadless(): Promise<void> {
  try {
    const { configPath, dataDir } = readArguments(process.argv.slice(2));
    const config = loadConfig(configPath, process.env);
    const relay = await startRelay({ ...parts, config, dataDir, waitsForPort: true });
    stopOnSignals(relay);
    process.on('SIGHUP', () => {
      renewCertificates(relay, configPath);
    });
    process.stdout.write(`${JSON.stringify({ event: 'ready', urls: relay.urls })}\n`);
  } catch (thrown) {
    const error = toRelayError(thrown);
    process.stderr.write(`${JSON.stringify({ level: 'error', code: error.code, msg: error.message })}\n`);
    process.exit(1);
  }
}

/** A file that cannot be used costs nothing: what is in use stays in use, and the log says why. */
function renewCertificates(relay: Relay, configPath: string): void {
  try {
    relay.replaceCertificates(loadConfig(configPath, process.env, { isRunning: true }));
    log.info('relay.certificates_replaced');
  } catch (thrown) {
    const error = toRelayError(thrown);
    log.error('relay.certificates_kept', { code: error.code, detail: error.message });
  }
}

function stopOnSignals(relay: Relay): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    relay.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
