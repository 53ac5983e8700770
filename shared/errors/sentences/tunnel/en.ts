import type { TunnelSentences } from '../sentence.ts';

export const tunnelEn: TunnelSentences = {
  TUNNEL_PROGRAM_FORM: {
    title: 'This must be one program',
    help: 'Type its name, or its whole path from the root. What follows the name belongs under Arguments, one on each line.',
  },
  TUNNEL_VARIABLE_FORM: {
    title: 'A variable’s name has letters, digits and _ only',
    help: 'It begins with a letter or _, as TUNNEL_TOKEN does.',
  },
  TUNNEL_VARIABLE_TWICE: {
    title: 'This variable is there twice',
    help: 'The program would see only one of the two. Remove one[: {{value}}].',
  },
  TUNNEL_PATTERN_FORM: {
    title: 'This is no regular expression',
    help: 'Write for example url=(https://\\S+), or leave it empty if the address is fixed.',
  },
  TUNNEL_PATTERN_SLOW: {
    title: 'The regular expression takes too long',
    help: 'The tunnel goes on, only its address is no longer read. Use a plainer one, without a repetition inside a repetition.',
  },
  TUNNEL_PROGRAM_MISSING: {
    title: 'The tunnel program was not found',
    help: 'Messages do not come in this way. Install it, or type its whole path[ instead of {{value}}], then start it again.',
  },
  TUNNEL_PROGRAM_REFUSED: {
    title: 'The tunnel program may not be started',
    help: 'Messages do not come in this way. This computer forbids it[: {{value}}]. Check the file’s rights, then start it again.',
  },
  TUNNEL_SECRET_MISSING: {
    title: 'A secret for the tunnel is missing',
    help: 'The tunnel does not run. Enter it[ for {{value}}], then start it again.',
  },
  TUNNEL_NO_RELAY: {
    title: 'The tunnel waits for the relay',
    help: 'It starts by itself as soon as a relay listens on this computer that is not for practice.',
  },
  TUNNEL_ENDED: {
    title: 'The tunnel program has ended',
    help: 'Messages do not come in this way meanwhile; it is started again by itself.[ It ended with {{value}}.] Its last lines say more.',
  },
  TUNNEL_GAVE_UP: {
    title: 'The tunnel program ends again and again',
    help: 'Messages do not come in this way.[ It ended with {{value}}.] Read its last lines, put right what they say and start it; otherwise it is tried again in a few minutes.',
  },
  TUNNEL_NOT_SAVED: {
    title: 'The tunnel’s settings could not be saved',
    help: 'They count until the program ends. Check space and rights of the folder[ of {{value}}] and save again.',
  },
  TUNNEL_FILE_DAMAGED: {
    title: 'The tunnel’s settings were damaged',
    help: 'The tunnel is not started. The file was put aside[ as {{value}}]. Fill in the tunnel again under Set-up, Public address.',
  },
};
