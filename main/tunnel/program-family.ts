/** How a program and all it started are ended on this system. */
export type FamilyEnd =
  | { readonly kind: 'signal'; readonly pid: number; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] }
  /** Nobody can be told apart from strangers any more. */
  | { readonly kind: 'nothing' };

/** asked: it may take its time. hard: at once. gone: it ended by itself, and may have left helpers behind. */
export type EndReason = 'asked' | 'hard' | 'gone';

/**
 * Elsewhere a program is started in a process group of its own, whose number lives as long as one of the group does. Windows
 * has no such groups: `taskkill /T` walks from a program to those it started, and only while the program itself is there. When
 * it is gone its number may be anybody's, so nobody is ended then. A program without a window cannot be asked there.
 */
export function familyEnd(
  pid: number,
  why: EndReason,
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): FamilyEnd {
  if (platform !== 'win32') return { kind: 'signal', pid: -pid, signal: why === 'asked' ? 'SIGTERM' : 'SIGKILL' };
  if (why === 'gone') return { kind: 'nothing' };
  // By its whole path: a name alone is looked for in the folder of the profile first.
  const root = environment.SystemRoot ?? environment.windir ?? 'C:\\Windows';
  const program = `${root.replace(/\\+$/u, '')}\\System32\\taskkill.exe`;
  return { kind: 'command', program, args: ['/pid', String(pid), '/T', '/F'] };
}

/** Whether a program is started at the head of a group of its own. On Windows that would open a console window instead. */
export function hasOwnGroup(platform: NodeJS.Platform): boolean {
  return platform !== 'win32';
}

/**
 * Sets a variable of a program's environment in the place of one of the same name. On Windows names are alike in whatever
 * case, and of two only one reaches the program, not always the one that was set last.
 */
export function setVariable(
  environment: Record<string, string>,
  name: string,
  value: string,
  platform: NodeJS.Platform,
): void {
  if (platform === 'win32') {
    for (const known of Object.keys(environment)) {
      if (known !== name && known.toLowerCase() === name.toLowerCase()) delete environment[known];
    }
  }
  environment[name] = value;
}
