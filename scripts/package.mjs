/**
 * `npm run package`: the app as a folder and as an archive in dist/, from what is on this machine: the built programs,
 * the installed packages and the Electron runtime in use. Works without any network.
 */
import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem, runMain } from './lib/problem.mjs';
import { fromRoot, projectRoot, readPackageFile } from './lib/project.mjs';
import { runQuietly } from './lib/run.mjs';
import { megabytes, sayOn } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { hasDisplay } from './lib/virtual-display.mjs';

const say = sayOn(process.stdout);

await runMain(async () => {
  if (process.platform !== 'linux') {
    throw new Problem('this makes the Linux folder; on other systems run npx electron-builder, which makes installers');
  }
  const { electron } = await setUp(say, { build: true, electron: true, virtualDisplay: !hasDisplay() });
  if (electron === undefined) throw new Problem('no Electron runtime');
  say.line(
    electron.kind === 'fallback'
      ? `packing with the fallback runtime, Electron ${electron.version}: good for trying out, not for release`
      : `packing with Electron ${electron.version} (${electron.kind})`,
  );

  const folder = await packFolder(electron);
  const archive = fromRoot('dist', `veerpont-${readPackageFile().version}-linux-${process.arch}.tar.gz`);
  const packing = say.start('packing the folder into an archive');
  rmSync(archive, { force: true });
  await runQuietly(
    'tar',
    [
      '-czf',
      archive,
      '-C',
      dirname(folder),
      '--transform',
      's,^linux[^/]*,veerpont,',
      folder.slice(dirname(folder).length + 1),
    ],
    {
      onBeat: () => packing.at(megabytes(statSync(archive, { throwIfNoEntry: false })?.size ?? 0)),
    },
  );
  packing.done(megabytes(statSync(archive).size));
  process.stdout.write(
    `${JSON.stringify({ event: 'packaged', folder, archive, electron: electron.version, runtime: electron.kind })}\n`,
  );
});

/**
 * @param {import('./lib/electron-runtime.mjs').ElectronRuntime} electron
 * @returns {Promise<string>} the folder
 */
async function packFolder(electron) {
  const progress = say.start('making the app folder (electron-builder)');
  const { Arch, Platform, build } = await import('electron-builder');
  let made = '';
  await build({
    projectDir: projectRoot,
    publish: 'never',
    targets: Platform.LINUX.createTarget('dir', process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    config: {
      electronDist: dirname(electron.executablePath),
      electronVersion: electron.version,
      // A runtime given as a folder is taken as it is: its own small start-up app and our marker do not belong to ours.
      async afterExtract({ appOutDir }) {
        for (const stray of ['resources/app', 'resources/default_app.asar', 'veerpont-runtime.json']) {
          rmSync(join(appOutDir, stray), { recursive: true, force: true });
        }
      },
      async afterPack({ appOutDir }) {
        made = appOutDir;
      },
    },
  });
  if (made === '') throw new Problem('electron-builder made no folder');
  progress.done(`made ${made}`);
  return made;
}
