import { hash } from 'node:crypto';
import type { Direction, MessageKind } from '#shared/domain/message.ts';
import { directionNumber, kindNumber } from '../record-codes.ts';
import type { MessageRecord } from '../message-record.ts';
import type { DeliveredMessage } from './store-window.ts';

/** Marks tokens that are no words of a text. From the private area: no text makes such a token. */
const mark = '\ue000';

export const channelToken = (no: number): string => `${mark}c${no.toString(36)}`;
export const directionToken = (direction: Direction): string => `${mark}d${directionNumber[direction]}`;
export const kindToken = (kind: MessageKind): string => `${mark}k${kindNumber[kind]}`;
export const contactToken = (no: number): string => `${mark}u${no.toString(36)}`;

/** The platform's own id, shortened: who finds by it looks at the message too. */
export function externalToken(id: string): string {
  return `${mark}x${shortened(id, 5)}`;
}

/** A case, shortened: who finds by it looks at the message too. */
export function caseToken(caseId: string): string {
  return `${mark}s${shortened(caseId, 4)}`;
}

function shortened(name: string, byteCount: number): string {
  return Number.parseInt(hash('sha1', name).slice(0, 2 * byteCount), 16).toString(36);
}

/** What is known of a message only when it is delivered. */
export function deliveredTokens({ caseId, inboundId }: Pick<DeliveredMessage, 'caseId' | 'inboundId'>): string[] {
  return [...(caseId === null ? [] : [caseToken(caseId)]), ...(inboundId === null ? [] : [externalToken(inboundId)])];
}

/** What never changes about a message. `platformIds`: what CXone called it, and its conversation, when it sent it. */
export function attributeTokens(record: MessageRecord, platformIds: readonly string[]): string[] {
  const { channelNo, direction, kind, contactNo, externalId } = record;
  return [
    channelToken(channelNo),
    directionToken(direction),
    kindToken(kind),
    ...(contactNo === null ? [] : [contactToken(contactNo)]),
    ...(externalId === null ? [] : [externalToken(externalId)]),
    ...platformIds.map(externalToken),
  ];
}
