import type { SandboxAgent, SandboxCase, SandboxCases } from '#shared/domain/sandbox-case.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { contactStatuses } from '../cxone/contact-status.ts';
import type { Contact, DeMessage } from '../cxone/model.ts';
import { automaticAgents } from '../cxone/automatic-agents.ts';
import { findUser, roster } from '../cxone/roster.ts';
import type { TenantUser } from '../cxone/roster.ts';
import type { ControlledSandbox } from './control-server.ts';

export interface CaseFilter {
  channel?: string | undefined;
  /** Absent: all but closed and trashed ones. */
  statuses?: readonly string[] | undefined;
  customer?: string | undefined;
  limit: number;
}

const isDone = (status: string): boolean => status === 'closed' || status === 'trashed';

/** The tenant's cases and who can answer them. */
export function caseViews(sandbox: ControlledSandbox, filter: CaseFilter): SandboxCases {
  const { store } = sandbox.cxone;
  const found = [...store.contacts.values()].filter(
    (contact) =>
      (filter.statuses ? filter.statuses.includes(contact.status) : !isDone(contact.status)) &&
      (filter.channel === undefined || store.channels.get(contact.channelId)?.key === filter.channel) &&
      (filter.customer === undefined ||
        store.threads.get(contact.threadId)?.endUser.idOnExternalPlatform === filter.customer),
  );
  const rank = ({ status }: Contact): number => Math.max(0, contactStatuses.indexOf(status) - 3);
  found.sort((left, right) => rank(left) - rank(right) || left.statusUpdatedAt - right.statusUpdatedAt);
  return {
    // Those who answer by themselves come last: they are known by name, and nobody answers as one of them.
    agents: [
      ...roster.map((user) => agentView(user, user.isBotUser)),
      ...automaticAgents.map((user) => agentView(user, true)),
    ],
    cases: found.slice(0, filter.limit).map((contact) => caseView(sandbox, contact)),
    total: found.length,
    auto: sandbox.people.agent.settings().on,
  };
}

const agentView = ({ id, firstName, surname }: TenantUser, isBot: boolean): SandboxAgent => ({
  id,
  name: `${firstName} ${surname}`,
  isBot,
});

export function caseView({ cxone }: ControlledSandbox, contact: Contact): SandboxCase {
  const { store } = cxone;
  const thread = store.threads.get(contact.threadId);
  const last = thread?.messages
    .list()
    .filter(({ contactNumber }) => contactNumber === contact.id)
    .at(-1);
  return {
    number: contact.id,
    channelId: (store.channels.get(contact.channelId)?.key ?? contact.channelId) as ChannelId,
    customer: thread?.endUser.nickname || (thread?.threadName ?? ''),
    status: contact.status,
    createdAt: contact.createdAt,
    statusAt: contact.statusUpdatedAt,
    agentId: contact.assigneeId,
    assignedAt: contact.assignedAt,
    lastMessage: last ? { from: writerOf(last), at: last.createdAt, text: last.text.slice(0, 500) } : null,
  };
}

function writerOf({ direction, authorUserId }: DeMessage): 'customer' | 'agent' | 'bot' {
  if (direction === 'inbound') return 'customer';
  return findUser(authorUserId ?? 0)?.isBotUser ? 'bot' : 'agent';
}
