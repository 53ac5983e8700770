import { useLayoutEffect } from 'react';
import { hrefOf, type Route } from '#renderer/lib/router.ts';

/** What counts as a page of its own: in the set-up each step is one; elsewhere a route's details stand beside its list. */
function placeOf(route: Route): string {
  return route.page === 'setup' || route.page === 'channel' ? hrefOf(route) : route.page;
}

/** A page begins at its top: what is scrolled outlives the page that was there before, and would hide the new one's beginning. */
export function useTopOfPage(route: Route): void {
  const place = placeOf(route);
  useLayoutEffect(() => {
    const content = document.getElementById('content');
    if (content !== null) content.scrollTop = 0;
  }, [place]);
}
