import type { Contact } from '../../../ports/relay-store.ts';
import type { ContactRecord } from '../contact-book.ts';
import type { StoreSession } from '../store-session.ts';

export function contactFrom(session: StoreSession, record: ContactRecord | null): Contact | null {
  const channelId = record === null ? null : session.channels.idOf(record.channelNo);
  if (record === null || channelId === null) return null;
  const { no, openId, windowUntil, repliesLeft } = record;
  return { contactNo: no, channelId, openId, windowUntil, repliesLeft };
}
