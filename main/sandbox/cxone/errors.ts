/** One row of DE 3.0's error collection. */
export interface DeError {
  message: string;
  field?: string;
  parameters?: Record<string, unknown>;
  errorCode?: string;
}

/** A refusal of the DE 3.0 API; becomes `{errors: [...], uid}` with the status. */
export class DeRefusal extends Error {
  override readonly name = 'DeRefusal';
  readonly status: number;
  readonly errors: readonly DeError[];
  readonly headers: Record<string, string>;

  constructor(status: number, errors: readonly DeError[], headers: Record<string, string> = {}) {
    super(`${status} ${errors.map((error) => error.message).join('; ')}`);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export function notFound(what: string): DeRefusal {
  return new DeRefusal(404, [{ message: `${what} was not found.` }]);
}

export function unauthorized(): DeRefusal {
  return new DeRefusal(401, [{ message: 'Unauthorized' }], { 'www-authenticate': 'Bearer' });
}
