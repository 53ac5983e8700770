import { PlaceId } from '#shared/domain/certificate-desk.ts';

/** `tab` 'place': one place where a certificate is shown, and how it is replaced there. */
export type CertificatesRoute =
  | { readonly page: 'certificates'; readonly tab: 'places' | 'clients' | 'timeLine' | 'credentials' }
  | { readonly page: 'certificates'; readonly tab: 'place'; readonly placeId: PlaceId };

const paths = {
  places: '/certificates',
  clients: '/certificates/cxone',
  timeLine: '/certificates/time-line',
  credentials: '/certificates/credentials',
} as const;

const placePath = '/certificates/place/';

function placeIn(text: string): PlaceId | null {
  try {
    const parsed = PlaceId.safeParse(decodeURIComponent(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // A stray percent sign: no such place.
    return null;
  }
}

/** Reads what stands after '#' when it begins with '/certificates'; null when it is no such address. */
export function parseCertificatesRoute(path: string): CertificatesRoute | null {
  if (path.startsWith(placePath)) {
    const placeId = placeIn(path.slice(placePath.length));
    return placeId === null ? null : { page: 'certificates', tab: 'place', placeId };
  }
  for (const tab of ['places', 'clients', 'timeLine', 'credentials'] as const) {
    if (path === paths[tab]) return { page: 'certificates', tab };
  }
  return null;
}

/** The address of a route, with '#'. */
export function hrefOfCertificates(route: CertificatesRoute): string {
  return route.tab === 'place' ? `#${placePath}${encodeURIComponent(route.placeId)}` : `#${paths[route.tab]}`;
}

/** Shorthand for a link to one of the tabs. */
export const certificatesHref = (tab: Exclude<CertificatesRoute['tab'], 'place'> = 'places'): string =>
  hrefOfCertificates({ page: 'certificates', tab });

export const certificatePlaceHref = (placeId: PlaceId): string =>
  hrefOfCertificates({ page: 'certificates', tab: 'place', placeId });
