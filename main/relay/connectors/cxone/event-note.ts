import type { MessageContent } from '#shared/domain/message.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * Events a customer causes on purpose and an agent can use, with the line the agent reads. All others (delivery
 * reports, position every few seconds, pages opened, notices to the account's owner) are not for agents.
 */
const notes: Readonly<Record<string, (fields: Fields) => string>> = {
  subscribe: ({ EventKey = '' }) => note('started following this account', EventKey.replace(/^qrscene_/u, '')),
  unsubscribe: () => note('stopped following this account; replies cannot be delivered'),
  SCAN: ({ EventKey }) => note('scanned a QR code', EventKey),
  CLICK: ({ EventKey }) => note('chose from the menu', EventKey),
  scancode_push: (fields) => note('scanned a code', scanResult(fields)),
  scancode_waitmsg: (fields) => note('scanned a code', scanResult(fields)),
  location_select: (fields) => note('chose a place', placeOf(fields)),
};

/** Does an event say something to an agent? Other contents always do. */
export function relaysToCxone(content: MessageContent): boolean {
  return content.kind !== 'event' || Object.hasOwn(notes, content.event);
}

/** The line for an event, also for one that is not meant for agents. */
export function eventNote(event: string, fields: Fields): string {
  const write = Object.hasOwn(notes, event) ? notes[event] : undefined;
  return write ? write(fields) : `[event: ${event}]`;
}

function note(what: string, detail = ''): string {
  return detail === '' ? `[customer ${what}]` : `[customer ${what}: ${detail}]`;
}

function scanResult(fields: Fields): string {
  return fields['ScanCodeInfo/ScanResult'] ?? '';
}

function placeOf(fields: Fields): string {
  const member = (name: string): string => fields[`SendLocationInfo/${name}`] ?? '';
  const coordinates = [member('Location_X'), member('Location_Y')].filter((part) => part !== '').join(', ');
  return [member('Poiname'), member('Label'), coordinates].filter((part) => part !== '').join(', ');
}
