import type { Sandbox } from '#sandbox/sandbox.ts';

/** How the relay answered one request of a platform, on this process's monotonic clock. */
export interface SeenAnswer {
  readonly at: number;
  readonly direction: 'in' | 'out';
  /** 'taken', or how it was refused ('HTTP 503'). */
  readonly kind: string;
  readonly tookMs: number;
}

export interface AnswerLog {
  readonly answers: readonly SeenAnswer[];
  /** Those since a moment. */
  since(at: number): readonly SeenAnswer[];
}

/** Notes every answer of the relay to a message, as the platforms see it. */
export function logAnswers({ wechat, cxone }: Pick<Sandbox, 'wechat' | 'cxone'>): AnswerLog {
  const answers: SeenAnswer[] = [];
  const begun = new Map<string, number>();
  const note = (direction: 'in' | 'out', kind: string, startedAt: number | undefined, tookMs?: number): void => {
    const at = performance.now();
    answers.push({ at, direction, kind, tookMs: tookMs ?? at - (startedAt ?? at) });
  };
  wechat.pushes.on((notice) => {
    const { id } = notice.push;
    if (notice.kind === 'delivered') begun.set(id, performance.now());
    else if (notice.kind === 'accepted') note('in', 'taken', undefined, notice.tookMs);
    else if (notice.kind === 'failed') note('in', notice.detail, begun.get(id));
  });
  cxone.outbound.on((notice) => {
    if (notice.kind === 'status') return;
    const { offerId } = notice.offer;
    if (notice.kind === 'offered') begun.set(offerId, performance.now());
    else if (notice.outcome.kind === 'accepted') note('out', 'taken', undefined, notice.outcome.tookMs);
    else if ('status' in notice.outcome) note('out', `HTTP ${String(notice.outcome.status)}`, begun.get(offerId));
    else note('out', notice.outcome.kind, begun.get(offerId));
  });
  return { answers, since: (at) => answers.filter((answer) => answer.at >= at) };
}

export function countsOf(answers: readonly SeenAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { direction, kind } of answers) counts[`${direction} ${kind}`] = (counts[`${direction} ${kind}`] ?? 0) + 1;
  return counts;
}
