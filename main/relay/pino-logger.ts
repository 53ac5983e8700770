import { pino, type DestinationStream } from 'pino';
import type { Logger } from '#shared/lib/logger.ts';

const longestValue = 500;

/**
 * JSON lines on standard error. Fields are listed values only (see LogFields); as a second net, names that hold secrets
 * or personal data are blanked, and long values cut.
 */
export function createPinoLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { process: 'relay' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: ['token', 'secret', 'openId', 'text', 'authorization', 'accessToken', 'appSecret', 'clientSecret'],
      censor: '[hidden]',
    },
  };
  const sink = pino(options, destination ?? pino.destination({ fd: 2, sync: true }));
  const write =
    (name: 'debug' | 'info' | 'warn' | 'error'): Logger['info'] =>
    (event, fields = {}) => {
      // Most of what is written for each message is for debugging.
      if (!sink.isLevelEnabled(name)) return;
      const short = Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [
          key,
          typeof value === 'string' && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value,
        ]),
      );
      sink[name](short, event);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
