import { useState } from 'react';
import type { AlertSettings, AlertSettingsChange } from '#shared/domain/alerts.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Problem, Problems } from './field-problems.ts';
import { useDraft } from './use-draft.ts';

interface Group<T, F extends string> {
  readonly stored: T;
  readonly problemsOf: (fields: T) => Problems<F>;
  readonly changeOf: (fields: T) => AlertSettingsChange;
  readonly onSaved: (settings: AlertSettings) => void;
}

export interface SavedGroup<T, F extends string> {
  readonly fields: T;
  readonly change: (part: Partial<T>) => void;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** Saved, and nothing typed since. */
  readonly saved: boolean;
  readonly error: RelayError | null;
  readonly wrong: boolean;
  /** The sentence at a field, or null. */
  readonly problem: (field: F) => string | null;
  readonly save: () => void;
  readonly undo: () => void;
}

const refusals: readonly string[] = ['ALERT_SETTINGS_INVALID', 'ALERT_TARGET_FORBIDDEN'];

/** The relay names the part it refuses by its path: "webhook.url", "email.to.0", "quietHours". */
function partsOf(path: string): readonly string[] {
  return path.split('.').map((part) => (part === 'quietHours' ? 'quietUntil' : part));
}

/** One group of settings that is saved by itself. A failed save keeps all that was typed. */
export function useSavedGroup<T extends object, F extends string>(group: Group<T, F>): SavedGroup<T, F> {
  const { t } = useTexts();
  const client = useClient();
  const draft = useDraft(group.stored);
  const [tried, setTried] = useState(false);
  const store = useAction(async () => {
    const settings = await client.invoke('alerts.set', group.changeOf(draft.value));
    group.onSaved(settings);
    draft.undo();
    setTried(false);
  });
  const problems = group.problemsOf(draft.value);
  const wrong = Object.keys(problems).length > 0;
  const error = store.state.kind === 'failed' ? store.state.error : null;
  const refused = error !== null && refusals.includes(error.code) ? partsOf(error.value ?? '') : [];
  const words = (problem: Problem): string => {
    if (problem.key === 'number') return t('alerts.problem.number', { min: problem.min, max: problem.max });
    if (problem.key === 'emails') return t('alerts.problem.emails', { value: problem.value });
    return t(`alerts.problem.${problem.key}`);
  };
  return {
    fields: draft.value,
    change: draft.change,
    dirty: draft.dirty,
    saving: store.state.kind === 'running',
    saved: store.state.kind === 'done' && !draft.dirty,
    error,
    wrong: tried && wrong,
    problem(field) {
      const own = problems[field];
      if (own !== undefined && tried) return words(own);
      return refused.includes(field) ? words({ key: 'refused' }) : null;
    },
    save() {
      setTried(true);
      if (!wrong) store.start();
    },
    undo() {
      draft.undo();
      setTried(false);
    },
  };
}
