/** Statuses of a contact (case) in DE 3.0. */
export const contactStatuses = ['new', 'open', 'pending', 'escalated', 'resolved', 'closed', 'trashed'] as const;
export type ContactStatus = (typeof contactStatuses)[number];

/** What a status may be set to by an agent, an automation or the API. */
const mayBecome: Record<ContactStatus, readonly ContactStatus[]> = {
  new: ['open', 'pending', 'escalated', 'resolved', 'closed', 'trashed'],
  open: ['pending', 'escalated', 'resolved', 'closed', 'trashed'],
  pending: ['open', 'escalated', 'resolved', 'closed', 'trashed'],
  escalated: ['open', 'pending', 'resolved', 'closed', 'trashed'],
  resolved: ['open', 'pending', 'escalated', 'closed', 'trashed'],
  closed: ['trashed'],
  trashed: [],
};

export function canChangeStatus(from: ContactStatus, to: ContactStatus): boolean {
  return from === to || mayBecome[from].includes(to);
}

/** What a new message of the customer does to the thread's latest contact. */
export function afterCustomerMessage(status: ContactStatus | undefined): {
  contact: 'same' | 'new';
  status: ContactStatus;
} {
  switch (status) {
    case undefined:
    case 'closed':
    case 'trashed':
      return { contact: 'new', status: 'new' };
    case 'resolved':
    case 'pending':
      return { contact: 'same', status: 'open' };
    case 'new':
    case 'open':
    case 'escalated':
      return { contact: 'same', status };
  }
}

/** A first answer opens a new case and leaves every other status alone. */
export function afterAgentReply(status: ContactStatus): ContactStatus {
  return status === 'new' ? 'open' : status;
}

export function isRunning(status: ContactStatus): boolean {
  return status !== 'resolved' && status !== 'closed' && status !== 'trashed';
}
