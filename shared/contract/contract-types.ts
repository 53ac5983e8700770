import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';

export interface InvokeEntry<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'invoke';
  readonly input: I;
  readonly output: O;
}

export interface PushEntry<P extends z.ZodType = z.ZodType> {
  readonly kind: 'push';
  readonly payload: P;
}

export type Contract = Readonly<Record<string, InvokeEntry | PushEntry>>;

/** A question: asked with `input`, answered with `output`. */
export function invoke<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): InvokeEntry<I, O> {
  return { kind: 'invoke', input, output };
}

/** A notice: sent without being asked, never answered. */
export function push<P extends z.ZodType>(payload: P): PushEntry<P> {
  return { kind: 'push', payload };
}

export type InvokeNames<C extends Contract> = {
  [K in keyof C]: C[K] extends InvokeEntry ? K : never;
}[keyof C] &
  string;

export type PushNames<C extends Contract> = {
  [K in keyof C]: C[K] extends PushEntry ? K : never;
}[keyof C] &
  string;

/** What a caller passes. */
export type InputOf<E> = E extends InvokeEntry<infer I, z.ZodType> ? z.input<I> : never;
/** What a handler receives, parsed. */
export type ParsedInputOf<E> = E extends InvokeEntry<infer I, z.ZodType> ? z.output<I> : never;
export type OutputOf<E> = E extends InvokeEntry<z.ZodType, infer O> ? z.output<O> : never;
export type PayloadOf<E> = E extends PushEntry<infer P> ? z.output<P> : never;

/** One handler for every question in the contract; leaving one out does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in InvokeNames<C>]: (input: ParsedInputOf<C[K]>) => Promise<OutputOf<C[K]>> | OutputOf<C[K]>;
};

/** The caller's side of a contract. Rejects with a RelayError. */
export interface ContractClient<C extends Contract> {
  invoke<K extends InvokeNames<C>>(name: K, input: InputOf<C[K]>): Promise<OutputOf<C[K]>>;
  /** Calls `listener` for every notice of that name. Returns a function that stops it. */
  on<K extends PushNames<C>>(name: K, listener: (payload: PayloadOf<C[K]>) => void): () => void;
}

/** The sender's side of a contract's notices. */
export type Pusher<C extends Contract> = <K extends PushNames<C>>(name: K, payload: PayloadOf<C[K]>) => void;

export const ReplyError = z.object({
  code: ErrorCode,
  message: z.string(),
  platformCode: z.string().nullable(),
  value: z.string().nullable(),
});
export type ReplyError = z.infer<typeof ReplyError>;

/** Errors cross a boundary as data: message ports and Electron keep only the text of a thrown one. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ReplyError };

export const ReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: ReplyError }),
]);
