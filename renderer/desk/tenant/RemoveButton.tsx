import { useState } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import { Problem } from '../parts/Notes.tsx';
import { refusalOf } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import { removeEntry } from './remove-entry.ts';

interface RemoveButtonProps {
  readonly path: string;
  /** What is removed; part of the button's accessible name. */
  readonly label: string;
  readonly onRemoved: () => Promise<void>;
}

/** Removes an entry of a short list; asks once more. */
export function RemoveButton({ path, label, onRemoved }: RemoveButtonProps) {
  const { t, refusal } = usePageTexts();
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const press = (): void => {
    setProblem(null);
    setAsks(!asks);
    if (!asks) return;
    removeEntry(path, onRemoved).catch((thrown: unknown) => setProblem(refusal('tenantRefusal', refusalOf(thrown))));
  };
  const word = t(asks ? 'frame.removeSure' : 'frame.remove');
  return (
    <>
      <Button size="small" aria-label={`${word}: ${label}`} onClick={press}>
        {word}
      </Button>
      <Problem text={problem} />
    </>
  );
}
