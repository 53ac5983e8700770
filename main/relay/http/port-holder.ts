import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortHolder {
  readonly pid: number;
  /** The program's short name ('node'). Never its command line, which may hold a secret. */
  readonly name: string;
}

/**
 * Who listens on a TCP port of this computer. Null where the system does not say: anywhere but Linux, and for programs of
 * another user.
 */
export function portHolder(port: number): PortHolder | null {
  if (process.platform !== 'linux') return null;
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return null;
  for (const pid of entriesOf('/proc').filter((name) => /^\d+$/u.test(name))) {
    if (holdsOneOf(pid, inodes)) return { pid: Number(pid), name: textOf(`/proc/${pid}/comm`).trim() || 'unknown' };
  }
  return null;
}

/** proc(5): the second column is address and port in hexadecimal, the fourth the state, 0A for listening. */
function listeningInodes(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return textOf(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter((columns) => columns[1]?.endsWith(wanted) === true && columns[3] === '0A')
    .flatMap((columns) => columns[9] ?? []);
}

function holdsOneOf(pid: string, inodes: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return entriesOf(folder).some((descriptor) => {
    const inode = /^socket:\[(\d+)\]$/u.exec(linkOf(`${folder}/${descriptor}`))?.[1];
    return inode !== undefined && inodes.has(inode);
  });
}

// What cannot be read has ended meanwhile or belongs to somebody else: it is not known, and that is no fault.

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
