import type { DeskCaseRow, DeskState } from '#shared/domain/desk.ts';

export type InboxGroup = 'offered' | 'mine' | 'waitingApproval' | 'others';

/** Every case in one group; those with a draft for an approver stand among these even when somebody has them. */
export function groupsOf({ cases, me }: Pick<DeskState, 'cases' | 'me'>): Record<InboxGroup, DeskCaseRow[]> {
  const groups: Record<InboxGroup, DeskCaseRow[]> = { offered: [], mine: [], waitingApproval: [], others: [] };
  for (const row of cases) groups[groupOf(row, me.id)].push(row);
  return groups;
}

function groupOf(row: DeskCaseRow, myId: number): InboxGroup {
  if (row.stage === 'offered' && row.offeredTo?.id === myId) return 'offered';
  if (row.assignee?.id === myId && row.stage !== 'done') return 'mine';
  return row.draftsWaiting > 0 ? 'waitingApproval' : 'others';
}
