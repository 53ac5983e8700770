import type { Scenario } from '#test/faults/plan/scenario.ts';
import { certificateReloads } from './certificate-reloads.ts';
import { liveView } from './live-view.ts';
import { reconnects } from './reconnects.ts';
import { soak } from './soak.ts';

export const scenarios: readonly Scenario[] = [soak, reconnects, certificateReloads, liveView];
