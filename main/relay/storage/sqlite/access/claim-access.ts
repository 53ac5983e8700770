import type { RelayStore, Settlement } from '../../../ports/relay-store.ts';
import type { StoreSession } from '../store-session.ts';
import type { StoreAccess } from './store-access.ts';

/** An attempt toward CXone that lasts so long is noted in the file. */
const noteAfterMs = 250;

type Claims = Pick<RelayStore, 'claim' | 'settle' | 'recoverClaims' | 'recoverChannelClaims'>;

/** Attempts, from their beginning to their end. */
export class ClaimAccess implements Claims {
  readonly #access: StoreAccess;
  #cancelNotes: (() => void) | null = null;
  #isStopped = false;

  constructor(access: StoreAccess) {
    this.#access = access;
  }

  async claim(seq: number, attempt: number, at: number): Promise<boolean> {
    const { held, write } = this.#access;
    let isHeld = false;
    const clearUp = (session: StoreSession): null => {
      session.writer.withdrawClaim(seq, attempt, at);
      return null;
    };
    try {
      return await write(
        (session) => {
          const mayHold = session.writer.mayHold(seq, attempt);
          if (mayHold === null) return session.writer.claim(seq, attempt, at);
          isHeld = mayHold && held.take(seq, attempt, at);
          return isHeld;
        },
        { clearUp },
      );
    } catch (thrown) {
      if (isHeld) held.drop(seq, attempt);
      throw thrown;
    } finally {
      if (!held.isEmpty) this.#planNotes();
    }
  }

  async settle(settlement: Settlement): Promise<void> {
    const { held, write, connection } = this.#access;
    const { seq, attempt } = settlement;
    const isFirst = held.ending(seq, attempt);
    try {
      await write((session) => {
        // The room that is left is for what must be written.
        session.writer.settle(settlement, isFirst && held.holds(seq, attempt), connection.storage.writable);
      });
      held.drop(seq, attempt);
    } catch (thrown) {
      held.notEnded(seq, attempt);
      throw thrown;
    }
  }

  recoverClaims: RelayStore['recoverClaims'] = (at, reportFor = () => null) => {
    const { connection, held, write } = this.#access;
    connection.reportFor = reportFor;
    return write((session) => {
      for (const claim of held.handOver()) session.writer.claim(claim.seq, claim.attempt, claim.at);
      return session.recovery.recover(at, reportFor);
    });
  };

  recoverChannelClaims: RelayStore['recoverChannelClaims'] = (channelId, at) => {
    const { connection, held, write } = this.#access;
    return write((session) => {
      // Those of other channels are noted too, and go on.
      for (const claim of held.open()) session.writer.claim(claim.seq, claim.attempt, claim.at);
      return session.recovery.recoverChannel(channelId, at, connection.reportFor);
    });
  };

  /** No more notes by themselves. */
  stopNotes(): void {
    this.#isStopped = true;
    this.#cancelNotes?.();
  }

  /** Notes what is under way. */
  async noteHeld(): Promise<void> {
    const { held, write } = this.#access;
    if (held.isEmpty) return;
    const noted = await write((session) => {
      const open = held.open();
      for (const { seq, attempt, at } of open) session.writer.claim(seq, attempt, at);
      return open;
    });
    for (const { seq, attempt } of noted) held.drop(seq, attempt);
  }

  /** Attempts that last are noted in the file: should the relay end meanwhile, their story tells of them. */
  #planNotes(): void {
    this.#cancelNotes ??= this.#access.clock.after(noteAfterMs, () => {
      this.#cancelNotes = null;
      // Should the disk refuse, the attempts go on without; the next time may be better.
      const noting = this.noteHeld().catch(() => undefined);
      void noting.then(() => {
        if (!this.#access.held.isEmpty && !this.#isStopped) this.#planNotes();
      });
    });
  }
}
