/** One parsed request to the control. */
export interface ControlCall {
  body: unknown;
  parameters: Record<string, string>;
  query: URLSearchParams;
}

/** What `run` returns, or resolves to, is the answer's JSON. */
export interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  pattern: string;
  run: (call: ControlCall) => unknown;
}
