/** The same keys as English, any wording. A missing or surplus key does not compile. */
type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Chinese has one plural form, so the keys for one piece fall away. */
type WithoutSingular<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : WithoutSingular<T[K]>;
};

/** Texts of one area, checked against the English ones of the same area. */
export type DutchTexts<English> = Same<English>;
export type ChineseTexts<English> = WithoutSingular<English>;
