import { createTheme, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';

// In a cascade layer, so that our own rules win wherever they stand. Within it, a component follows the parts it is made of.
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/VisuallyHidden.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import './tokens.css';
import './base.css';
import './mantine.css';

const theme = createTheme({ cursorType: 'pointer', respectReducedMotion: true });

interface KitProviderProps {
  /** The nonce of this load's content security policy, for the few style elements that are made at run time. */
  readonly nonce: string;
  readonly children: ReactNode;
}

/**
 * Mantine supplies behaviour (focus, positions, combobox keys) under our own looks; only renderer/ui imports it.
 *
 * The content security policy allows no inline style and no trusted-types policy is needed, as long as three rules hold:
 * variables and helper classes come from static sheets (both `with…` switches off); style elements are hoisted by React
 * with the nonce (`deduplicateInlineStyles`); and no responsive style properties (`cols={{ base: 1, sm: 2 }}`, SimpleGrid)
 * are used, because those write through innerHTML. Layout belongs to our CSS modules. Modals leave the scroll lock off
 * for the same reason: the page itself never scrolls.
 */
export function KitProvider({ nonce, children }: KitProviderProps) {
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={() => nonce}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      deduplicateInlineStyles
      // Our own tokens follow the theme by CSS alone; Mantine's two schemes would only repeat them.
      forceColorScheme="light"
    >
      {children}
    </MantineProvider>
  );
}
