import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { addressParts, isPrivateHost } from '#shared/setup/addresses.ts';
import { withNothingApplied } from './book/entry-edits.ts';

/**
 * A practice book for a sandbox that has just come up: its tenant and accounts are new, so nothing is applied at them, and its
 * ports are others, so addresses of an earlier one are replaced. What was typed otherwise stays.
 */
export function renewedForPractice(
  book: SetupBook,
  sandbox: Pick<RelayConfig, 'integrations' | 'channels'>,
  /** Where the sandbox's WeChat answers; one without channels does not say it otherwise. */
  wechatApiBase: string | null = null,
): SetupBook {
  const cxone = sandbox.integrations[0]?.cxone.issuer ?? null;
  const wechat = sandbox.channels[0]?.wechat.apiBase ?? wechatApiBase;
  const fresh = withNothingApplied(book);
  return {
    ...fresh,
    integrations: fresh.integrations.map((entry) => ({
      ...entry,
      draft: {
        ...entry.draft,
        cxone: {
          ...entry.draft.cxone,
          issuer: moved(entry.draft.cxone.issuer, cxone),
          apiBase: moved(entry.draft.cxone.apiBase, cxone),
        },
      },
    })),
    channels: fresh.channels.map((entry) => ({
      ...entry,
      draft: {
        ...entry.draft,
        wechat: { ...entry.draft.wechat, apiBase: moved(entry.draft.wechat.apiBase, wechat) },
      },
    })),
  };
}

/** Only where an address of this computer stands: another one was typed by somebody who means it. */
function moved(typed: string, present: string | null): string {
  const host = addressParts(typed.trim())?.host;
  return host === undefined || present === null || !isPrivateHost(host) ? typed : present;
}
