import type { MessagePart } from '#shared/domain/message.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { DeliveryResult, PartJournal } from '../../ports/delivery-target.ts';
import type { RefusedFile } from './plan-parts.ts';
import { tryLater } from './wechat-results.ts';

type Ending = Pick<MessagePart, 'state' | 'code' | 'platformCode'>;

/** Sends one part, noted before it leaves and when it has ended. `file`: the one it is a note about. Never rejects. */
export async function journaled(
  part: Pick<MessagePart, 'no' | 'of' | 'kind'>,
  journal: PartJournal,
  clock: Clock,
  send: () => Promise<DeliveryResult>,
  file: RefusedFile | null = null,
): Promise<DeliveryResult> {
  try {
    await journal.begin(part);
  } catch {
    // It could not be written that the part leaves, so it does not.
    return tryLater('message', 'STORE_WRITE_FAILED');
  }
  const result = await send();
  try {
    await journal.end({ ...part, ...endingOf(result, file), at: clock.now() });
    return result;
  } catch {
    // The part may be out and no later attempt will know: none must be made by itself.
    return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
  }
}

/** A note that was accepted keeps the code of the file it is about, so that a later attempt still knows. */
function endingOf(result: DeliveryResult, file: RefusedFile | null): Ending {
  switch (result.kind) {
    case 'accepted':
      return { state: 'accepted', code: file?.code ?? null, platformCode: file?.platformCode ?? null };
    case 'unknown':
      return { state: 'unknown', code: result.code, platformCode: result.platformCode };
    case 'refused': {
      const state = result.scope === 'message' ? 'refused' : 'waiting';
      return { state, code: result.code, platformCode: result.platformCode };
    }
    case 'try_later':
    case 'window_closed':
      return { state: 'waiting', code: result.code, platformCode: result.platformCode };
  }
}
