export type IconName =
  | 'overview'
  | 'traffic'
  | 'settings'
  | 'sun'
  | 'moon'
  | 'screen'
  | 'chevron'
  | 'arrowUp'
  | 'pause'
  | 'play'
  | 'close'
  | 'keyboard'
  | 'incidents'
  | 'handOver'
  | 'back'
  | 'sla'
  | 'print'
  | 'certificates'
  | 'search'
  | 'setup'
  | 'help';

const paths: Readonly<Record<IconName, string>> = {
  help: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.2 6.4a1.9 1.8 0 1 1 2.8 1.5C8.3 8.3 8 8.6 8 9.2M8 11.3h.01',
  setup: 'M2 3.4l1.2 1.2L5.4 2.4M8 3.5h6M2 8l1.2 1.2L5.4 7M8 8.1h6M2 12.6l1.2 1.2 2.2-2.2M8 12.7h6',
  search: 'M7 2.3a4.7 4.7 0 1 1 0 9.4 4.7 4.7 0 0 1 0-9.4zM10.4 10.4l3.5 3.5',
  overview: 'M2 9.5h5V14H2zM9 2h5v5H9zM2 2h5v5H2zM9 9.5h5V14H9z',
  traffic: 'M1.5 5.5h11M9.5 2.5l3 3-3 3M14.5 10.5h-11M6.5 7.5l-3 3 3 3',
  settings: 'M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M9 2.8v3.4h3.4V2.8zM3.6 9.8v3.4H7V9.8z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3.05 3.05l1.1 1.1M11.85 11.85l1.1 1.1M12.95 3.05l-1.1 1.1M4.15 11.85l-1.1 1.1',
  moon: 'M13.6 9.6A6 6 0 0 1 6.4 2.4a6 6 0 1 0 7.2 7.2z',
  screen: 'M1.8 2.8h12.4v8.4H1.8zM5.5 14h5M8 11.2V14',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  arrowUp: 'M8 13V3.5M4 7.2 8 3.2l4 4',
  pause: 'M5.2 3v10M10.8 3v10',
  play: 'M4.5 2.8v10.4L13 8z',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  incidents: 'M8 1.8 14.6 13.6H1.4zM8 6.2v3.4M8 11.6h.01',
  handOver: 'M3 2.2h10v11.6H3zM5.6 5.4h4.8M5.6 8h4.8M5.6 10.6h2.8',
  sla: 'M8 2.6a5.7 5.7 0 1 1 0 11.4A5.7 5.7 0 0 1 8 2.6zM8 5.2v3.1l2.1 1.6M6.2 1h3.6',
  back: 'M9.8 3.5 5.2 8l4.6 4.5',
  certificates:
    'M13.5 8V2.5h-11v9H7M5 5.5h6M5 8h2.5M11 8.6a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM9.8 12.8v2.4l1.2-.8 1.2.8v-2.4',
  print: 'M4.5 6V2h7v4M4.5 11.5H2.2V6h11.6v5.5h-2.3M4.5 9.4h7V14h-7z',
  keyboard: 'M1.5 4h13v8.5h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M4.5 9.8h7',
};

/** Line icons of one weight. Decorative: a word stands beside each, or names its control. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The ferry on its cable: two banks, one line, one boat. */
export function FerryMark() {
  return (
    <svg viewBox="0 0 26 26" width="26" height="26" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="24" height="24" rx="7" fill="var(--accent)" />
      <path d="M4 10.2h18" stroke="var(--on-accent)" strokeWidth="1.5" strokeLinecap="round" opacity=".55" />
      <path
        d="M13 10.2v3.1M7 13.3h12l-2.1 4.2a1.6 1.6 0 0 1-1.4.9h-5a1.6 1.6 0 0 1-1.4-.9z"
        fill="var(--on-accent)"
        stroke="var(--on-accent)"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
      <path
        d="M4 21.3c1.5 0 1.5-.9 3-.9s1.5.9 3 .9 1.5-.9 3-.9 1.5.9 3 .9 1.5-.9 3-.9 1.5.9 3 .9"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.3"
        strokeLinecap="round"
        opacity=".75"
      />
    </svg>
  );
}
