import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { AddressForm, SetupView } from '#shared/domain/setup/book.ts';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import type { RelayUrls } from '#shared/contract/relay-contract.ts';
import { checkAddressForm, cleanPublicUrl } from '#shared/setup/address-rules.ts';
import { addressParts } from '#shared/setup/addresses.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { hostToBe, type SnippetPlaces } from './snippets.ts';

/**
 * none: no address. wrong: a rule is broken, so the relay does not use it. half: one of the two platforms has called. failing:
 * the relay reached itself under the address and does not any more.
 */
export type OutsideState = 'none' | 'wrong' | 'waiting' | 'half' | 'proven' | 'failing';

export interface OutsideInput {
  readonly form: AddressForm;
  readonly view: SetupView;
  readonly sightings: readonly Sighting[];
  readonly snapshots: readonly ChannelSnapshot[];
}

/** What is known of the public address. Only what the platforms themselves did under this very one counts as proof. */
export function outsideState({ form, view, sightings, snapshots }: OutsideInput): OutsideState {
  if (!isNamedElsewhere(view) && hasErrors(checkAddressForm(form, view.practice !== null))) return 'wrong';
  if (view.publicUrl === null) return 'none';
  if (snapshots.some(({ legs }) => isUnreachable(legs.wechatIn) || isUnreachable(legs.cxoneIn))) return 'failing';
  const here = sightings.filter(({ current }) => current !== false);
  const wechat = here.some(({ kind }) => kind === 'webhook_verified' || kind === 'pushed');
  const cxone = here.some(({ kind }) => kind === 'token_fetched' || kind === 'box_called');
  if (wechat && cxone) return 'proven';
  return wechat || cxone ? 'half' : 'waiting';
}

const isUnreachable = (leg: ChannelSnapshot['legs'][keyof ChannelSnapshot['legs']] | undefined): boolean =>
  leg?.fault?.code === 'RELAY_NOT_REACHABLE';

/** relay.json names an address: that one counts, whatever is typed here. */
export function isNamedElsewhere({ given, publicUrl, book }: SetupView): boolean {
  return given.from === 'file' && publicUrl !== null && cleanPublicUrl(book.address.publicUrl) !== publicUrl;
}

/** What stands in the snippets; null while nobody knows where the relay listens. */
export function snippetPlaces(publicUrl: string | null, urls: RelayUrls | null): SnippetPlaces | null {
  if (urls === null) return null;
  const local = new URL(urls.wechat);
  const parts = publicUrl === null ? null : addressParts(publicUrl);
  return {
    host: parts?.host ?? hostToBe,
    path: parts?.path.replace(/\/+$/u, '') ?? '',
    localHost: local.hostname,
    localPort: Number(local.port === '' ? (local.protocol === 'https:' ? 443 : 80) : local.port),
  };
}

/** CXone's calls have a listener of their own (relay.json): its address on this computer, or null. */
export function ownBoxListener(urls: RelayUrls | null): string | null {
  if (urls === null) return null;
  const { host } = new URL(urls.box);
  return host === new URL(urls.wechat).host ? null : host;
}
