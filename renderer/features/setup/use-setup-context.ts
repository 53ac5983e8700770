import { useMemo } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { SetupContext } from '#shared/setup/context.ts';

/** What the rules look at beside a form. Against the simulated platforms, addresses of this computer are right. */
export function useSetupContext(view: SetupView): SetupContext {
  return useMemo(
    () => ({
      book: view.book,
      secrets: view.secrets,
      given: view.given,
      publicUrl: view.publicUrl,
      allowPrivate: view.practice !== null,
    }),
    [view],
  );
}
