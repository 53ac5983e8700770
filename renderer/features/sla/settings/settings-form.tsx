import { createContext, useContext } from 'react';
import type { SettingsDraft } from './draft.ts';
import { problemAt, problemsUnder, type FieldPath, type FieldProblem } from './draft-settings.ts';

/** What every field of the settings needs: what is typed, the way to change it, and what is wrong with it. */
export interface SettingsForm {
  readonly draft: SettingsDraft;
  readonly change: (change: (draft: SettingsDraft) => SettingsDraft) => void;
  readonly problems: readonly FieldProblem[];
  /** A problem in words. */
  readonly words: (problem: FieldProblem) => string;
}

const FormContext = createContext<SettingsForm | null>(null);

export const SettingsFormProvider = FormContext.Provider;

export function useSettingsForm(): SettingsForm {
  const form = useContext(FormContext);
  if (form === null) throw new Error('useSettingsForm needs a SettingsFormProvider above it');
  return form;
}

/** The sentence at a field, or null; with `below`, of any field under it. */
export function useProblem(path: FieldPath, below: 'below' | 'here' = 'here'): string | null {
  const { problems, words } = useSettingsForm();
  const problem = problemAt(problems, path, below);
  return problem === null ? null : words(problem);
}

/** How many problems lie under a field. */
export function useProblemCount(path: FieldPath): number {
  return problemsUnder(useSettingsForm().problems, path);
}
