import type { DeskEvent, DeskInsideOnly, DeskProbe, DeskProbeResult } from '#shared/domain/desk.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import type { AgentActions } from '../agent-actions.ts';
import type { DeMessage } from '../model.ts';
import type { TenantStore } from '../store.ts';
import type { DeskAccess } from './desk-access.ts';
import { DeskRefused } from './desk-refusal.ts';
import type { KeptCase, KeptCases } from './kept-case.ts';

/** What can be done with one message. Each throws DeskRefused. */
export interface MessageActs {
  /** Flags a message inside the tenant. Nothing is asked of the middleware: no such call is published. */
  deleteHere(user: TenantUser, messageId: string): DeskInsideOnly;
  hideHere(user: TenantUser, messageId: string, isHidden: boolean): DeskInsideOnly;
  /** Makes the call nobody published, to see what the middleware says. `number`: the message's case. */
  probe(user: TenantUser, number: string, probe: DeskProbe): Promise<DeskProbeResult>;
}

export interface MessageActsParts {
  store: TenantStore;
  agents: AgentActions;
  access: DeskAccess;
  cases: KeptCases;
  /** The case, if the user may read it. */
  read: (user: TenantUser, number: string) => KeptCase;
  noteBy: (kept: KeptCase, user: TenantUser, kind: DeskEvent['kind'], about?: string) => void;
  changed: () => void;
}

const longestAnswer = 2_000;

export function createMessageActs(parts: MessageActsParts): MessageActs {
  const { store, agents, access, cases, read, noteBy, changed } = parts;

  const find = (messageId: string): { kept: KeptCase; message: DeMessage } => {
    for (const kept of cases.list()) {
      const thread = store.threads.get(kept.contact.threadId);
      const message = thread?.messages
        .list()
        .find(({ id, contactNumber }) => id === messageId && contactNumber === kept.contact.id);
      if (message) return { kept, message };
    }
    throw new DeskRefused('unknown_message');
  };

  return {
    deleteHere(user, messageId) {
      const { kept } = find(messageId);
      access.requireRight(user, kept.contact.channelId, 'delete_original');
      if (!kept.deletedHere.has(messageId)) noteBy(kept, user, 'deleted_here');
      kept.deletedHere.add(messageId);
      changed();
      return { reasons: ['no_published_call'] };
    },
    hideHere(user, messageId, isHidden) {
      const { kept } = find(messageId);
      access.requireRight(user, kept.contact.channelId, 'hide_original');
      if (kept.hiddenHere.has(messageId) !== isHidden) noteBy(kept, user, isHidden ? 'hidden_here' : 'shown_here');
      if (isHidden) kept.hiddenHere.add(messageId);
      else kept.hiddenHere.delete(messageId);
      changed();
      return { reasons: ['no_published_call', 'platform_cannot'] };
    },
    async probe(user, number, { action, messageId }) {
      const kept = read(user, number);
      const found = find(messageId);
      if (found.kept !== kept) throw new DeskRefused('unknown_message', { field: 'messageId' });
      const externalId = found.message.idOnExternalPlatform;
      const channel = encodeURIComponent(kept.contact.channelId);
      const path = `/1.0/channel/${channel}/messages/${encodeURIComponent(externalId ?? messageId)}/${action}`;
      const body = { message: { id: messageId, idOnExternalPlatform: externalId } };
      const outcome = await agents.probe(kept.contact.threadId, { path, body });
      const isAnswered = outcome.kind === 'answered';
      const result: DeskProbeResult = {
        method: 'POST',
        path,
        status: isAnswered ? outcome.status : null,
        body: (isAnswered ? JSON.stringify(outcome.body) : outcome.detail).slice(0, longestAnswer),
      };
      noteBy(kept, user, 'probe', `${action}: ${result.status === null ? '–' : `HTTP ${result.status}`}`);
      changed();
      return result;
    },
  };
}
