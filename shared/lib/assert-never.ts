/** Makes a forgotten case a compile error, and a corrupt value a readable crash. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
