import type { ChannelEntry, SetupView } from '#shared/domain/setup/book.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { SetupContext } from '#shared/setup/context.ts';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import type { Apply } from '../use-apply.ts';
import type { ChannelDraft } from '../use-draft.ts';

/** What each step of the wizard is given. */
export interface StepProps {
  readonly view: SetupView;
  readonly entry: ChannelEntry;
  readonly draft: ChannelDraft;
  readonly ctx: SetupContext;
  readonly problems: FieldProblems;
  readonly apply: Apply;
  /** What keeps the relay from running the channel. */
  readonly toRun: readonly FieldProblem[];
  /** The relay runs on what is typed. */
  readonly runs: boolean;
}
