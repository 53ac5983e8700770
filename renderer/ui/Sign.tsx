import type { Sign as SignName } from '../lib/tone.ts';

const shapes: Readonly<Record<SignName, React.JSX.Element>> = {
  dot: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.1" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.9a4.1 4.1 0 0 0 0 8.2z" fill="currentColor" />
    </>
  ),
  cycle: (
    <>
      <path
        d="M9.9 5.2A4.1 4.1 0 1 0 9.6 8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <path d="M10.9 2.2v3.6H7.3z" fill="currentColor" />
    </>
  ),
  triangle: <path d="M6 1.4 11.2 10.4H.8z" fill="currentColor" />,
  square: <rect x="2" y="2" width="8" height="8" rx="1" fill="currentColor" />,
  bars: (
    <>
      <rect x="2.2" y="2" width="2.6" height="8" rx=".8" fill="currentColor" />
      <rect x="7.2" y="2" width="2.6" height="8" rx=".8" fill="currentColor" />
    </>
  ),
  ring: <circle cx="6" cy="6" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.7" />,
  question: (
    <>
      <path
        d="M3.4 4.3a2.6 2.5 0 1 1 3.9 2.1C6.4 7 6 7.3 6 8.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <circle cx="6" cy="10.5" r="1.05" fill="currentColor" />
    </>
  ),
  check: (
    <path
      d="m2 6.4 2.8 2.8L10.2 3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  cross: (
    <path
      d="m2.6 2.6 6.8 6.8M9.4 2.6 2.6 9.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
    />
  ),
};

/** The small sign of a state. Decorative: the word stands beside it. */
export function Sign({ name, className }: { readonly name: SignName; readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" focusable="false" className={className}>
      {shapes[name]}
    </svg>
  );
}
