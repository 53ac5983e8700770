import { join } from 'node:path';
import { app, clipboard, nativeTheme, powerMonitor, safeStorage, session, shell as electronShell } from 'electron';
import { createBroadcast, forwardRelayNotices } from '#main/ipc/broadcast.ts';
import { appHandlers } from '#main/ipc/handlers/app-handlers.ts';
import { certificatesHandlers } from '#main/ipc/handlers/certificates-handlers.ts';
import { operationsHandlers } from '#main/ipc/handlers/operations-handlers.ts';
import { relayHandlers } from '#main/ipc/handlers/relay-handlers.ts';
import { sandboxHandlers } from '#main/ipc/handlers/sandbox-handlers.ts';
import { exportsHandlers } from '#main/ipc/handlers/exports-handlers.ts';
import { messagesHandlers } from '#main/ipc/handlers/messages-handlers.ts';
import { searchHandlers } from '#main/ipc/handlers/search-handlers.ts';
import { settingsHandlers } from '#main/ipc/handlers/settings-handlers.ts';
import { setupHandlers } from '#main/ipc/handlers/setup-handlers.ts';
import { slaHandlers } from '#main/ipc/handlers/sla-handlers.ts';
import { tunnelHandlers } from '#main/ipc/handlers/tunnel-handlers.ts';
import { vaultHandlers } from '#main/ipc/handlers/vault-handlers.ts';
import { operatorName } from '#main/ipc/operator-name.ts';
import { registerHandlers } from '#main/ipc/register-handlers.ts';
import { createAppLog, logLevelOf, type AppLog } from '#main/logging/app-log.ts';
import { defaultLogFile, openLogFile } from '#main/logging/log-file.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createElectronKeyring } from '#main/settings/electron-keyring.ts';
import { openElectronStore } from '#main/settings/electron-store-backend.ts';
import { createSetup, openSetupBooks } from '#main/setup/open-setup.ts';
import { SecretVault } from '#main/settings/secret-vault.ts';
import { openSettings } from '#main/settings/settings-file.ts';
import { defaultSettings, languageOf } from '#main/settings/settings-schema.ts';
import { openTunnel } from '#main/tunnel/open-tunnel.ts';
import type { ConsoleSettings, StartProblem } from '#shared/contract/console-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { appInfo, describeRuntime, runtimeFacts } from './app-facts.ts';
import { serveAppScheme } from './app-protocol.ts';
import { installCrashReport } from './crash-report.ts';
import { runDemo } from './demo.ts';
import { askOpenPath } from './ask-open-path.ts';
import { askSavePath } from './ask-save-path.ts';
import { DesktopNotices } from './desktop-notices.ts';
import { showElectronNotice } from './electron-notice.ts';
import { createEmbeddedRelay } from './embedded-relay.ts';
import { guardSession } from './navigation-guard.ts';
import { KnownChannels } from './known-channels.ts';
import { KnownClocks } from './known-clocks.ts';
import { openActionPage, openCasePage, openDocument, openPath, openPracticePage } from './open-link.ts';
import { OpenIncidents } from './open-incidents.ts';
import { pageOrigin } from './page-answer.ts';
import { listPageFiles } from './page-files.ts';
import { watchPower } from './power-watch.ts';
import { printPage } from './print-page.ts';
import { createQuit, listenForTheEnd, type Quit } from './quit.ts';
import { FileExports } from './exports/file-exports.ts';
import { openUnfinishedExports } from './exports/unfinished.ts';
import { createSavePem } from './save-pem.ts';
import { createSaveReceipt } from './save-receipt.ts';
import { createSaveReport } from './save-report.ts';
import { createShell } from './shell.ts';
import type { StartOptions } from './start-options.ts';
import { createWindowKeeper } from './window-keeper.ts';

export interface ConsoleDeps {
  readonly options: StartOptions;
  /** The folder that holds `main`, `preload` and `renderer` as they were built. */
  readonly outFolder: string;
}

const clock = systemClock;

/** Builds the console in order and starts it as soon as Electron is ready. Returns its log. */
export function startConsole(deps: ConsoleDeps): AppLog {
  const folder = join(deps.options.profileFolder, 'logs');
  const file = openLogFile({ ...defaultLogFile, folder, name: 'veerpont' }, clock.now());
  const log = createAppLog({
    file,
    clock,
    level: logLevelOf(process.env['VEERPONT_LOG_LEVEL']),
    mirror: app.isPackaged ? null : (line) => void process.stderr.write(`${line}\n`),
  });
  const quit = createQuit(clock, log, () => {
    file.close();
  });
  installCrashReport({ log, endWithFailure: () => void quit.end(1) });
  app.whenReady().then(
    () => {
      compose(deps, log, quit);
    },
    (thrown: unknown) => {
      log.error('console.not_started', { detail: toRelayError(thrown).message });
      void quit.end(1);
    },
  );
  return log;
}

function compose({ options, outFolder }: ConsoleDeps, log: AppLog, quit: Quit): void {
  const { profileFolder, demo, withSandbox, sandboxChannels } = options;
  const runtime = runtimeFacts(process.versions.electron, process.env['VEERPONT_RUNTIME_KIND']);
  const info = appInfo(process.versions, runtime, demo !== null);
  log.info('console.started', { runtime: describeRuntime(info, runtime), withSandbox });
  process.stderr.write(`${describeRuntime(info, runtime)}\n`);

  const settings = openSettings({
    folder: profileFolder,
    defaults: defaultSettings(languageOf(app.getPreferredSystemLanguages())),
    log,
    now: () => clock.now(),
    openBackend: () => openElectronStore(profileFolder),
  });
  nativeTheme.themeSource = settings.current.theme;

  const withDeveloperTools = !app.isPackaged && demo === null;
  const pageSession = session.fromPartition('console', { cache: false });
  guardSession(pageSession, log);
  serveAppScheme(pageSession, listPageFiles(join(outFolder, 'renderer')), log);
  const windows = createWindowKeeper({
    session: pageSession,
    preloadFile: join(outFolder, 'preload', 'preload.cjs'),
    withDeveloperTools,
    settings,
    closeHides: () => shell.hasTray && process.platform !== 'linux' && !quit.isUnderWay,
    clock,
    log,
  });
  const push = createBroadcast(windows.contents, log);

  const vault = new SecretVault({
    file: join(profileFolder, 'vault.json'),
    keyring: createElectronKeyring(safeStorage, process.platform),
    onChange: (status) => {
      push('vault.changed', status);
      if (!status.locked) {
        void host.retryIfLocked();
        setup.vaultOpened();
        tunnel.keeper.surroundingsChanged();
      }
    },
  });
  const setupBooks = openSetupBooks({ folder: profileFolder, vault, clock, log });
  const relay = createEmbeddedRelay({
    profileFolder,
    programFolder: join(outFolder, 'main'),
    settings,
    vault,
    book: setupBooks.relayBook,
    sandboxChannels,
    clock,
    log,
    onProcess: (process) => {
      push('relay.processChanged', process);
      setup.relayChanged();
      tunnel.keeper.surroundingsChanged();
      shell.showProcess(process);
      channels.processChanged(process);
      incidents.processChanged(process);
      clocks.processChanged(process);
      desktop.processChanged(process);
    },
    onSandbox: (status) => {
      push('sandbox.changed', status);
      setup.relayChanged();
      tunnel.keeper.surroundingsChanged();
    },
  });
  const { host } = relay;
  const setup = createSetup({
    books: setupBooks,
    relay: host,
    push: (view) => {
      push('setup.changed', view);
    },
    openPage: openPracticePage,
    askSavePath,
    askOpenPath,
    folder: () => app.getPath('documents'),
    language: () => settings.current.language,
    operatorFile: { path: join(profileFolder, 'relay.json'), environment: process.env },
    tunnel: () => tunnel.keeper,
    by: operatorName,
    clock,
    log,
  });
  const desktop = new DesktopNotices({
    show: showElectronNotice,
    isWatched: windows.isWatched,
    language: () => settings.current.language,
    openAt: windows.showAt,
  });
  const tunnel = openTunnel({
    folder: profileFolder,
    vault,
    host,
    environment: process.env,
    clock,
    log,
    onChange: (view) => {
      push('tunnel.changed', view);
      desktop.tunnelChanged(view);
    },
  });
  app.on('browser-window-focus', () => {
    desktop.clear();
  });
  const channels = new KnownChannels(host.client, log, (all) => {
    shell.showChannels(all);
  });
  const incidents = new OpenIncidents(host.client, log, (open) => {
    shell.showIncidents(open);
  });
  const clocks = new KnownClocks(host.client, log, (summary) => {
    shell.showSla(summary);
  });
  forwardRelayNotices(host.client, push, {
    onChannels: (changed) => {
      channels.channelsChanged(changed);
    },
    onIncident: (incident) => {
      incidents.incidentChanged(incident);
      desktop.incidentChanged(incident);
    },
    onAlert: (notice) => {
      desktop.raised(notice);
    },
    onClocks: (summary) => {
      clocks.clocksChanged(summary);
    },
  });
  const endPowerWatch = watchPower({ power: powerMonitor, relay: host.client, push, now: () => clock.now(), log });

  const shell = createShell({
    language: settings.current.language,
    withDeveloperTools,
    log,
    onShow: windows.show,
    onShowAt: windows.showAt,
    onQuit: () => {
      app.quit();
    },
  });
  const changeSettings = (patch: Partial<ConsoleSettings>): void => {
    const { theme, language, density, savedSearches } = settings.change(patch);
    nativeTheme.themeSource = theme;
    shell.showLanguage(language);
    push('settings.changed', { theme, language, density, savedSearches });
  };
  const unfinishedExports = openUnfinishedExports(join(profileFolder, 'unfinished-exports.json'));
  const leftExports = unfinishedExports.removeLeft();
  if (leftExports > 0) log.info('exports.leftovers_removed', { files: leftExports });
  const fileExports = new FileExports({
    client: host.client,
    askPath: askSavePath,
    folder: () => app.getPath('documents'),
    language: () => settings.current.language,
    show: (path) => {
      electronShell.showItemInFolder(path);
    },
    onProgress: (progress) => {
      push('export.changed', progress);
    },
    unfinished: unfinishedExports,
    clock,
  });
  const problems = (): StartProblem[] => [
    ...(settings.problem === null ? [] : [settings.problem]),
    ...setupBooks.problems(),
    ...tunnel.problems(),
  ];
  registerHandlers({
    clock,
    log,
    origin: pageOrigin,
    contents: windows.contents,
    handlers: {
      ...appHandlers({
        info,
        problems,
        openDocument: (id) => openDocument(id, app.isPackaged ? process.resourcesPath : join(outFolder, '..')),
        copyText: async (text) => {
          await clipboard.writeText(text);
        },
      }),
      ...settingsHandlers({ settings, change: changeSettings, openFolder: () => openPath(profileFolder) }),
      ...vaultHandlers({ vault }),
      ...relayHandlers(host),
      ...sandboxHandlers({ host, openPage: openActionPage }),
      ...operationsHandlers({
        client: host.client,
        saveReceipt: createSaveReceipt({
          askPath: askSavePath,
          folder: () => app.getPath('documents'),
          language: () => settings.current.language,
        }),
      }),
      ...searchHandlers(host.client),
      ...messagesHandlers(host.client),
      ...exportsHandlers({ exports: fileExports }),
      ...certificatesHandlers({
        client: host.client,
        savePem: createSavePem({
          askPath: askSavePath,
          folder: () => app.getPath('documents'),
          language: () => settings.current.language,
        }),
      }),
      ...setupHandlers(setup),
      ...tunnelHandlers(tunnel.keeper),
      ...slaHandlers({
        client: host.client,
        saveReport: createSaveReport({
          askPath: askSavePath,
          folder: () => app.getPath('documents'),
          language: () => settings.current.language,
          printPage: () => printPage(windows.contents()),
        }),
        sandboxRuns: () => host.sandboxStatus.kind === 'running',
        openPage: openCasePage,
      }),
    },
  });

  quit.addSteps([
    { name: 'power watch', run: endPowerWatch },
    { name: 'exports', run: () => fileExports.stop() },
    { name: 'set-up', run: () => void setup.close() },
    { name: 'tunnel', run: () => tunnel.keeper.close() },
    { name: 'relay and sandbox', run: () => host.stop() },
    { name: 'session data', run: relay.closeData },
    { name: 'vault', run: () => void vault.close() },
    { name: 'tray', run: () => void shell.remove() },
  ]);
  listenForTheEnd(quit, windows);

  const window = windows.open();
  startRelay().catch((thrown: unknown) => {
    log.error('console.relay_not_started', { detail: toRelayError(thrown).message });
  });
  if (demo !== null) {
    void runDemo({
      options: demo,
      window,
      host,
      clock,
      log,
      runtime,
      changeSettings,
      print: (line) => void process.stdout.write(`${line}\n`),
    }).then((code) => quit.end(code));
  }

  async function startRelay(): Promise<void> {
    const { mode } = await vault.open();
    // Nothing in the sandbox is worth a passphrase.
    if (withSandbox && mode === 'unset') await vault.useSessionOnly();
    await host.start(withSandbox);
  }
}
