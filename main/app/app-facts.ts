import type { AppInfo } from '#shared/contract/console-contract.ts';
import { operatorName } from '#main/ipc/operator-name.ts';
import packageFile from '../../package.json' with { type: 'json' };

export interface RuntimeFacts {
  /** 'declared': the Electron this version names; 'fallback': another one, found on this machine. */
  readonly kind: 'declared' | 'fallback' | 'custom';
  /** Of Electron. */
  readonly version: string;
}

/** `kindHint` is VEERPONT_RUNTIME_KIND, set by those who chose the runtime; without it the versions decide. */
export function runtimeFacts(electronVersion: string, kindHint: string | undefined): RuntimeFacts {
  if (kindHint === 'declared' || kindHint === 'fallback' || kindHint === 'custom') {
    return { kind: kindHint, version: electronVersion };
  }
  const declared = packageFile.devDependencies.electron;
  return { kind: electronVersion === declared ? 'declared' : 'fallback', version: electronVersion };
}

export function appInfo(versions: NodeJS.ProcessVersions, runtime: RuntimeFacts, demo: boolean): AppInfo {
  return {
    version: packageFile.version,
    electron: runtime.version,
    chromium: versions['chrome'] ?? '',
    node: versions.node,
    platform: process.platform,
    fallbackRuntime: runtime.kind === 'fallback',
    operator: operatorName(),
    demo,
  };
}

/** One line that says what runs here. */
export function describeRuntime(info: AppInfo, runtime: RuntimeFacts): string {
  return `Veerpont ${info.version} on Electron ${info.electron} (${runtime.kind}), Chromium ${info.chromium}, Node ${info.node}`;
}
