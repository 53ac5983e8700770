import '../lib/no-generated-code.ts';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { AccountApp } from './account/AccountApp.tsx';
import { AgentApp } from './agent/AgentApp.tsx';
import { PageTexts } from './parts/page-texts.tsx';
import { TenantApp } from './tenant/TenantApp.tsx';

/** Which of the simulated platforms' pages this is: one build serves them all, told apart by their address. */
function pageOf(path: string): ReactNode {
  if (path.startsWith('/tenant')) return <TenantApp />;
  if (path.startsWith('/administration')) return <AccountApp />;
  return <AgentApp />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <PageTexts>{pageOf(location.pathname)}</PageTexts>
  </StrictMode>,
);
