import { describe, expect, it } from 'vitest';
import { certificatePlaceHref, certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { hrefOf, parseRoute } from '#renderer/lib/router.ts';

describe('addresses of the certificate pages', () => {
  it.each(['#/certificates', '#/certificates/cxone', '#/certificates/time-line', '#/certificates/credentials'])(
    '%s leads there and back',
    (hash) => {
      const route = parseRoute(hash);
      expect(route.page).toBe('certificates');
      expect(hrefOf(route)).toBe(hash);
    },
  );

  it('name a place, also one with a host', () => {
    expect(certificatesHref()).toBe('#/certificates');
    expect(parseRoute('#/certificates/place/open')).toEqual({ page: 'certificates', tab: 'place', placeId: 'open' });
    const href = certificatePlaceHref('destination:api.example.com');
    expect(href).toBe('#/certificates/place/destination%3Aapi.example.com');
    expect(parseRoute(href)).toEqual({ page: 'certificates', tab: 'place', placeId: 'destination:api.example.com' });
  });

  it('lead to the overview when they are none', () => {
    for (const hash of ['#/certificates/place/elsewhere', '#/certificates/place/%E0%A4', '#/certificates/x']) {
      expect(parseRoute(hash)).toEqual({ page: 'overview' });
    }
  });
});
