import { callServer } from '../parts/http.ts';

/**
 * Removes an entry of the administration, and reads what is there now. `leave`: closes it on the page. Throws Refused, and the
 * entry stays.
 */
export async function removeEntry(
  path: string,
  reload: () => Promise<void>,
  leave: () => void = () => undefined,
): Promise<void> {
  await callServer('DELETE', path);
  await reload();
  leave();
}
