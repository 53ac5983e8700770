/**
 * What the host of an address is as it is written, nobody asked: this computer, an address outside the public internet, an
 * address of it, or a name that has yet to be looked up. `[::1]` may keep its brackets.
 */
export type HostKind = (host: string) => 'this_computer' | 'private' | 'public' | 'name';
