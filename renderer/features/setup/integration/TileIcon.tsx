import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';

const shapes: Readonly<Record<IntegrationForm['icon'], string>> = {
  wechat:
    'M9.5 4C5.4 4 2 6.8 2 10.2c0 1.9 1.1 3.6 2.8 4.8L4 17.5l2.9-1.4c.8.2 1.7.4 2.6.4h.6a5.4 5.4 0 0 1-.2-1.5c0-3.3 3.2-5.9 7-5.9h.5C16.7 6.1 13.4 4 9.5 4zM22 15.2c0-2.7-2.7-4.9-6-4.9s-6 2.2-6 4.9 2.7 4.9 6 4.9c.7 0 1.4-.1 2-.3l2.2 1.2-.6-2c1.5-.9 2.4-2.3 2.4-3.8z',
  chat: 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
  ferry: 'M12 2v5H9v4h6V7h-1V2zM2 13h20l-2.5 6.5a2 2 0 0 1-1.9 1.3H6.4a2 2 0 0 1-1.9-1.3z',
  custom: 'M12 2l3 6.6 7 .8-5.2 4.9 1.4 7.1L12 17.9l-6.2 3.5 1.4-7.1L2 9.4l7-.8z',
};

/** The picture of a tile. Decorative: its name stands beside it. */
export function TileIcon({ icon, size = 22 }: { readonly icon: IntegrationForm['icon']; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={shapes[icon]} fill="currentColor" />
    </svg>
  );
}
