/** The operating system's key store, as the vault needs it. */
export interface Keyring {
  /**
   * Name of the key store that would keep a key now ('gnome_libsecret', 'kwallet6', 'keychain', 'dpapi'), or null when
   * there is none that deserves the name: Linux without a key ring would keep the key in plain text.
   */
  backend(): Promise<string | null>;
  wrap(key: Buffer): Promise<Buffer>;
  /** Rejects when the key store cannot read it: another computer, another user, another key ring. */
  unwrap(wrapped: Buffer): Promise<Buffer>;
}
