import type { OperationsSentences } from '../sentence.ts';

/** English. */
export const operationsEn: OperationsSentences = {
  CHANNEL_UNKNOWN: {
    title: 'There is no such channel any more',
    help: 'It may have been taken out of the configuration. Nothing was changed[ ({{value}})].',
  },
  CHANNEL_PAUSED: {
    title: 'This channel is paused',
    help: 'Messages are taken in and stored, and wait. Start the channel to deliver them now; otherwise the pause ends by itself.',
  },
  CHANNEL_STOPPED: {
    title: 'This channel is switched off',
    help: 'New messages are refused: WeChat tells customers that the service has a fault. What was stored waits. Start the channel to go on.',
  },
  CHANNEL_REMOVED_IN_CXONE: {
    title: 'The channel was removed in CXone',
    help: 'A CXone administrator removed it, so it was switched off here. What was stored waits. Start it again only when it exists in CXone again.',
  },
  CHANNEL_CONTROL_UNREADABLE: {
    title: 'Whether this channel was paused or stopped cannot be read',
    help: 'So it is held: messages are taken in and stored, and nothing is handed on. Decide anew: start, pause or stop the channel. If it comes again, this computer’s disk may be damaged.',
  },
  CHANNEL_WAITS_FOR_CXONE: {
    title: 'Waits for the set-up: the channel does not exist in CXone yet',
    help: 'Nothing is lost: what customers write is taken in and kept here, in order. Create the channel at the step “Channel in CXone” of its set-up, or tick there that it was made by hand, and put the set-up in use. What waits is then delivered.',
  },
  COMPUTER_ASLEEP: {
    title: 'This computer was asleep',
    help: 'Meanwhile nothing could be received; the gap report names the times. Everything is being checked again.',
  },
  NETWORK_DOWN: {
    title: 'This computer has no network connection',
    help: 'Nothing passes in either direction; what was stored waits. Connect the computer; the relay goes on by itself.',
  },
  CHECK_CANNOT_TELL: {
    title: 'This cannot be found out from here',
    help: 'It is no fault. Many networks do not let a computer reach its own public address; only WeChat or CXone can prove it.',
  },
  ANSWERS_SLOW: {
    title: 'The relay answers slowly',
    help: 'WeChat repeats what is not answered within 5 seconds, and may stop sending for a minute[ (slowest: {{value}})]. Check what else keeps this computer busy.',
  },
  WECHAT_CALLBACK_UNREACHABLE: {
    title: 'WeChat may not reach the callback address',
    help: 'WeChat’s own check found no way to it, so customers’ messages may not arrive. Check name, tunnel and firewall of[ {{value}}] the public address.',
  },
  WECHAT_PUSHES_STOPPED: {
    title: 'WeChat has stopped sending messages',
    help: 'It does so for a minute after answers that failed, and longer when the address is gone. Reconnect checks the address and says what to repair.',
  },
  WECHAT_QUOTA_LOW: {
    title: 'WeChat’s daily allowance is nearly used up',
    help: 'Replies go out as long as it lasts[: {{value}} calls left today]. It is renewed at midnight, Chinese time.',
  },
  TARGET_CERTIFICATE_REFUSED: {
    title: 'The other side’s certificate is not accepted',
    help: 'Nothing is sent there, and it waits here. A proxy that opens encrypted traffic or a wrong clock is the usual cause[ ({{value}})]. Ask the network administrator.',
  },
  OWN_CERTIFICATE_EXPIRED: {
    title: 'The relay’s own certificate has expired',
    help: 'WeChat and CXone cannot connect, so nothing can be received[ since {{value}}]. Put a new certificate in place.',
  },
  OWN_CERTIFICATE_EXPIRING: {
    title: 'The relay’s own certificate will expire soon',
    help: 'All works for now. Put a new certificate in place before[ {{value}}] it ends.',
  },
  BOX_NOT_CALLED_YET: {
    title: 'CXone has not called yet',
    help: 'That replies arrive is not proven before its first call. Check the addresses in the integration’s form in CXone[: {{value}}].',
  },
  RECONNECT_NOT_FOUND: {
    title: 'That reconnect is over',
    help: 'The relay was restarted since, or it was long ago. Press Reconnect to begin a new one.',
  },
  RECONNECT_NOT_POSSIBLE: {
    title: 'This is not possible at this point of the reconnect',
    help: 'It has gone on meanwhile. Look at the steps as they stand now and choose again.',
  },
  RECEIPT_NOT_FOUND: {
    title: 'There is no such receipt any more',
    help: 'Receipts are removed when their time of keeping is over. Messages are not affected.',
  },
  TEST_FOLLOWER_UNKNOWN: {
    title: 'Nobody is registered for the test message',
    help: 'Register a colleague who follows the account on the channel’s page, then try again.',
  },
  TEST_WORD_NOT_SEEN: {
    title: 'The code word has not arrived',
    help: 'Nothing is proven by that: it may not have been sent. Check that the follower writes to this account, and exactly the word shown.',
  },
  INCIDENT_NOT_FOUND: {
    title: 'There is no such incident any more',
    help: 'Incidents are removed when their time of keeping is over. Messages are not affected.',
  },
  INCIDENT_CLOSED: {
    title: 'This incident is closed already',
    help: 'Nothing needs to be done. A note can still be added.',
  },
  MAINTENANCE_NOT_FOUND: {
    title: 'There is no such maintenance any more',
    help: 'It is over or was removed. Nothing was changed.',
  },
  WATCH_NOT_FOUND: { title: 'This watch has ended', help: 'Nothing was changed. Watch the message again if needed.' },
  WATCH_NOT_POSSIBLE: {
    title: 'This message cannot be watched',
    help: 'It has come to its end already, or its sender cannot be read.',
  },
  TIME_IN_PAST: {
    title: 'That time is over already',
    help: 'Nothing was changed. Choose a time in the future, and an end after the beginning.',
  },
  TEXT_TOO_LONG: {
    title: 'The text is too long',
    help: 'Nothing was saved. Shorten it[ to {{value}} bytes]; Chinese characters count as three.',
  },
  FILE_NOT_SAVED: {
    title: 'The file could not be saved',
    help: 'Choose another folder, or check that there is room and that you may write there[: {{value}}].',
  },
  ALERT_SETTINGS_INVALID: {
    title: 'These alert settings have a mistake',
    help: 'Nothing was saved; the settings in force stay. Correct this part[: {{value}}].',
  },
  ALERT_NO_TARGET: {
    title: 'No address to tell people at',
    help: 'Nobody can be told on this way. Enter the address, save, and test again.',
  },
  ALERT_TARGET_FORBIDDEN: {
    title: 'This address is not allowed for alerts',
    help: 'Alerts go to https addresses only, and to mail servers with encryption[ ({{value}})]. Correct the address.',
  },
  ALERT_UNREACHABLE: {
    title: 'The address for alerts cannot be reached',
    help: 'People were not told on this way; it is tried again for a day. Check address and network[: {{value}}].',
  },
  ALERT_REFUSED: {
    title: 'The other side refused the alert',
    help: 'People were not told on this way. Check address, form and secret[; it said: {{value}}].',
  },
  ALERT_LOGIN_REFUSED: {
    title: 'The mail server refused the login',
    help: 'No e-mail was sent. Check user name and password[; it said: {{value}}].',
  },
  ACTION_LINK_INVALID: {
    title: 'This page was opened without what CXone sends along',
    help: 'Nothing was changed. Open it from CXone: ACD, Digital, Points of Contact Digital.',
  },
  ACTION_HOST_NOT_ALLOWED: {
    title: 'The page was opened from an address that is not CXone’s',
    help: 'Nothing was changed, and nothing was sent there[ ({{value}})]. Open the page from CXone.',
  },
  ACTION_TOKEN_REFUSED: {
    title: 'CXone did not confirm who opened this page',
    help: 'Nothing was changed. A link works once and for a short time: open the page from CXone again.',
  },
  ACTION_SESSION_ENDED: {
    title: 'This page has been open too long',
    help: 'Nothing was changed. Open it from CXone again.',
  },
  ACTION_CXONE_FAILED: {
    title: 'CXone did not do what was asked',
    help: 'Here nothing was changed. Try again; if it happens again, tell your administrator what CXone said[: {{value}}].',
  },
};
