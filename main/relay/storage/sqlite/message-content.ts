import type { OpenId } from '#shared/domain/ids.ts';
import type { MessagePayload } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { ContactBook } from './contact-book.ts';
import { unseal } from './envelope.ts';
import type { KeyLadder } from './key-ladder.ts';
import { identityText, type MessageRecord } from './message-record.ts';

/** Opens what is sealed in messages. */
export class MessageContentReader {
  readonly #keys: KeyLadder;
  readonly #channels: ChannelBook;
  readonly #contacts: ContactBook;

  constructor(keys: KeyLadder, channels: ChannelBook, contacts: ContactBook) {
    this.#keys = keys;
    this.#channels = channels;
    this.#contacts = contacts;
  }

  openIdOf(record: MessageRecord): OpenId | null {
    return record.contactNo === null ? null : (this.#contacts.byNo(record.contactNo)?.openId ?? null);
  }

  /** Null when the record is damaged: the content, or anything of the row that never changes. */
  payloadOf(record: MessageRecord): MessagePayload | null {
    const channelId = this.#channels.idOf(record.channelNo);
    const contact = record.contactNo === null ? null : this.#contacts.byNo(record.contactNo);
    const key = record.contactNo === null ? this.#keys.strangerKey : contact?.key;
    if (record.body === null || channelId === null || !key) return null;
    const openId = contact?.openId ?? null;
    const plain = unseal(key, identityText({ ...record, channelId, openId }), record.body);
    return plain === null ? null : (JSON.parse(plain) as MessagePayload);
  }
}
