import { z } from 'zod';
import { jsonAnswer } from '../kit/answer.ts';
import type { Answer } from '../kit/answer.ts';
import { FaultRequestError } from '../kit/fault-registry.ts';
import { startHttpService } from '../kit/http-service.ts';
import type { HttpService, ServiceRequest } from '../kit/http-service.ts';
import { parseJson } from '../kit/json.ts';
import type { SandboxLog } from '../kit/log.ts';
import { createRouter } from '../kit/router.ts';
import { UnknownCaseError, UnknownThreadError } from '../cxone/agent-actions.ts';
import { LoadBusyError } from '../load/load-crew.ts';
import type { Sandbox } from '../sandbox.ts';
import { UnknownAccountError } from '../wechat/accounts.ts';
import { UnknownFollowerError } from '../wechat/customer-actions.ts';
import { controlRoutes } from './control-routes.ts';
import type { ControlCall, ControlRoute } from './control-route.ts';

export type ControlledSandbox = Omit<Sandbox, 'urls' | 'practice' | 'relayConfig' | 'stop'>;

export interface ControlServerOptions {
  sandbox: ControlledSandbox;
  port: number;
  log: SandboxLog;
}

/**
 * The control of the sandbox over loopback HTTP, JSON in and out. Routes and their bodies: control-routes.ts and
 * control-schemas.ts. Errors: 400 for a body that does not fit, 404 for an unknown name, 409 for a state that
 * forbids it, each with `{error, detail}`.
 */
export async function startControlServer({ sandbox, port, log }: ControlServerOptions): Promise<HttpService> {
  const routes = controlRoutes(sandbox);
  const find = createRouter<ControlRoute['run']>(
    routes.map(({ method, pattern, run }) => ({ method, pattern, handle: run })),
  );

  const handle = async (request: ServiceRequest): Promise<Answer> => {
    // A page of some web site must not be able to reach the control through the visitor's browser.
    if (!isLoopbackHost(request.headers.host) || !isLoopbackOrigin(request.headers.origin)) {
      return problem(403, 'forbidden', 'the control answers on loopback names only');
    }
    const match = find(request);
    if (match.kind === 'notFound') return problem(404, 'notFound', request.path);
    if (match.kind === 'wrongMethod') return problem(405, 'wrongMethod', request.method);
    if (request.body.length > 0 && !request.headers['content-type']?.startsWith('application/json')) {
      return problem(415, 'jsonOnly', 'send application/json');
    }
    const body = request.body.length === 0 ? {} : parseJson(request.body.toString('utf8'));
    if (body === undefined) return problem(400, 'notJson', 'the body is not JSON');
    try {
      const call: ControlCall = { body, parameters: match.parameters, query: request.query };
      return jsonAnswer(200, (await match.handle(call)) ?? {});
    } catch (thrown) {
      return answerTo(thrown);
    }
  };

  return startHttpService({
    host: '127.0.0.1',
    port,
    maxBodyBytes: 1024 * 1024,
    handle,
    onCrash: (thrown) => {
      log.warn('control.crashed', { error: String(thrown) });
      return problem(500, 'crashed', String(thrown));
    },
  });
}

function problem(status: number, error: string, detail: string): Answer {
  return jsonAnswer(status, { error, detail });
}

function answerTo(thrown: unknown): Answer {
  if (thrown instanceof z.ZodError) return problem(400, 'badRequest', z.prettifyError(thrown));
  if (thrown instanceof FaultRequestError) return problem(400, 'badFault', thrown.message);
  if (thrown instanceof LoadBusyError) return problem(409, 'busy', thrown.message);
  if (
    thrown instanceof UnknownAccountError ||
    thrown instanceof UnknownFollowerError ||
    thrown instanceof UnknownThreadError ||
    thrown instanceof UnknownCaseError
  ) {
    return problem(404, 'unknown', thrown.message);
  }
  throw thrown;
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

function isLoopbackOrigin(origin: string | undefined): boolean {
  return origin === undefined || /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);
}
