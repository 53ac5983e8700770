import type { MessageContent } from '#shared/domain/message.ts';

/** Who decided, in a message's time line, when it was no person. A user name of an operating system has no colon. */
export const ruleNames = {
  /** The channel's rule for replies whose outcome is not known. */
  sendAgain: 'rule:send_again',
  giveUp: 'rule:give_up',
  /** An event that says nothing to an agent: stored, counted, and not passed on. */
  notRelayed: 'rule:not_relayed',
  /** A reply that reached the disk although its sender had to be told that it was not taken. */
  notAcknowledged: 'rule:not_acknowledged',
} as const;

/** Says whether a content has anything for an agent (see the connector's list of events). */
export type RelaysContent = (content: MessageContent) => boolean;
