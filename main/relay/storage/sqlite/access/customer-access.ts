import type { CustomerStore } from '../../../ports/customer-store.ts';
import { contactFrom } from './contact-from.ts';
import type { StoreAccess } from './store-access.ts';

/** What is kept of one end user, and its removal. */
export function customerMethods({ connection, read, write }: StoreAccess): CustomerStore {
  return {
    customerContact: (contactNo) => read((session) => contactFrom(session, session.erasure.contact(contactNo))),
    eraseContact: (contactNo, mark) =>
      write((session) => {
        session.erasure.begin(contactNo, mark);
      }),
    erasedMessages: (contactNo, afterSeq) => read((session) => session.erasure.look(contactNo, afterSeq)),
    removeErased: (contactNo, seqs, mark) => write((session) => session.erasure.remove(contactNo, seqs, mark)),
    // A read runs while no commit is under way.
    overwriteRemoved: () =>
      read((session) => {
        const isDone = session.erasure.emptyLog();
        connection.noteWritten();
        return isDone;
      }),
  };
}
