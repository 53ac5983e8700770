import type { DeskSentences } from '../sentence.ts';

/** English. */
export const deskEn: DeskSentences = {
  DESK_FILES_UNUSABLE: {
    title: 'These files cannot be used yet',
    help: 'Nothing was stored and what is in use stays in use. Look at the faults listed with the files[; the first is {{value}}].',
  },
  DESK_PLACE_UNKNOWN: {
    title: 'There is no such place for a certificate',
    help: 'The configuration may have changed meanwhile. Open the page again.',
  },
  DESK_NO_TLS: {
    title: 'This listener does not use certificates itself',
    help: 'A proxy in front does, or it is reached from this computer only. Replace the certificate there, or give the listener “tls” in the configuration.',
  },
  DESK_NOTHING_NEXT: {
    title: 'There is no next certificate here',
    help: 'Bring one in first, or import the answer to a request.',
  },
  DESK_NOT_TRIED: {
    title: 'The next certificate has not passed a trial',
    help: 'Try it first. If you are sure all the same, say so when you put it in use.',
  },
  DESK_NOT_FOUND: {
    title: 'This is not there any more',
    help: 'Somebody removed it, or its time was over. Nothing was changed.',
  },
  DESK_EXPIRED: {
    title: 'This certificate has expired',
    help: 'Callers would refuse it[; it ended on {{value}}]. What is in use stays in use.',
  },
  DESK_IN_USE: {
    title: 'This certificate is in use',
    help: 'Put another one in use first; then this one can be removed.',
  },
  DESK_AUTHORITY_EXISTS: {
    title: 'There is an authority of this team already',
    help: 'It can issue as many pairs as you need.',
  },
  DESK_OF_CONFIG: {
    title: 'This stands in the configuration file',
    help: 'Change it in relay.json; the desk changes only what was brought in here.',
  },
  DESK_LAST_ONE: {
    title: 'This is the last one that counts',
    help: 'CXone could not call any more[: {{value}}]. Add another one first.',
  },
  DESK_NO_CLIENT_LISTENER: {
    title: 'CXone’s calls are not asked for a certificate',
    help: 'Give them a listener of their own first: “listen.box” with “clientCertificate” in the configuration.',
  },
  DESK_REFUSED_BY_CALLERS: {
    title: 'Callers refused the new certificate',
    help: 'The earlier one was put back by itself[; they said {{value}}]. Check the chain and the names before you try again.',
  },
  DESK_WENT_SILENT: {
    title: 'Callers broke off after the new certificate was shown',
    help: 'The earlier one was put back by itself. Ask the other side what it saw before you try again.',
  },
  DESK_TRIAL_HANDSHAKE: {
    title: 'The listener could not show this certificate',
    help: 'Nothing was changed: what is in use stays in use[; the reason given was {{value}}].',
  },
  DESK_TRIAL_CHAIN: {
    title: 'A caller could not verify this certificate',
    help: 'A link between it and its authority is missing or wrong[: {{value}}]. Import it together with its intermediate certificates.',
  },
  DESK_TRIAL_CLIENTS: {
    title: 'With this certificate strangers would not be turned away',
    help: 'The listener did not demand a certificate from a caller without one. Do not put it in use; report this with the log.',
  },
  DESK_TRIAL_REFUSED: {
    title: 'The other side refused this certificate',
    help: 'It must be told of the new certificate first[; it said {{value}}].',
  },
  DESK_TRIAL_UNREACHABLE: {
    title: 'The other side could not be reached for a trial',
    help: 'That says nothing of the certificate[: {{value}}]. Try again when it can be reached.',
  },
  CREDENTIAL_UNKNOWN: {
    title: 'There is no such credential',
    help: 'The configuration may have changed meanwhile. Open the page again.',
  },
  CREDENTIAL_INVALID: {
    title: 'This value has not the right form',
    help: 'Nothing was changed. An EncodingAESKey is exactly 43 letters and digits, a token 3 to 32; the others have no spaces at their ends[ (field: {{value}})].',
  },
  BOX_SECRETS_FULL: {
    title: 'Two secrets count already',
    help: 'End the one CXone does not use any more, then make a new one.',
  },
  CONFIG_KEY_COMMAND_FAILED: {
    title: 'The command that gives a secret failed',
    help: 'The relay did not start with it[: {{value}}]. Run the command by hand as the same user and see what it says.',
  },
};
