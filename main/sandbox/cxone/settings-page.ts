import type { Answer } from '../kit/answer.ts';
import type { ApiContext } from './api-context.ts';

/** Where an action page's `backUrl` leads: stands in for the list of digital points of contact. */
export function settingsPage(context: ApiContext): Answer {
  const rows = [...context.store.channels.values()].map(
    ({ name, isDeleted }) => `<li>${escaped(name)}: ${isDeleted ? 'deleted' : 'in use'}</li>`,
  );
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
      '</head><body><main><h1>Back in CXone (simulated)</h1><p>Points of contact, as CXone has them now:</p>' +
      `<ul>${rows.join('')}</ul><p>You can close this page.</p></main></body></html>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
