import type { DeskDraft, DeskEvent, DeskTimer } from '#shared/domain/desk.ts';
import type { JsonObject } from '../../kit/json.ts';
import type { ContactStatus } from '../contact-status.ts';
import { isRunning } from '../contact-status.ts';
import type { Contact } from '../model.ts';

/** A case that waits for one user's yes. */
export interface Offer {
  userId: number;
  /** Platform time. */
  until: number;
  cancel: () => void;
}

export interface KeptTimer {
  kind: DeskTimer['kind'];
  startedAt: number;
  dueAt: number;
  isOver: boolean;
  extensions: number;
  cancel: () => void;
}

export interface KeptDraft {
  id: string;
  authorId: number;
  at: number;
  text: string;
  fileIds: readonly string[];
  replyTo: string | undefined;
  state: DeskDraft['state'];
  settledById: number | null;
  settledAt: number | null;
  reason: string | null;
}

/** What the desk knows of a case beyond the contact. */
export interface KeptCase {
  readonly contact: Contact;
  offer: Offer | null;
  /** Who rejected it in this round of offers. */
  readonly refusedBy: Set<number>;
  /** Ends the pause after everybody rejected it. */
  cancelPause: (() => void) | null;
  /** Taken from its agent because the customer was silent; nobody is offered it until the customer writes. */
  isIdle: boolean;
  agentTimer: KeptTimer | null;
  customerTimer: KeptTimer | null;
  /** Whether the present agent has written since the assignment. */
  hasAgentWritten: boolean;
  readonly drafts: KeptDraft[];
  readonly events: DeskEvent[];
  readonly deletedHere: Set<string>;
  readonly hiddenHere: Set<string>;
  /** Uploaded files by id. */
  readonly files: Map<string, JsonObject>;
  /** As last seen, to notice what was changed by other ways. */
  seen: { status: ContactStatus; assigneeId: number | null; runningSince: number | null };
  /** Solution time inside office hours of the spans that are over. */
  solvedOfficeMs: number;
}

const mostCases = 2_000;
const mostEvents = 100;
const mostDrafts = 50;
const mostFiles = 100;

/** The desk's cases by contact number; the oldest that are over go first when there are too many. */
export class KeptCases {
  private readonly cases = new Map<string, KeptCase>();

  find(number: string): KeptCase | undefined {
    return this.cases.get(number);
  }

  /** A contact that is new here is taken in. */
  of(contact: Contact, at: number): KeptCase {
    const known = this.cases.get(contact.id);
    if (known) return known;
    const made: KeptCase = {
      contact,
      offer: null,
      refusedBy: new Set(),
      cancelPause: null,
      isIdle: false,
      agentTimer: null,
      customerTimer: null,
      hasAgentWritten: contact.firstAgentReplyAt !== null,
      drafts: [],
      events: [{ at, kind: 'created', by: null, about: null }],
      deletedHere: new Set(),
      hiddenHere: new Set(),
      files: new Map(),
      seen: { status: contact.status, assigneeId: contact.assigneeId, runningSince: contact.runningSince },
      solvedOfficeMs: contact.solvedMs,
    };
    this.cases.set(contact.id, made);
    if (this.cases.size > mostCases) this.dropOne();
    return made;
  }

  list(): IterableIterator<KeptCase> {
    return this.cases.values();
  }

  private dropOne(): void {
    for (const [number, kept] of this.cases) {
      if (isRunning(kept.contact.status)) continue;
      this.drop(number, kept);
      return;
    }
    for (const [number, kept] of this.cases) {
      this.drop(number, kept);
      return;
    }
  }

  private drop(number: string, kept: KeptCase): void {
    stopAll(kept);
    this.cases.delete(number);
  }
}

/** Ends whatever of the case would happen by time. */
export function stopAll(kept: KeptCase): void {
  kept.offer?.cancel();
  kept.cancelPause?.();
  kept.agentTimer?.cancel();
  kept.customerTimer?.cancel();
}

export function note(kept: KeptCase, event: DeskEvent): void {
  kept.events.push(event);
  if (kept.events.length > mostEvents) kept.events.shift();
}

/** False when so many drafts wait that none can be forgotten. */
export function keepDraft(kept: KeptCase, draft: KeptDraft): boolean {
  if (kept.drafts.length >= mostDrafts) {
    const settled = kept.drafts.findIndex(({ state }) => state !== 'waiting');
    if (settled < 0) return false;
    kept.drafts.splice(settled, 1);
  }
  kept.drafts.push(draft);
  return true;
}

export function keepFile(kept: KeptCase, id: string, attachment: JsonObject): void {
  kept.files.set(id, attachment);
  if (kept.files.size <= mostFiles) return;
  const oldest = kept.files.keys().next();
  if (!oldest.done) kept.files.delete(oldest.value);
}
