import type { MessageContent } from '#shared/domain/message.ts';
import type { AgentTexts } from './agent-texts.ts';

type Fields = Readonly<Record<string, string>>;
type Words = AgentTexts['events'];

/**
 * Events a customer causes on purpose and an agent can use, with the line the agent reads. All others (delivery
 * reports, position every few seconds, pages opened, notices to the account's owner) are not for agents.
 */
const notes: Readonly<Record<string, (fields: Fields, words: Words) => string>> = {
  subscribe: ({ EventKey = '' }, { subscribed }) => note(subscribed, EventKey.replace(/^qrscene_/u, '')),
  unsubscribe: (_fields, { unsubscribed }) => note(unsubscribed),
  SCAN: ({ EventKey }, { scannedQr }) => note(scannedQr, EventKey),
  CLICK: ({ EventKey }, { choseFromMenu }) => note(choseFromMenu, EventKey),
  scancode_push: (fields, { scannedCode }) => note(scannedCode, scanResult(fields)),
  scancode_waitmsg: (fields, { scannedCode }) => note(scannedCode, scanResult(fields)),
  location_select: (fields, { chosePlace }) => note(chosePlace, placeOf(fields)),
};

/** Does an event say something to an agent? Other contents always do. */
export function relaysToCxone(content: MessageContent): boolean {
  return content.kind !== 'event' || Object.hasOwn(notes, content.event);
}

/** The line for an event, also for one that is not meant for agents. */
export function eventNote(event: string, fields: Fields, words: Words): string {
  const write = Object.hasOwn(notes, event) ? notes[event] : undefined;
  return write ? write(fields, words) : note(words.other(event));
}

function note(what: string, detail = ''): string {
  return detail === '' ? `[${what}]` : `[${what}: ${detail}]`;
}

function scanResult(fields: Fields): string {
  return fields['ScanCodeInfo/ScanResult'] ?? '';
}

function placeOf(fields: Fields): string {
  const member = (name: string): string => fields[`SendLocationInfo/${name}`] ?? '';
  const coordinates = [member('Location_X'), member('Location_Y')].filter((part) => part !== '').join(', ');
  return [member('Poiname'), member('Label'), coordinates].filter((part) => part !== '').join(', ');
}
