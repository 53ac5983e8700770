import type { SetupView } from '#shared/domain/setup/book.ts';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import type { RelayDraft } from '../use-draft.ts';

export interface RelayPartProps {
  readonly view: SetupView;
  readonly draft: RelayDraft;
  readonly problems: FieldProblems;
}
