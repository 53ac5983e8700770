import { create } from 'zustand';
import { createCertificatesSlice, type CertificatesSlice } from './certificates-slice.ts';
import { createChannelsSlice, type ChannelsSlice } from './channels-slice.ts';
import { createConsoleSlices, type ConsoleSlices } from './console-slices.ts';
import { createMessageSearchSlice, type MessageSearchSlice } from './message-search-slice.ts';
import { createOperationsSlice, type OperationsSlice } from './operations-slice.ts';
import { createOverviewSlice, type OverviewSlice } from './overview-slice.ts';
import { createRelaySlice, type RelaySlice } from './relay-slice.ts';
import { createSetupSlice, type SetupSlice } from './setup-slice.ts';
import { createSlaSlice, type SlaSlice } from './sla-slice.ts';
import { createTasksSlice, type TasksSlice } from './tasks-slice.ts';
import { createTrafficSlice, type TrafficSlice } from './traffic-slice.ts';
import { createTunnelSlice, type TunnelSlice } from './tunnel-slice.ts';

export type ConsoleState = RelaySlice &
  ConsoleSlices &
  ChannelsSlice &
  OverviewSlice &
  TrafficSlice &
  OperationsSlice &
  MessageSearchSlice &
  SlaSlice &
  SetupSlice &
  TunnelSlice &
  TasksSlice &
  CertificatesSlice;

/** What the relay and the main process said. What can be computed from it is computed where it is shown. */
export const useConsole = create<ConsoleState>()((...args) => ({
  ...createRelaySlice(...args),
  ...createConsoleSlices(...args),
  ...createChannelsSlice(...args),
  ...createOverviewSlice(...args),
  ...createTrafficSlice(...args),
  ...createOperationsSlice(...args),
  ...createMessageSearchSlice(...args),
  ...createSlaSlice(...args),
  ...createSetupSlice(...args),
  ...createTunnelSlice(...args),
  ...createTasksSlice(...args),
  ...createCertificatesSlice(...args),
}));
