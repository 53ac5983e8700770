/** Open cases of a tenant, the same at each question. */
export interface CasesTold {
  readonly count: number;
  /** In turn. */
  readonly cxoneChannelIds: readonly string[];
  /** Epoch ms. */
  readonly createdAt: number;
}

/** CXone's number of the case at that place. */
export function caseIdAt(index: number): string {
  return String(100_000 + index);
}

/** CXone's pages hold about so many. */
const perPage = 50;

/** Answers as CXone's list of contacts does: pages with a token for the next, each case with the members that CXone sends. */
export class CasePages {
  readonly #told: CasesTold;
  readonly #pages = new Map<number, string>();
  read = 0;

  constructor(told: CasesTold) {
    this.#told = told;
  }

  /** The whole answer to a GET below `/dfo/3.0/contacts`. */
  answer(path: string): string {
    const from = Number(/[?&]scrollToken=p(\d+)/u.exec(path)?.[1] ?? 0);
    this.read += 1;
    const known = this.#pages.get(from) ?? this.#page(from);
    this.#pages.set(from, known);
    return known;
  }

  #page(from: number): string {
    const { count } = this.#told;
    const until = Math.min(count, from + perPage);
    const data = Array.from({ length: until - from }, (_, place) => this.#contact(from + place));
    const body = JSON.stringify({ data, hits: count, ...(until < count ? { scrollToken: `p${until}` } : {}) });
    return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  }

  #contact(index: number): object {
    const { cxoneChannelIds, createdAt } = this.#told;
    const id = caseIdAt(index);
    const channelId = cxoneChannelIds[index % cxoneChannelIds.length] ?? '';
    const stamp = new Date(createdAt + index).toISOString().replace('Z', '+00:00');
    return {
      id,
      interactionId: `6f0e2b0a-0000-4000-9000-${id.padStart(12, '0')}`,
      threadId: `t-${id}`,
      threadIdOnExternalPlatform: `bench-${id}`,
      channelId,
      status: 'new',
      statusUpdatedAt: stamp,
      statusUpdatedAtWithMilliseconds: stamp,
      createdAt: stamp,
      createdAtWithMilliseconds: stamp,
      direction: 'inbound',
      routingQueueId: '6f0e2b0a-0000-4000-a000-00000000b00c',
      routingQueuePriority: 1,
      inboxAssignee: null,
      inboxAssigneeUser: null,
      ownerAssignee: null,
      detailUrl: `https://bench.example/case/${id}`,
      endUserRecipients: [{ idOnExternalPlatform: `oBench${id}`, name: 'Bench', isPrimary: true, isPrivate: false }],
      recipients: [],
      customFields: Array.from({ length: 6 }, (_, place) => ({ ident: `field-${place}`, value: `value ${id}` })),
      tags: [],
      sla: {
        firstResponseTime: { raw: 1_800, alreadyHasValue: false },
        solutionTime: { raw: 28_800, alreadyHasValue: false },
      },
    };
  }
}
