import type { Answer } from '../kit/answer.ts';
import type { ApiContext, DeHandler } from './api-context.ts';
import { notFound } from './errors.ts';

/** Where an action page's `backUrl` leads: stands in for the list of digital points of contact. */
export function settingsPage(context: ApiContext): Answer {
  const rows = [...context.store.channels.values()].map(
    ({ name, isDeleted }) => `<li>${escaped(name)}: ${isDeleted ? 'deleted' : 'in use'}</li>`,
  );
  return page(
    'Back in CXone (simulated)',
    `<p>Points of contact, as CXone has them now:</p><ul>${rows.join('')}</ul><p>You can close this page.</p>`,
  );
}

/** Where a contact's `detailUrl` leads. Says no more than its status: whoever opens it has not signed in. */
export const casePage: DeHandler = (context, call) => {
  const contact = context.store.contacts.get(call.parameters.contactNumber ?? '');
  if (!contact) throw notFound('Contact');
  return page(`Case ${contact.id} (simulated)`, `<p>Status: ${contact.status}</p>`);
};

function page(title: string, content: string): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    },
    body:
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Simulated CXone</title>' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">' +
      `</head><body><main><h1>${escaped(title)}</h1>${content}</main></body></html>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
