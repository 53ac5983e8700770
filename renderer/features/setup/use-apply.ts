import { useState } from 'react';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction, type ActionState } from '#renderer/lib/use-action.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { sameForm } from '#renderer/store/setup-merge.ts';
import type { SetupDraft } from './use-draft.ts';

export interface Apply {
  readonly state: ActionState;
  /** What main found wrong beside the rules the window knows; void as soon as something is changed. */
  readonly refused: readonly FieldProblem[];
  readonly start: () => void;
}

/** Lets the relay run on a draft: what was typed is saved first, then checked, then the relay starts anew. */
export function useApply(kind: 'integration' | 'channel' | 'relay', id: string, draft: SetupDraft<unknown>): Apply {
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const [refusal, setRefusal] = useState<{ readonly form: unknown; readonly problems: readonly FieldProblem[] }>();
  const apply = useAction(async () => {
    if (!(await draft.flush())) return;
    const { result, view } = await client.invoke('setup.apply', { kind, id });
    told(view);
    setRefusal(hasErrors(result.problems) ? { form: draft.form, problems: result.problems } : undefined);
  });
  const stillSo = refusal !== undefined && sameForm(refusal.form, draft.form);
  return { state: apply.state, refused: stillSo ? refusal.problems : [], start: apply.start };
}

/** The window's own findings and main's, each once. */
export function joinedProblems(
  own: readonly FieldProblem[],
  refused: readonly FieldProblem[],
): readonly FieldProblem[] {
  const known = new Set(own.map(({ field, code }) => `${field} ${code}`));
  return [...own, ...refused.filter(({ field, code }) => !known.has(`${field} ${code}`))];
}
