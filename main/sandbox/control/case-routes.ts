import { UnknownCaseError } from '../cxone/agent-actions.ts';
import type { Contact } from '../cxone/model.ts';
import { findUser, people } from '../cxone/roster.ts';
import type { TenantUser } from '../cxone/roster.ts';
import { FaultRequestError } from '../kit/fault-registry.ts';
import { caseView, caseViews } from './case-view.ts';
import type { ControlRoute } from './control-route.ts';
import { CaseActBody } from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';

const mostCases = 1_000;

/** The tenant's cases, and what its agents do with them. */
export function caseRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  const { cxone } = sandbox;

  const requireCase = (number: string | undefined): Contact => {
    const contact = cxone.store.contacts.get(number ?? '');
    if (!contact) throw new UnknownCaseError(number ?? '');
    return contact;
  };

  return [
    {
      method: 'GET',
      pattern: '/cases',
      run: ({ query }) => {
        const statuses = [...query.getAll('status'), ...query.getAll('status[]')];
        const limit = Number(query.get('limit') ?? 200);
        return caseViews(sandbox, {
          channel: query.get('channel') ?? undefined,
          customer: query.get('customer') ?? undefined,
          statuses: statuses.length > 0 ? statuses : undefined,
          limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, mostCases) : mostCases,
        });
      },
    },
    {
      method: 'GET',
      pattern: '/cases/:number',
      run: ({ parameters }) => caseView(sandbox, requireCase(parameters.number)),
    },
    {
      method: 'POST',
      pattern: '/cases/:number',
      run: async ({ body, parameters }) => {
        const contact = requireCase(parameters.number);
        const act = CaseActBody.parse(body);
        switch (act.act) {
          case 'assign':
            cxone.store.assign(contact, requireUser(act.agentId).id);
            return { changed: true, case: caseView(sandbox, contact) };
          case 'unassign':
            cxone.store.assign(contact, null);
            return { changed: true, case: caseView(sandbox, contact) };
          case 'status': {
            const changed = cxone.store.changeStatus(contact, act.status);
            return { changed, case: caseView(sandbox, contact) };
          }
          case 'answer': {
            const ticket = cxone.agents.reply(contact.id, act.text, requireUser(act.agentId).id);
            const outcome = act.wait ? await ticket.settled : undefined;
            return { changed: true, offerId: ticket.offerId, outcome, case: caseView(sandbox, contact) };
          }
        }
      },
    },
  ];
}

/** By number or first name; null: the first person. */
function requireUser(named: string | number | null): TenantUser {
  const user = named === null ? people[0] : findUser(named);
  if (!user) throw new FaultRequestError(`No user "${String(named)}" in the tenant`);
  return user;
}
