import { createStderrLog } from './kit/log.ts';
import { commandLineHelp, readCommandLine } from './command-line.ts';
import { connectParent } from './parent-port.ts';
import { startSandbox } from './sandbox.ts';

/**
 * The sandbox as a program: plain Node (one JSON ready line on standard output, logs on standard error, SIGTERM
 * stops it) or a utility process (the same ready object as a message to the parent).
 */
async function main(): Promise<void> {
  const log = createStderrLog();
  const parent = connectParent();
  const commandLine = readCommandLine(process.argv.slice(2));
  if ('problem' in commandLine) {
    process.stderr.write(`${commandLine.problem}\n${commandLineHelp}\n`);
    process.exitCode = 2;
    return;
  }
  // The reader of our output may go first; that is no reason to die with a stack trace.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  const sandbox = await startSandbox({ ...commandLine.options, log });
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('sandbox.stopping');
    void sandbox.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const { urls, practice, relayConfig } = sandbox;
  const ready = { event: 'ready', urls, practice, relayConfig };
  log.info('sandbox.ready', { urls: sandbox.urls });
  if (!parent) {
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  parent.onStop(stop);
  parent.send({ type: 'ready', ...ready });
}

main().catch((thrown: unknown) => {
  process.stderr.write(`sandbox: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exit(1);
});
