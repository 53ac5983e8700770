/** A request the relay has answered, found in the trace of its system calls. */
export interface TracedAnswer {
  /** Lines of the trace. */
  readonly readAt: number;
  readonly answeredAt: number;
  readonly status: number;
}

/** What of the calls a trace must hold for `answersIn`: the options of strace. */
export const answerCalls = { names: 'read,write,writev', options: ['-s', '100'] } as const;

/**
 * The answers of the relay to what the platforms asked it to take, in their order. One request at a time stands on a
 * connection, so that each answer belongs to the last request read from it. Tokens, and WeChat's look at the address (GET),
 * are left out: they are answered without anything being stored.
 */
export function answersIn(lines: readonly string[]): TracedAnswer[] {
  const requestAt = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const [, connection = '', method = '', path = ''] = /read\((\d+), "([A-Z]+) (\/\S*)/u.exec(line) ?? [];
    if (path.endsWith('/token') || method === 'GET') requestAt.delete(connection);
    else if (path !== '') requestAt.set(connection, index);
    const [, answered = '', status = ''] = /writev?\((\d+), .*"HTTP\/1\.1 (\d{3})/u.exec(line) ?? [];
    const readAt = requestAt.get(answered);
    if (status === '' || readAt === undefined) return [];
    requestAt.delete(answered);
    return [{ readAt, answeredAt: index, status: Number(status) }];
  });
}

export const isTaken = ({ status }: TracedAnswer): boolean => status >= 200 && status < 300;
