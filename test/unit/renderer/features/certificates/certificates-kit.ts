import { act } from 'react';

/** Chooses files as a person does; what comes of it is drawn before this returns. */
export async function choose(input: HTMLInputElement, files: readonly File[]): Promise<void> {
  await act(async () => {
    Object.defineProperty(input, 'files', { configurable: true, value: files });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    // Reading from the disk, asking and drawing each take a turn of their own.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  });
  await settle();
}

/** Drops files on an element. */
export async function drop(element: Element, files: readonly File[]): Promise<void> {
  await act(async () => {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { files } });
    element.dispatchEvent(event);
  });
  await settle();
}

/** Waits until what is under way was drawn. Needs real timers. */
export const settle = (): Promise<void> =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
  });

/** A made-up file that the simulated relay knows: "leaf", "chain", "key", "locked", "expired" or junk. */
export const aFile = (text: string, name = `${text}.pem`): File => new File([text], name);
