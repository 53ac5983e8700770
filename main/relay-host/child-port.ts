/** A child process as its supervisor sees it: a message port with an end. One object per life of the process. */
export interface ChildPort {
  /** Sends a message. Does nothing once the child has ended. */
  post(message: unknown): void;
  /** Each of these returns a function that stops listening. */
  onSpawn(listener: (pid: number) => void): () => void;
  /** Messages arrive as they came: unchecked. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Called once, also when the child could not be started. */
  onExit(listener: (code: number) => void): () => void;
  /** Ends the child at once, even one that is stopped or hangs. */
  kill(): void;
}
