// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { useTunnel, type Tunnel } from '#renderer/features/setup-outside/use-tunnel.ts';
import { ClientProvider } from '#renderer/lib/client-context.tsx';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { createFakeBridge } from '../../fake-bridge.ts';

it('what is typed before the saved settings are drawn again keeps what was saved', async () => {
  const bridge = createFakeBridge();
  const drawn: Tunnel[] = [];
  function Page() {
    const tunnel = useTunnel();
    drawn.push(tunnel);
    return null;
  }
  const root = createRoot(document.body);
  await act(async () =>
    root.render(
      <ClientProvider value={createConsoleClient(bridge)}>
        <Page />
      </ClientProvider>,
    ),
  );

  await act(async () => {
    const asDrawn = drawn.at(-1);
    asDrawn?.change({ program: '/usr/bin/tunnel' });
    // Within one act nothing is drawn: the next field's letters come to what was on screen before.
    await asDrawn?.save();
    asDrawn?.change({ args: ['--port'] });
    await asDrawn?.save();
  });

  expect(drawn.at(-1)?.settings).toMatchObject({ program: '/usr/bin/tunnel', args: ['--port'] });
  expect(bridge.state.tunnel.settings).toMatchObject({ program: '/usr/bin/tunnel', args: ['--port'] });
  await act(async () => root.unmount());
});
