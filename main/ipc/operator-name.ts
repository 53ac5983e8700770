import { userInfo } from 'node:os';

const longest = 200;

/** Who works at this computer, as the operating system knows them: the name that stands in time lines. */
export function operatorName(): string {
  try {
    const name = userInfo().username.trim().slice(0, longest);
    return name === '' ? 'operator' : name;
  } catch {
    // There are accounts without an entry in the list of users.
    return 'operator';
  }
}
