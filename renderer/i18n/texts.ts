import type { en } from './en.ts';

/** The same keys as English, any wording. A missing or surplus key does not compile. */
type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Chinese has one plural form, so the keys for one piece fall away. */
type WithoutSingular<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : WithoutSingular<T[K]>;
};

export type DutchTexts = Same<typeof en>;
export type ChineseTexts = WithoutSingular<typeof en>;
