import { useRef, useState } from 'react';
import { refusalOf } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';

export interface Act {
  readonly busy: boolean;
  /** Why the tenant said no, until the next try. */
  readonly problem: string | null;
  readonly run: (act: () => Promise<unknown>) => void;
}

/** One thing at a time, and the tenant's refusal as a sentence. */
export function useAct(): Act {
  const { refusal } = usePageTexts();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);
  return {
    busy,
    problem,
    run(act) {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setProblem(null);
      act()
        .catch((thrown: unknown) => setProblem(refusal('deskRefusal', refusalOf(thrown))))
        .finally(() => {
          running.current = false;
          setBusy(false);
        });
    },
  };
}
