import type { Scenario } from '#test/faults/plan/scenario.ts';
import { channelSecretDamaged } from './channel-secret-damaged.ts';
import { keyRingChanges } from './key-ring-changes.ts';
import { keyRingWindow } from './key-ring-window.ts';
import { secretDamaged } from './secret-damaged.ts';
import { settingsDamaged } from './settings-damaged.ts';
import { settingsWriteKilled } from './settings-write-killed.ts';

export const scenarios: readonly Scenario[] = [
  settingsDamaged,
  settingsWriteKilled,
  secretDamaged,
  channelSecretDamaged,
  keyRingChanges,
  keyRingWindow,
];
