/** Begins a command line: what follows obeys the permissions of files although root runs it. */
export const withoutPowers: readonly string[] = [
  'setpriv',
  '--bounding-set=-dac_override,-dac_read_search,-fowner',
  '--inh-caps=-dac_override,-dac_read_search,-fowner',
];
