import { type SlaProblem } from '#shared/domain/sla.ts';
import {
  OfficeEnd,
  OfficeTime,
  type OfficeCalendar,
  type OfficeSpan,
  type SlaPolicy,
  type SlaSettings,
  type SlaTarget,
  type SlaWarning,
} from '#shared/domain/sla-settings.ts';
import { checkSlaSettings } from '#shared/sla/check-settings.ts';
import {
  targetMsOf,
  targetNames,
  wholeNumber,
  type PolicyDraft,
  type SettingsDraft,
  type TargetDraft,
  type WarningDraft,
} from './draft.ts';

export type FieldPath = readonly (string | number)[];

/** Something wrong at a field: its form (a key under `slaSettings.problem`), or what the check of settings says. */
export interface FieldProblem {
  /** As in settings, but a channel is named by its id instead of its place. */
  readonly path: FieldPath;
  readonly form: 'time' | 'number' | 'percent' | 'minutes' | null;
  readonly code: string | null;
  readonly value: string | null;
}

export interface ReadDraft {
  /** What would be saved; to be used only while there are no problems. */
  readonly settings: SlaSettings;
  readonly problems: readonly FieldProblem[];
}

/** Stands in for hours that are no times, so that the rest can be checked. */
const noSpan: OfficeSpan = { from: '00:00', until: '00:00' };

const isSpan = ({ from, until }: OfficeSpan): boolean =>
  OfficeTime.safeParse(from).success && OfficeEnd.safeParse(until).success;

export const pathKey = (path: FieldPath): string => path.join('/');

class Reader {
  readonly problems: FieldProblem[] = [];

  #tell(path: FieldPath, form: NonNullable<FieldProblem['form']>): void {
    this.problems.push({ path, form, code: null, value: null });
  }

  spans(spans: readonly OfficeSpan[], path: FieldPath): OfficeSpan[] {
    return spans.map((span, index) => {
      if (isSpan(span)) return span;
      this.#tell([...path, index], 'time');
      return noSpan;
    });
  }

  calendar(calendar: OfficeCalendar, path: FieldPath): OfficeCalendar {
    return {
      ...calendar,
      name: calendar.name.trim(),
      week: calendar.week.map((spans, day) => this.spans(spans, [...path, 'week', day])),
      exceptions: calendar.exceptions.map((one, index) => ({
        ...one,
        name: one.name.trim(),
        spans: this.spans(one.spans, [...path, 'exceptions', index, 'spans']),
      })),
    };
  }

  #target(draft: TargetDraft, path: FieldPath): SlaTarget {
    const targetMs = targetMsOf(draft);
    if (targetMs === null && draft.enabled) this.#tell([...path, 'targetMs'], 'number');
    return { enabled: draft.enabled, targetMs: targetMs ?? 0 };
  }

  #warning({ kind, value }: WarningDraft, path: FieldPath): SlaWarning {
    const number = wholeNumber(value) ?? 0;
    const most = kind === 'percent' ? 99 : 14_400;
    const fits = number >= 1 && number <= most;
    if (!fits) this.#tell(path, kind);
    const kept = fits ? number : 1;
    return kind === 'percent' ? { kind, used: kept } : { kind, left: kept };
  }

  policy(draft: PolicyDraft, path: FieldPath): SlaPolicy {
    const [firstResponse, solution, agentFirst, agentFollowUp, customerIdle] = targetNames.map((name) =>
      this.#target(draft[name], [...path, name]),
    ) as [SlaTarget, SlaTarget, SlaTarget, SlaTarget, SlaTarget];
    const warnings = draft.warnings.map((one, index) => this.#warning(one, [...path, 'warnings', index]));
    return { ...draft, firstResponse, solution, agentFirst, agentFollowUp, customerIdle, warnings };
  }
}

/** Reads the fields: the settings they make, and everything wrong with them. */
export function readDraft(draft: SettingsDraft): ReadDraft {
  const reader = new Reader();
  const own = draft.channels.filter(({ follows }) => !follows);
  const settings: SlaSettings = {
    calendars: draft.calendars.map((one, index) => reader.calendar(one, ['calendars', index])),
    global: reader.policy(draft.global, ['global']),
    channels: own.map(({ channelId, policy }) => ({
      channelId,
      policy: reader.policy(policy, ['channels', channelId, 'policy']),
    })),
  };
  return { settings, problems: withCheck(reader.problems, checkSlaSettings(settings), own) };
}

/** Problems the relay found, at the fields of the draft that was sent. */
export function relayProblems(problems: readonly SlaProblem[], draft: SettingsDraft): readonly FieldProblem[] {
  return withCheck(
    [],
    problems,
    draft.channels.filter(({ follows }) => !follows),
  );
}

function withCheck(
  form: readonly FieldProblem[],
  checked: readonly SlaProblem[],
  own: readonly { readonly channelId: string }[],
): readonly FieldProblem[] {
  const told = new Set(form.map(({ path }) => pathKey(path)));
  const more = checked.map(({ path, code, value }): FieldProblem => {
    const index = path[0] === 'channels' ? path[1] : undefined;
    const channelId = typeof index === 'number' ? own[index]?.channelId : undefined;
    const named = channelId === undefined ? path : ['channels', channelId, ...path.slice(2)];
    return { path: named, form: null, code, value: value === '' ? null : value };
  });
  // What has no form cannot be judged further: the stand-in would be.
  return [...form, ...more.filter(({ path }) => !told.has(pathKey(path)))];
}

/** The first problem at a field or, with `below`, at any field under it. */
export function problemAt(
  problems: readonly FieldProblem[],
  path: FieldPath,
  below: 'below' | 'here' = 'here',
): FieldProblem | null {
  const key = pathKey(path);
  return (
    problems.find((one) => {
      const at = pathKey(one.path);
      return at === key || (below === 'below' && at.startsWith(`${key}/`));
    }) ?? null
  );
}

/** How many problems lie at fields under a path. */
export function problemsUnder(problems: readonly FieldProblem[], path: FieldPath): number {
  const key = pathKey(path);
  return problems.filter((one) => pathKey(one.path) === key || pathKey(one.path).startsWith(`${key}/`)).length;
}
