/** Virtual displays that were started for the tests, as X names them; none when windows open on the person's own. */
export function displays(): readonly string[] {
  return (process.env['VEERPONT_DISPLAYS'] ?? '').split(' ').filter((name) => name !== '');
}

/** The display of this worker: two windows on one display would take the focus from each other. */
export function ownDisplay(): Readonly<Record<string, string>> {
  const place = Number(process.env['TEST_PARALLEL_INDEX'] ?? '0');
  const display = displays()[place];
  return display === undefined ? {} : { DISPLAY: display };
}
