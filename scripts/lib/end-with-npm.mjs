const betweenLooksMs = 500;

/**
 * npm starts scripts through a shell that dies of SIGTERM without passing it on, and npm itself can be killed. Either
 * way the script would run on with nobody to stop it: when its parent is gone, it gets the SIGTERM that was meant for it.
 * Does nothing for scripts started without npm, which may well outlive the shell they were started from.
 *
 * @param {string} scriptName as in package.json
 */
export function endWithNpm(scriptName) {
  if (process.env.npm_lifecycle_event !== scriptName) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, betweenLooksMs);
  look.unref();
}
