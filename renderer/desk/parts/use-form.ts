import { useEffect, useRef, useState } from 'react';
import { refusalOf, type Refusal } from './http.ts';
import { usePageTexts, type RefusalGroup } from './page-texts.tsx';

export interface FormState<F> {
  readonly form: F;
  readonly set: (part: Partial<F>) => void;
  /** The refusal that stands at this member, or inside it; as a sentence. */
  readonly problem: (field: string) => string | null;
  /** The refusal of the whole, or of a member that no field stands for. */
  readonly rest: (fields: readonly string[]) => string | null;
  readonly busy: boolean;
  readonly done: boolean;
  readonly submit: (run: (form: F) => Promise<unknown>) => void;
}

/** What is typed, and what the simulator says to it: a refusal stands until its field is changed. */
export function useForm<F extends object>(initial: F, group: RefusalGroup): FormState<F> {
  const { refusal: sentence } = usePageTexts();
  const [form, setForm] = useState(initial);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [phase, setPhase] = useState<'idle' | 'busy' | 'done'>('idle');
  const running = useRef(false);
  useEffect(() => {
    if (refusal === null) return;
    // A long form may have been left at its foot: what is wrong is brought into view, and the field can be typed in.
    const wrong = document.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else document.querySelector('main [role="alert"], main [data-wrong]')?.scrollIntoView({ block: 'nearest' });
  }, [refusal]);
  const isAt = (field: string): boolean => refusal?.field === field || refusal?.field?.startsWith(`${field}.`) === true;
  return {
    form,
    set(part) {
      setForm((was) => ({ ...was, ...part }));
      setPhase('idle');
      if (refusal !== null) setRefusal(null);
    },
    problem: (field) => (refusal !== null && isAt(field) ? sentence(group, refusal) : null),
    rest: (fields) => (refusal === null || fields.some(isAt) ? null : sentence(group, refusal)),
    busy: phase === 'busy',
    done: phase === 'done',
    submit(run) {
      if (running.current) return;
      running.current = true;
      setPhase('busy');
      setRefusal(null);
      run(form)
        .then(
          () => setPhase('done'),
          (thrown: unknown) => {
            setRefusal(refusalOf(thrown));
            setPhase('idle');
          },
        )
        .finally(() => (running.current = false));
    },
  };
}
