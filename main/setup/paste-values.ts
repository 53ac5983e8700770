import type { SecretOwner } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { channelIn } from './book/entry-edits.ts';
import type { SetupDeps } from './setup-deps.ts';

/** What an administrator pastes at WeChat. Null: never set, or not to be shown any more. */
export interface PasteValues {
  readonly url: string;
  readonly token: string | null;
  readonly encodingAesKey: string | null;
}

/**
 * The callback's address, and token and key as long as WeChat has not verified the address with them: from then on nobody needs
 * to see them. Throws SETUP_ENTRY_UNKNOWN, SETUP_PUBLIC_ADDRESS_MISSING, and RELAY_NOT_RUNNING: without the relay nobody knows what
 * WeChat has done.
 */
export async function pasteValues({ here, client }: SetupDeps, channelId: string): Promise<PasteValues> {
  const { store, secrets } = here.place;
  const { draft } = channelIn(store.book, channelId);
  const base = here.publicUrl();
  if (base === null) throw new RelayError('SETUP_PUBLIC_ADDRESS_MISSING', 'no public address is known');
  const url = `${base}/wechat/${channelId}`;
  const owner: SecretOwner = { owner: 'channel', ownerId: channelId };
  const sightings = await client.invoke('setup.sightings', null);
  const verified = sightings.find(
    (one) =>
      one.owner === 'channel' && one.ownerId === channelId && one.kind === 'webhook_verified' && one.current !== false,
  );
  const names = ['wechat_token', 'wechat_aes_key'] as const;
  const marks = secrets.list().filter((one) => one.owner === 'channel' && one.ownerId === channelId);
  const setAt = Math.max(0, ...marks.filter(({ name }) => names.some((one) => one === name)).map((one) => one.setAt));
  // A value the relay does not run on yet cannot have been verified, whenever it was set.
  const areRunOn = names.every((name) => secrets.value(owner, name) === secrets.applied(owner, name));
  if (areRunOn && verified !== undefined && verified.lastAt >= setAt) return { url, token: null, encodingAesKey: null };
  const needsKey = draft.wechat.mode !== 'plain';
  return {
    url,
    token: secrets.value(owner, 'wechat_token'),
    encodingAesKey: needsKey ? secrets.value(owner, 'wechat_aes_key') : null,
  };
}
