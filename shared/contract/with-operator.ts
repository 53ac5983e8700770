import { z } from 'zod';
import { invoke, type InvokeEntry } from './contract-types.ts';

type WithOperator<E> =
  E extends InvokeEntry<z.ZodObject<infer S>, infer O> ? InvokeEntry<z.ZodObject<S & { by: z.ZodString }>, O> : never;

type Acts = Readonly<Record<string, InvokeEntry<z.ZodObject>>>;

/** Acts of the window as the relay takes them: the main process adds `by`, the operator. */
export function withOperator<A extends Acts>(acts: A): { readonly [K in keyof A]: WithOperator<A[K]> } {
  const named: Record<string, InvokeEntry> = Object.fromEntries(
    Object.entries(acts).map(([name, { input, output }]) => [
      name,
      invoke(input.extend({ by: z.string().min(1).max(200) }), output),
    ]),
  );
  // Object.fromEntries forgets the names, which are those of `acts`.
  return named as unknown as { readonly [K in keyof A]: WithOperator<A[K]> };
}
