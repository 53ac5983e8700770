import type { DeskNotice } from '#shared/domain/desk.ts';

const mostPerUser = 50;

/** What each user must be told. */
export interface DeskNotices {
  tell(userId: number, notice: Omit<DeskNotice, 'id'>): void;
  /** Newest last. */
  of(userId: number): readonly DeskNotice[];
}

export function createDeskNotices(): DeskNotices {
  const byUser = new Map<number, DeskNotice[]>();
  let lastId = 0;
  return {
    tell(userId, notice) {
      lastId += 1;
      const told = byUser.get(userId) ?? [];
      told.push({ id: lastId, ...notice });
      if (told.length > mostPerUser) told.shift();
      byUser.set(userId, told);
    },
    of: (userId) => byUser.get(userId) ?? [],
  };
}
